using System;
using System.IO.Ports;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Serial;
using UAsyncio.Nano.Tests.Shortage;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Devices
{
    /// <summary>
    /// What is done with serial ports, whose memory the host takes away for a moment: it calls each by reflection. Each may fail then; it leaves
    /// nothing, and works once more. The host has a wire between the two ports, both ways.
    /// </summary>
    public static class HostShortPorts
    {
        private const string Name = "COM2";
        private const string OtherName = "COM3";

        // What a port's buffer holds when it is made as small as it can be.
        private const int SmallBuffer = 129;

        private static SerialPort s_other;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "open", "lines", "messages", "message that is cancelled", "overrun", "overrun that is waited for", "write" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            using (s_other = new SerialPort(OtherName, 115200) { ReadBufferSize = 1024 })
            {
                s_other.Open();
                return ShortRun.Run(operation, OperateAsync, null, begin.Invoke, end.Invoke);
            }
        }

        private static async Coroutine OperateAsync(string operation)
        {
            if (operation == "open")
            {
                Open();
                return;
            }

            using (SerialStream stream = new SerialStream(new SerialPort(Name, 115200) { ReadBufferSize = SmallBuffer }))
            {
                try
                {
                    switch (operation)
                    {
                        case "lines":
                            Send("one\ntwo\n");
                            Begin();
                            Check(await ReadAsync(stream, -1) == "one", "another first line");
                            Check(await ReadAsync(stream, -1) == "two", "another second line");
                            break;
                        case "messages":
                            Send("one;two;line\n");
                            Begin();
                            Check(await ReadAsync(stream, ';') == "one", "another first message");
                            Check(await ReadAsync(stream, ';') == "two", "another second message");
                            Check(await ReadAsync(stream, -1) == "line", "another line");
                            break;
                        case "message that is cancelled":
                            Send("a line\nand half a message");
                            Begin();
                            await CancelAsync(stream.ReadToAsync((byte)';', 80));
                            Check(await ReadAsync(stream, -1) == "a line", "another line");
                            break;
                        case "overrun":
                            await OverrunAsync(stream);
                            break;
                        case "overrun that is waited for":
                            await WaitForOverrunAsync(stream);
                            break;
                        default:
                            await WriteAsync(stream);
                            break;
                    }
                }
                finally
                {
                    // What disposes of it has its memory back.
                    End();
                }
            }
        }

        // A port whose stream could not be made is as it was, and its name is free when it is disposed of.
        private static void Open()
        {
            SerialPort port = new SerialPort(Name, 115200);
            Begin();

            try
            {
                SerialStream stream = new SerialStream(port);
                End();
                stream.Dispose();
            }
            finally
            {
                End();
                Check(!port.IsOpen, "it is open");
                port.Dispose();
                new SerialPort(Name, 115200).Dispose();
            }
        }

        private static void Send(string text)
        {
            s_other.Write(text);
        }

        // A line, or what stands before a delimiter: where memory is too short for it, it is the next read's.
        private static async Coroutine<string> ReadAsync(SerialStream stream, int delimiter)
        {
            for (; ; )
            {
                try
                {
                    if (delimiter < 0)
                    {
                        return await stream.ReadLineAsync(80).WaitAsync(Patience / 4);
                    }

                    byte[] message = await stream.ReadToAsync((byte)delimiter, 80).WaitAsync(Patience / 4);
                    return System.Text.Encoding.UTF8.GetString(message, 0, message.Length);
                }
                catch (TimeoutException)
                {
                    return "nothing";
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // Told once, behind what was in the buffer.
        private static async Coroutine OverrunAsync(SerialStream stream)
        {
            byte[] bytes = new byte[SmallBuffer + 20];
            s_other.Write(bytes, 0, bytes.Length);
            byte[] buffer = new byte[64];
            int count = 0;
            bool isTold = false;
            Begin();

            while (!isTold)
            {
                try
                {
                    count += await stream.ReadAsync(buffer, 0, buffer.Length);
                }
                catch (SerialOverrunException)
                {
                    isTold = true;
                }
                catch (OutOfMemoryException)
                {
                }
            }

            End();
            Check(count == SmallBuffer, "before it: " + count);
            Send("more\n");
            Check(await ReadAsync(stream, -1) == "more", "it does not go on");
        }

        // It comes while a read waits for more than there will be. Who waits is told of it, or, where memory is too short at its very delivery, of that.
        private static async Coroutine WaitForOverrunAsync(SerialStream stream)
        {
            Coroutine sending = DeviceLoop.CreateTask(SendLateAsync());
            byte[] buffer = new byte[2 * SmallBuffer];
            bool isTold = false;
            Begin();

            while (!isTold)
            {
                try
                {
                    await stream.ReadExactlyAsync(buffer, 0, buffer.Length);
                }
                catch (SerialOverrunException)
                {
                    isTold = true;
                }
                catch (OutOfMemoryException)
                {
                    isTold = sending.IsCompleted;
                }
            }

            End();
            await sending;
        }

        private static async Coroutine SendLateAsync()
        {
            await PauseAsync(20);
            byte[] bytes = new byte[SmallBuffer + 20];
            s_other.Write(bytes, 0, bytes.Length);
        }

        // All of it, or the beginning where it fails.
        private static async Coroutine WriteAsync(SerialStream stream)
        {
            byte[] bytes = new byte[300];
            bool isWritten = false;

            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)i;
            }

            s_other.DiscardInput();
            Begin();

            try
            {
                isWritten = await stream.WriteAsync(bytes, 0, bytes.Length) == bytes.Length;
            }
            finally
            {
                End();
                byte[] come = new byte[s_other.BytesToRead];
                s_other.Read(come, 0, come.Length);
                Check(come.Length == bytes.Length || (!isWritten && come.Length < bytes.Length), "come: " + come.Length);

                for (int i = 0; i < come.Length; i++)
                {
                    Check(come[i] == (byte)i, "another byte at " + i);
                }
            }
        }

        private static void DiscardInput(this SerialPort port)
        {
            byte[] bytes = new byte[port.BytesToRead];

            if (bytes.Length > 0)
            {
                port.Read(bytes, 0, bytes.Length);
            }
        }
    }
}
