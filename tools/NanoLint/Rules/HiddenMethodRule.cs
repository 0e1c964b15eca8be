using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>
    /// A method that a device takes for another one. It looks for what a virtual call runs by name and signature alone, in the object's own class
    /// first: there a method that hides a virtual one overrides it, and of an interface's methods the explicit one, of whatever class, comes first.
    /// </summary>
    internal sealed class HiddenMethodRule : Rule
    {
        internal override string Code => "UAN120";

        internal override void OnType(TypeDefinition type)
        {
            if (!type.IsInterface)
            {
                CheckExplicit(type);
            }
        }

        internal override void OnMethod(MethodDefinition method)
        {
            // The name of an explicit one has that of the interface in it.
            if (method.IsStatic || method.IsConstructor || (method.IsVirtual && !method.IsNewSlot) || method.DeclaringType.IsInterface || method.Name.Contains('.'))
            {
                return;
            }

            MethodDefinition hidden = Bases(method.DeclaringType).Select(t => Members.FindDeclared(t, method)).FirstOrDefault(m => m != null && m.IsVirtual);

            if (hidden != null)
            {
                Report(new Place(method), "it hides the virtual method " + SourceName(hidden) + ", and a device calls it in place of that: override that one, or take another name");
            }
        }

        private void CheckExplicit(TypeDefinition type)
        {
            foreach (TypeDefinition face in type.Interfaces.Select(i => References.Find(i.InterfaceType)).Where(t => t != null))
            {
                foreach (MethodDefinition method in face.Methods)
                {
                    string name = face.FullName.Replace('/', '.') + "." + method.Name;
                    MethodDefinition implicitly = type.Methods.Any(m => m.Name == name) ? null : Members.FindDeclared(type, method);

                    if (implicitly != null && Bases(type).Any(t => Members.FindDeclared(t, method, name) != null))
                    {
                        Report(new Place(implicitly), "a base class implements " + SourceName(method) + " explicitly, and a device calls that one in place of it: implement it explicitly here too");
                    }
                }
            }
        }

        private IEnumerable<TypeDefinition> Bases(TypeDefinition type)
        {
            for (TypeDefinition of = References.Find(type.BaseType); of != null; of = References.Find(of.BaseType))
            {
                yield return of;
            }
        }

        private static string SourceName(MethodDefinition method) => method.DeclaringType.FullName + "." + method.Name;
    }
}
