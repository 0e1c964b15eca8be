using System;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>A connection of a simulation's host failed.</summary>
    public sealed class SimulatedConnectionException : Exception
    {
        internal SimulatedConnectionException(int errorCode)
            : base("Socket error " + errorCode)
        {
            ErrorCode = errorCode;
        }

        /// <summary>Gets the code: 10054 reset, 10061 refused, 10060 nobody answered, 10053 reset from this side.</summary>
        public int ErrorCode { get; }
    }
}
