using System.IO.Ports;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Serial;

namespace UAsyncio.Nano.Tests.Devices
{
    // Serial ports.
    public static partial class HostDevices
    {
        /// <summary>Reads lines, or messages that end with a byte, from a port.</summary>
        public static void ReadSerial(string port, int bufferSize, int delimiter)
        {
            Run(ReadSerialAsync(port, bufferSize, delimiter));
        }

        /// <summary>Reads up to a byte for so many ms, then a line, and again.</summary>
        public static void ReadSerialByTurns(string port, int delimiter, int milliseconds)
        {
            Run(ReadSerialByTurnsAsync(port, (byte)delimiter, milliseconds));
        }

        /// <summary>Writes much to a port, and counts meanwhile how often others have their turn.</summary>
        public static void WriteSerial(string port, int baudRate, int count, bool isLong)
        {
            Run(WriteSerialAsync(isLong ? new SerialPort(port, baudRate, Parity.Even, 8, StopBits.Two) : new SerialPort(port, baudRate), count));
        }

        /// <summary>Has a console at a port.</summary>
        public static void ServeConsole(string port, string password)
        {
            Run(ServeConsoleAsync(port, password));
        }

        private static async Coroutine ReadSerialAsync(string name, int bufferSize, int delimiter)
        {
            // So rarely does it look by itself: an event has to wake it.
            ((DevicePoller)s_loop.Poller).MaxSleep = 1000;

            using (SerialStream stream = new SerialStream(new SerialPort(name, 115200) { ReadBufferSize = bufferSize }))
            {
                for (; ; )
                {
                    try
                    {
                        if (delimiter < 0)
                        {
                            Add(await stream.ReadLineAsync(10));
                        }
                        else
                        {
                            byte[] message = await stream.ReadToAsync((byte)delimiter, 10);
                            Add(message.Length + ":" + (message.Length > 0 ? message[0] : -1));
                        }
                    }
                    catch (SerialOverrunException)
                    {
                        Add("overrun");
                    }
                    catch (LineTooLongException)
                    {
                        Add("long");
                        stream.Consume(stream.Buffered);
                    }
                }
            }
        }

        private static async Coroutine ReadSerialByTurnsAsync(string name, byte delimiter, int milliseconds)
        {
            using (SerialStream stream = new SerialStream(new SerialPort(name, 115200)))
            {
                for (; ; )
                {
                    try
                    {
                        byte[] message = await stream.ReadToAsync(delimiter, int.MaxValue).WaitAsync(milliseconds);
                        Add(message.Length.ToString());
                    }
                    catch (System.TimeoutException)
                    {
                        Add("none");
                    }

                    try
                    {
                        Add(await stream.ReadLineAsync(80).WaitAsync(milliseconds));
                    }
                    catch (System.TimeoutException)
                    {
                        Add("none");
                    }
                }
            }
        }

        private static async Coroutine WriteSerialAsync(SerialPort port, int count)
        {
            using (SerialStream stream = new SerialStream(port))
            {
                byte[] bytes = new byte[count];

                for (int i = 0; i < count; i++)
                {
                    bytes[i] = (byte)i;
                }

                Coroutine counting = EventLoop.Current.CreateTask(CountAsync());
                int written = await stream.WriteAsync(bytes, 0, count);
                counting.Cancel();
                await Expect.ThrowsAsync(typeof(CanceledException), counting);
                Add(written.ToString());
            }
        }

        private static async Coroutine ServeConsoleAsync(string name, string password)
        {
            EventLoop loop = EventLoop.Current;
            InspectionConsole console = new InspectionConsole(new TaskWatch(loop), password);
            Coroutine counting = loop.CreateTask(CountAsync(), "counting");

            using (SerialStream stream = new SerialStream(new SerialPort(name, 115200)))
            {
                await console.ServeAsync(stream);
            }

            counting.Cancel();
        }
    }
}
