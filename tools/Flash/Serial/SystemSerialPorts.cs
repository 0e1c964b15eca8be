using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Ports;
using System.Linq;
using UAsyncio.Flash.Programs;

namespace UAsyncio.Flash.Serial;

/// <summary>The operating system's serial ports.</summary>
internal sealed class SystemSerialPorts : ISerialPorts
{
    private const int Moment = 100;

    public IReadOnlyList<string> Names() => [.. SerialPort.GetPortNames().Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    public ISerialPort Open(string name, int baudRate)
    {
        SerialPort port = new(name, baudRate, Parity.None, 8) { ReadTimeout = Moment, WriteTimeout = 10 * Moment };

        if (OperatingSystem.IsLinux())
        {
            // As nanoFramework's debugger does: opening raises both lines, and one alone would hold an ESP32 in reset.
            port.DtrEnable = true;
            port.RtsEnable = true;
        }

        try
        {
            port.Open();
            return new SystemSerialPort(port);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            port.Dispose();
            throw new FlashException($"The port {name} cannot be opened: {exception.Message}\n{NanoffErrors.Advice(6000)}");
        }
    }

    private sealed class SystemSerialPort(SerialPort port) : ISerialPort
    {
        public int Read(byte[] buffer)
        {
            try
            {
                return port.Read(buffer, 0, buffer.Length);
            }
            catch (TimeoutException)
            {
                return 0;
            }
        }

        public void Write(byte[] bytes)
        {
            try
            {
                port.Write(bytes, 0, bytes.Length);
            }
            catch (TimeoutException)
            {
                // A device that does not take it gets the next one.
            }
        }

        public void Dispose() => port.Dispose();
    }
}
