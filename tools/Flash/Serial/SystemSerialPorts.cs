using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Ports;
using System.Linq;
using System.Threading;
using UAsyncio.Flash.Programs;

namespace UAsyncio.Flash.Serial;

/// <summary>The operating system's serial ports.</summary>
public sealed class SystemSerialPorts : ISerialPorts
{
    private const int Moment = 100;

    // A board that is a USB device itself is gone while it restarts after a deployment.
    private static readonly TimeSpan s_restartTime = TimeSpan.FromSeconds(3);

    public IReadOnlyList<string> Names() => [.. SerialPort.GetPortNames().Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    public PortDetails Describe(string name) => OperatingSystem.IsLinux() ? LinuxPorts.Describe(name) : new PortDetails(name, null, null, null);

    public ISerialPort Open(string name, int baudRate)
    {
        Stopwatch waited = Stopwatch.StartNew();

        while (true)
        {
            try
            {
                return new SystemSerialPort(OpenWithLines(name, baudRate));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && waited.Elapsed < s_restartTime)
            {
                Thread.Sleep(Moment);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new FlashException($"The port {name} cannot be opened: {exception.Message}\n{NanoffErrors.Advice(6000)}");
            }
        }
    }

    private static SerialPort OpenWithLines(string name, int baudRate)
    {
        try
        {
            // As nanoFramework's debugger does: on Linux opening raises both modem lines, and one alone would hold an ESP32 in reset.
            return Open(name, baudRate, OperatingSystem.IsLinux());
        }
        catch (IOException) when (OperatingSystem.IsLinux())
        {
            // A pseudo-terminal, such as a program gives that forwards a port, has no such lines.
            return Open(name, baudRate, lines: false);
        }
    }

    private static SerialPort Open(string name, int baudRate, bool lines)
    {
        SerialPort port = new(name, baudRate, Parity.None, 8) { ReadTimeout = Moment, WriteTimeout = 10 * Moment, DtrEnable = lines, RtsEnable = lines };

        try
        {
            port.Open();
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
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
            catch (Exception exception) when (IsLost(exception))
            {
                throw Lost(exception);
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
            catch (Exception exception) when (IsLost(exception))
            {
                throw Lost(exception);
            }
        }

        public void Dispose() => port.Dispose();

        // What a pulled cable looks like depends on the system.
        private static bool IsLost(Exception exception) =>
            exception is IOException or UnauthorizedAccessException or InvalidOperationException or OperationCanceledException;

        private FlashException Lost(Exception exception) =>
            new($"The board on {port.PortName} is gone: {exception.Message}\nCheck the cable, wait until the port is there again, and run this again; --firmware keep if the firmware was flashed.");
    }
}
