using System;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>A script cannot be read: its message says where in which file, what is wrong there and what may be there instead.</summary>
    public sealed class DeviceScriptException : Exception
    {
        internal DeviceScriptException(string message)
            : base(message)
        {
        }
    }
}
