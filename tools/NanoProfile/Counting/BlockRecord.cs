using System.Collections.Generic;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>What one run through a basic block executes.</summary>
    internal sealed class BlockRecord
    {
        public int Instructions { get; set; }

        /// <summary>Gets or sets how many string literals it loads, each of which makes an object.</summary>
        public int Literals { get; set; }

        public CallCounts Calls { get; set; }

        /// <summary>Gets the names of the runtime's methods that it calls.</summary>
        public List<string> RuntimeCalls { get; } = new();
    }
}
