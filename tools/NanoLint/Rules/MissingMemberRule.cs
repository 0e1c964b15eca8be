using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A type, method or field that the referenced assembly does not have: the device refuses to load the assembly.</summary>
    internal sealed class MissingMemberRule : Rule
    {
        internal override string Code => "UAN117";

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (!(type is TypeSpecification) && !(type is TypeDefinition) && !CompilerNames.IsFace(type) && Given(type) is AssemblyDefinition assembly)
            {
                TypeDefinition definition = References.Find(type);

                if (definition == null || IsExcluded(definition))
                {
                    Report(place, Text(assembly, "type " + type.FullName));
                }
            }
        }

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            TypeReference type = member.DeclaringType;

            // Members of arrays and of generic types have no definition of their own.
            if (member is IMemberDefinition || type is TypeSpecification || CompilerNames.IsFace(type) || member is GenericInstanceMethod)
            {
                return;
            }

            TypeDefinition definition = References.Find(type);
            AssemblyDefinition assembly = definition == null ? null : Given(type);

            if (assembly == null)
            {
                return;
            }

            bool found = member is MethodReference method
                ? Members.FindMethod(definition, method, References) != null
                : Members.FindField(definition, (FieldReference)member, References) != null;

            if (!found)
            {
                Report(place, Text(assembly, (member is MethodReference ? "method " : "field ") + Members.Describe(member)));
            }
        }

        // In the assembly for the compiler, as DBNull is, and not in what a device loads. Of enums nothing is left but numbers, and attributes of the
        // kind are dropped wherever they are.
        private static bool IsExcluded(TypeDefinition type)
        {
            return !type.IsEnum && !type.IsPrimitive && type.BaseType?.FullName != "System.Attribute"
                && type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ExcludeTypeAttribute");
        }

        // Null for the assembly itself, for one that was not given, and for one that was given in the wrong form:
        // these are findings of their own.
        private AssemblyDefinition Given(TypeReference type)
        {
            AssemblyDefinition assembly = type.Scope is AssemblyNameReference scope ? References.Find(scope.Name) : null;
            return assembly == null || References.IsUnwoven(assembly) ? null : assembly;
        }

        private static string Text(AssemblyDefinition assembly, string what)
        {
            return assembly.Name.Name + " " + assembly.Name.Version + " has no " + what + ": use what this version has, or reference the version that the device gets";
        }
    }
}
