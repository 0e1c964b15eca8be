using System.Collections.Generic;

namespace UAsyncio.Flash.Serial;

/// <summary>The serial ports of this computer.</summary>
public interface ISerialPorts
{
    IReadOnlyList<string> Names();

    /// <summary>What is known of a port.</summary>
    PortDetails Describe(string name);

    /// <exception cref="FlashException">It cannot be opened; the message says what to do.</exception>
    ISerialPort Open(string name, int baudRate);
}
