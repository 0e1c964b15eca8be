extern alias device;

using System;
using System.Text;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Peripherals
{
    /// <summary>What is wired to the device's serial ports, COM2 to COM9. For any thread.</summary>
    public static class DeviceSerial
    {
        private static event Action<string, byte[]>? WrittenTo;

        static DeviceSerial()
        {
            for (int i = SerialLine.First; i <= SerialLine.Last; i++)
            {
                SerialLine line = SerialLine.Get(i);
                line.Written += bytes => WrittenTo?.Invoke(line.Name, bytes);
            }
        }

        /// <summary>Raised when the program has written to a port: with its name and the bytes, on the writing thread.</summary>
        public static event Action<string, byte[]> Written
        {
            add => WrittenTo += value;
            remove => WrittenTo -= value;
        }

        /// <summary>Has bytes arrive at a port. What comes while the port is closed, or finds its buffer full, is lost, as on a device.</summary>
        /// <param name="port">COM2 to COM9.</param>
        /// <param name="bytes">What comes.</param>
        /// <exception cref="ArgumentException">There is no such port.</exception>
        public static void Deliver(string port, params byte[] bytes) => Line(port).Deliver(bytes);

        /// <summary>Has a text arrive at a port, in UTF-8.</summary>
        /// <param name="port">COM2 to COM9.</param>
        /// <param name="text">What comes; nothing is added to it.</param>
        /// <exception cref="ArgumentException">There is no such port.</exception>
        public static void Deliver(string port, string text) => Deliver(port, Encoding.UTF8.GetBytes(text));

        /// <summary>Takes what the program has written to a port since the last call, or since the restart.</summary>
        /// <exception cref="ArgumentException">There is no such port.</exception>
        public static byte[] TakeWritten(string port) => Line(port).TakeWritten();

        /// <summary>Gets how many bytes that arrived at a port were lost.</summary>
        /// <exception cref="ArgumentException">There is no such port.</exception>
        public static int Lost(string port) => Line(port).Lost;

        internal static bool Exists(string port)
        {
            return port.Length == 4 && port.StartsWith("COM", StringComparison.Ordinal) && port[3] - '0' is >= SerialLine.First and <= SerialLine.Last;
        }

        private static SerialLine Line(string port)
        {
            return Exists(port)
                ? SerialLine.Get(port[3] - '0')
                : throw new ArgumentException($"There is no serial port {port}: the virtual device has COM{SerialLine.First} to COM{SerialLine.Last}.", nameof(port));
        }
    }
}
