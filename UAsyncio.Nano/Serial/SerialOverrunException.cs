using System.IO;

namespace UAsyncio.Nano.Serial
{
    /// <summary>The port's buffer was full: bytes may have been lost behind those that were read before. The stream goes on.</summary>
    public sealed class SerialOverrunException : IOException
    {
    }
}
