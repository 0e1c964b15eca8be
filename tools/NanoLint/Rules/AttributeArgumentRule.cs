using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>
    /// An attribute of a program's own with what a device cannot read: the metadata processor writes a type's name in the type's place and nothing at
    /// all for an enum or an array, and what it writes for a property nobody reads. GetCustomAttributes throws, or gives something else.
    /// </summary>
    internal sealed class AttributeArgumentRule : Rule
    {
        internal override string Code => "UAN123";

        internal override void OnAttribute(CustomAttribute attribute, Place place)
        {
            // The compiler's own, and those of the core library, are for the compiler.
            TypeDefinition type = References.Find(attribute.AttributeType);

            if (type == null || type.Module.Name == "mscorlib.dll" || type.Namespace == "System.Runtime.CompilerServices")
            {
                return;
            }

            string what = attribute.ConstructorArguments.Select(NameOf).FirstOrDefault(name => name != null)
                ?? (attribute.HasProperties || attribute.HasFields ? "a property or field that is named" : null);

            if (what != null)
            {
                Report(place, "[" + type.Name.Replace("Attribute", "") + "] has " + what + ": GetCustomAttributes cannot read it on the device; numbers, characters, bools and strings are arguments that it can");
            }
        }

        // Null for what a device reads.
        private static string NameOf(CustomAttributeArgument argument)
        {
            if (argument.Value is CustomAttributeArgument[] elements && argument.Type.FullName == "System.Object[]")
            {
                return elements.Select(element => NameOf((CustomAttributeArgument)element.Value)).FirstOrDefault(name => name != null);
            }

            return argument.Type.FullName == "System.Type" ? "a type"
                : argument.Type.IsArray ? "an array"
                : argument.Type.FullName == "System.Object" ? "an object"
                : !argument.Type.IsPrimitive && argument.Type.FullName != "System.String" ? "an enum"
                : argument.Value == null ? "null"
                : null;
        }
    }
}
