namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>A method that waits, and with it the thread of the loop.</summary>
    internal sealed class BlockingCall
    {
        internal BlockingCall(string type, string method, string instead, string readiness = null, bool zeroLooks = false)
        {
            Type = type;
            Method = method;
            Instead = instead;
            Readiness = readiness;
            ZeroLooks = zeroLooks;
        }

        internal string Type { get; }

        internal string Method { get; }

        /// <summary>What to write in its place.</summary>
        internal string Instead { get; }

        /// <summary>The names, between spaces, of members that tell beforehand that it will not wait. Who asks one of them in the same function knows.</summary>
        internal string Readiness { get; }

        /// <summary>Whether it only looks, and does not wait, with 0 as its first argument.</summary>
        internal bool ZeroLooks { get; }
    }
}
