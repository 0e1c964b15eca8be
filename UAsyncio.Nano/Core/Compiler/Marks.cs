using System;

// What the code of this assembly tells the weaver. Nothing of this file is left in the woven assembly.
namespace UAsyncio.Nano
{
    /// <summary>Has the weaver put the method's body in the place of every call, in every build.</summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
    internal sealed class InlineAttribute : Attribute
    {
    }

    /// <summary>
    /// Marks a method that only commits: loads, stores and branches, nothing that could run out of memory. The weaver refuses a call or
    /// an allocation in it.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class CommitAttribute : Attribute
    {
    }

    /// <summary>Marks a part of a method in the same way. The calls are gone when it is woven.</summary>
    internal static class Commit
    {
        /// <summary>From here on nothing can fail.</summary>
        internal static void Begin()
        {
        }

        /// <summary>Up to here.</summary>
        internal static void End()
        {
        }
    }
}
