using System;
using System.Collections.Generic;
using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>An attribute type that the compiler puts into the assembly because nanoFramework lacks it: it costs flash, and attribute types of this kind have shifted attributes before.</summary>
    internal sealed class EmbeddedAttributeRule : Rule
    {
        private readonly Dictionary<string, Place> _embedded = new Dictionary<string, Place>(StringComparer.Ordinal);

        internal override string Code => "UAN111";

        internal override void OnType(TypeDefinition type)
        {
            if (Concerns(type) && !_embedded.ContainsKey(type.FullName))
            {
                _embedded.Add(type.FullName, null);
            }
        }

        internal override void OnAttribute(CustomAttribute attribute, Place place)
        {
            // The first use that has a place in the source; module and assembly have none.
            if (attribute.AttributeType is TypeDefinition type && Concerns(type)
                && (!_embedded.TryGetValue(type.FullName, out Place first) || first == null))
            {
                _embedded[type.FullName] = place;
            }
        }

        internal override void OnEnd()
        {
            foreach (KeyValuePair<string, Place> embedded in _embedded)
            {
                Report(embedded.Value ?? new Place(), "the compiler adds the attribute type " + embedded.Key + " to the assembly for " + Cause(embedded.Key) + ": the device does not know it; " + Instead(embedded.Key));
            }
        }

        // EmbeddedAttribute only marks the others; RefSafetyRulesAttribute is UAN110's.
        private static bool Concerns(TypeDefinition type)
        {
            return CompilerNames.IsEmbedded(type) && type.FullName != CompilerNames.Embedded && type.Name != "RefSafetyRulesAttribute";
        }

        private static string Cause(string type)
        {
            switch (type.Substring(type.LastIndexOf('.') + 1))
            {
                case "IsReadOnlyAttribute":
                    return "a readonly struct, a readonly or auto-implemented get in a struct, or an in or ref readonly parameter";
                case "IsByRefLikeAttribute":
                    return "a ref struct";
                case "NullableAttribute":
                case "NullableContextAttribute":
                case "NullablePublicOnlyAttribute":
                    return "nullable annotations (string?)";
                case "NativeIntegerAttribute":
                    return "nint or nuint";
                case "ScopedRefAttribute":
                    return "a scoped ref";
                default:
                    return "a newer language feature";
            }
        }

        private static string Instead(string type)
        {
            return type.Contains(".Nullable") ? "set <Nullable>disable</Nullable> in the project" : "write it without that feature (a plain struct with fields, ref or by value, IntPtr)";
        }
    }
}
