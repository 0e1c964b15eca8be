using System.Collections.Generic;

namespace UAsyncio.Flash.Serial;

/// <summary>The serial ports of this computer.</summary>
internal interface ISerialPorts
{
    IReadOnlyList<string> Names();

    /// <exception cref="FlashException">It cannot be opened; the message says what to do.</exception>
    ISerialPort Open(string name, int baudRate);
}
