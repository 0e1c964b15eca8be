using Mono.Cecil;
using UAsyncio.Weaver;

namespace UAsyncio.NanoLint
{
    /// <summary>How the compiler names what it makes, and what exists for the compiler only.</summary>
    internal static class CompilerNames
    {
        /// <summary>Whether the weaver leaves nothing of a type.</summary>
        internal static bool IsFace(TypeReference type) => type != null && Names.IsFace(type);

        /// <summary>The delegate that the compiler makes up for a lambda or method group with a natural type.</summary>
        internal static bool IsNaturalDelegate(TypeReference type)
        {
            string name = type.GetElementType().Name;
            return name.StartsWith("<>f__AnonymousDelegate") || name.StartsWith("<>A") || name.StartsWith("<>F");
        }
    }
}
