using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>
    /// A class that implements an interface which is declared in it. The metadata processor writes a type behind what it is declared in and what
    /// it implements, and goes around in this circle until its stack is full.
    /// </summary>
    internal sealed class NestedInterfaceRule : Rule
    {
        internal override string Code => "UAN124";

        internal override void OnType(TypeDefinition type)
        {
            // What is declared in such a type is in the circle too.
            if (IsInCircle(type) && (type.DeclaringType == null || !IsInCircle(type.DeclaringType)))
            {
                Report(new Place(type), "the type " + type.FullName.Replace('/', '.') + " implements an interface that is declared in it, and the metadata processor ends in a circle there: "
                    + "declare the interface beside it");
            }
        }

        /// <summary>What is written before a type, if it is of the same assembly.</summary>
        internal static IEnumerable<TypeDefinition> Before(TypeDefinition type, ReferenceSet references)
        {
            return new[] { type.DeclaringType }.Concat(type.Interfaces.Select(i => references.Find(i.InterfaceType))).Where(t => t != null && t.Module == type.Module);
        }

        private bool IsInCircle(TypeDefinition type)
        {
            return type.Interfaces.Any(i => References.Find(i.InterfaceType) is TypeDefinition face && face.IsNested && Reaches(face, type, new HashSet<TypeDefinition>()));
        }

        private bool Reaches(TypeDefinition from, TypeDefinition type, HashSet<TypeDefinition> seen)
        {
            return from == type || (seen.Add(from) && Before(from, References).Any(t => Reaches(t, type, seen)));
        }
    }
}
