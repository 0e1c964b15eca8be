using Mono.Cecil;
using UAsyncio.NanoProfile.Counting;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>What woven code calls.</summary>
    internal sealed class CounterReferences
    {
        public CounterReferences(ModuleDefinition module)
        {
            Node = module.ImportReference(typeof(CallNode));
            Enter = Method(nameof(CallNode.Enter));
            Hit = Method(nameof(CallNode.Hit));
            Leave = Method(nameof(CallNode.Leave));
            Allocating = Method(nameof(CallNode.Allocating));
            Calling = Method(nameof(CallNode.Calling));
            Made = Method(nameof(CallNode.Made));
            Allocated = Method(nameof(CallNode.Allocated));
            AllocatedText = Method(nameof(CallNode.AllocatedText));

            MethodReference Method(string name) => module.ImportReference(typeof(CallNode).GetMethod(name));
        }

        public TypeReference Node { get; }

        public MethodReference Enter { get; }

        public MethodReference Hit { get; }

        public MethodReference Leave { get; }

        public MethodReference Allocating { get; }

        public MethodReference Calling { get; }

        public MethodReference Made { get; }

        public MethodReference Allocated { get; }

        public MethodReference AllocatedText { get; }
    }
}
