using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>Generics of any kind: the 1.x runtime prints garbage, hangs or crashes on them.</summary>
    internal sealed class GenericRule : Rule
    {
        internal override string Code => "UAN101";

        internal override void OnType(TypeDefinition type)
        {
            bool own = type.HasGenericParameters && (type.DeclaringType == null || !type.DeclaringType.HasGenericParameters);

            // What the compiler named is reported where it is used; what is nested in a generic type, with that type.
            if (own && !type.Name.StartsWith("<") && !CompilerNames.IsFace(type))
            {
                Report(new Place(type), Text("type " + type.FullName));
            }
        }

        internal override void OnMethod(MethodDefinition method)
        {
            if (method.HasGenericParameters && !CompilerNames.IsFace(method.DeclaringType))
            {
                Report(new Place(method), Text("method " + method.Name));
            }
        }

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (type is GenericInstanceType && !CompilerNames.IsFace(type) && !CompilerNames.IsNaturalDelegate(type) && !place.IsInGeneric)
            {
                Report(place, IsDelegate(type) ? DelegateText(type) : Text("type " + type.GetElementType().FullName));
            }
        }

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            if (member is GenericInstanceMethod method && !CompilerNames.IsFace(method.DeclaringType) && !place.IsInGeneric)
            {
                Report(place, Text("method " + method.Name));
            }
        }

        // Those that the core library declares: of them alone the compiler makes use without being told by name.
        private static bool IsDelegate(TypeReference type)
        {
            return type.Namespace == "System" && (type.Name.StartsWith("Action`") || type.Name.StartsWith("Func`") || type.Name.StartsWith("EventHandler`"));
        }

        private static string DelegateText(TypeReference type)
        {
            return "the delegate " + type.GetElementType().FullName + " is generic: the device has no generics and prints garbage, hangs or crashes; "
                + "declare a delegate of your own, such as delegate void Changed(int value), and use that, for a lambda assigned to var too";
        }

        private static string Text(string what)
        {
            return "the " + what + " is generic: the device has no generics and prints garbage, hangs or crashes; write it for one type, or for object with casts";
        }
    }
}
