using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A reference to an assembly that a device with the given ones does not have, or has in another version.</summary>
    internal sealed class AssemblyReferenceRule : Rule
    {
        // ECMA, Microsoft, and the two of .NET.
        private static readonly HashSet<string> s_desktopTokens = new HashSet<string> { "b77a5c561934e089", "b03f5f7f11d50a3a", "cc7b13ffcd2ddd51", "7cec85d7bea7798e" };

        private readonly Dictionary<string, Place> _first = new Dictionary<string, Place>(StringComparer.Ordinal);

        internal override string Code => "UAN116";

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (!(type is TypeSpecification) && type.Scope is AssemblyNameReference scope && !_first.ContainsKey(scope.FullName))
            {
                _first.Add(scope.FullName, place);
            }
        }

        internal override void OnEnd()
        {
            foreach (AssemblyNameReference name in Module.AssemblyReferences)
            {
                string trouble = Check(name);

                if (trouble != null)
                {
                    Report(_first.TryGetValue(name.FullName, out Place place) ? place : new Place(), trouble);
                }
            }
        }

        private string Check(AssemblyNameReference name)
        {
            if (IsDesktop(name))
            {
                return name.Name + " " + name.Version + " is desktop .NET's, not nanoFramework's: reference the nanoFramework package, or for a tool or test of the PC leave the check out";
            }

            AssemblyNameDefinition given = References.Find(name.Name)?.Name;

            if (given == null)
            {
                return "the assembly " + name.Name + " is not among the given references: add it, or remove what uses it";
            }

            if (given.Version != name.Version)
            {
                return "the assembly was compiled against " + name.Name + " " + name.Version + ", but the device gets " + given.Version + ": compile against that version, or give the other";
            }

            if (Token(given) != Token(name))
            {
                return "the assembly was compiled against another " + name.Name + " (public key token " + Token(name) + ") than the given one (" + Token(given) + "): compile against the given one";
            }

            ModuleDefinition module = References.Find(name.Name).MainModule;

            if (module.AssemblyReferences.Any(IsDesktop))
            {
                return name.Name + " is built for desktop .NET, not for nanoFramework: reference its nanoFramework build";
            }

            return References.IsUnwoven(module.Assembly)
                ? "the given " + name.Name + " is not woven, or is the face that others compile against: give its woven assembly (in a build: @(ReferencePath), not @(ReferencePathWithRefAssemblies))"
                : null;
        }

        // nanoFramework's own core library is called mscorlib too; its released line has versions 1.x.
        private static bool IsDesktop(AssemblyNameReference name)
        {
            return name.Name == "mscorlib"
                ? name.Version.Major > 1
                : name.Name == "netstandard" || name.Name == "System.Runtime" || name.Name == "System.Private.CoreLib" || s_desktopTokens.Contains(Token(name));
        }

        private static string Token(AssemblyNameReference name)
        {
            return name.PublicKeyToken == null || name.PublicKeyToken.Length == 0
                ? "none"
                : string.Concat(name.PublicKeyToken.Select(b => b.ToString("x2")));
        }
    }
}
