using System;
using System.Collections.Generic;
using Mono.Cecil;

namespace UAsyncio.NanoLint
{
    /// <summary>How the compiler names what it makes, and what exists for the compiler only.</summary>
    internal static class CompilerNames
    {
        // The weaver's Names.IsFace: a test holds the two lists together.
        private static readonly HashSet<string> s_face = new HashSet<string>(StringComparer.Ordinal)
        {
            "UAsyncio.Nano.Coroutine`1",
            "UAsyncio.Nano.CoroutineBuilder",
            "UAsyncio.Nano.CoroutineBuilder`1",
            "UAsyncio.Nano.Awaiter",
            "UAsyncio.Nano.Awaiter`1",
            "UAsyncio.Nano.IntAwaiter",
            "System.Runtime.CompilerServices.IAsyncStateMachine",
            "System.Runtime.CompilerServices.AsyncMethodBuilderAttribute",
            "System.Runtime.CompilerServices.INotifyCompletion",
            "System.Runtime.CompilerServices.ICriticalNotifyCompletion",
        };

        /// <summary>Whether the weaver leaves nothing of a type.</summary>
        internal static bool IsFace(TypeReference type) => type != null && s_face.Contains(type.GetElementType().FullName);

        /// <summary>The delegate that the compiler makes up for a lambda or method group with a natural type.</summary>
        internal static bool IsNaturalDelegate(TypeReference type)
        {
            string name = type.GetElementType().Name;
            return name.StartsWith("<>f__AnonymousDelegate") || name.StartsWith("<>A") || name.StartsWith("<>F");
        }
    }
}
