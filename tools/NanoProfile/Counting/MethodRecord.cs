using System.Collections.Generic;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>A woven method.</summary>
    internal sealed class MethodRecord
    {
        public MethodRecord(int id, string name, bool isCoroutine)
        {
            Id = id;
            Name = name;
            IsCoroutine = isCoroutine;
        }

        /// <summary>Gets what stands for the host that calls device code.</summary>
        public static MethodRecord Root { get; } = new(-1, "(host)", false);

        public int Id { get; }

        /// <summary>Gets the name as its author knows it: an async method's body goes by the async method's.</summary>
        public string Name { get; }

        /// <summary>Gets whether it is the body of an async method.</summary>
        public bool IsCoroutine { get; }

        public List<BlockRecord> Blocks { get; } = new();
    }
}
