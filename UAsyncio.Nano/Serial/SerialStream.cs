using System;
using System.IO.Ports;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Serial
{
    /// <summary>
    /// A serial port as a stream for coroutines: reads take what is there, writes go out as fast as the line takes them, and the loop never
    /// waits for either. (MicroPython: StreamReader of a UART)
    /// <code>
    /// using (SerialPort port = new SerialPort("COM2", 115200))
    /// using (SerialStream modem = new SerialStream(port))
    /// {
    ///     await modem.WriteAsync("AT\r\n");
    ///     string answer = await modem.ReadLineAsync(80).WaitAsync(1000);
    /// }
    /// </code>
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. The 1.x runtime tells of no break, parity or framing error: such bytes come as they are, or not at all. It tells of no
    /// overrun either; a port whose buffer is found full is an overrun: <see cref="SerialOverrunException"/>, when what came before it has been read.
    /// </remarks>
    public sealed class SerialStream : AsyncStream
    {
        /// <summary>Takes a port, and opens it if it is not.</summary>
        /// <param name="port">It is closed and disposed of with the stream; where this throws it is as it was, and the caller's. Its ReadBufferSize, 256 by default and 129 at least, is for what comes while nobody reads.</param>
        /// <exception cref="ArgumentNullException"><paramref name="port"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There is no loop on this thread.</exception>
        public SerialStream(SerialPort port)
            : this(new SerialTransport(port ?? throw new ArgumentNullException(nameof(port))))
        {
        }

        // The port is opened when all else is done.
        private SerialStream(SerialTransport transport)
            : base(transport)
        {
            transport.Open();
        }

        /// <summary>Reads up to a byte that ends a message.</summary>
        /// <param name="delimiter">The byte.</param>
        /// <param name="maxLength">How many bytes may come before it, 1 or more.</param>
        /// <returns>The bytes before it. It is taken too.</returns>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 1.</exception>
        /// <exception cref="LineTooLongException">More come before it. They stay, and the next call finds them again: to go on, Consume them.</exception>
        /// <exception cref="SerialOverrunException">Bytes may have been lost: what is read next begins in the middle.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine is reading.</exception>
        public async Coroutine<byte[]> ReadToAsync(byte delimiter, int maxLength)
        {
            if (maxLength < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            if (IsReading)
            {
                throw new InvalidOperationException("another coroutine reads this stream");
            }

            // How many bytes were looked at is kept here: the stream's own count is of those that were looked at for the end of a line.
            object wanted = delimiter;

            for (int examined = 0; ;)
            {
                int buffered = Buffered;
                int found = examined == buffered ? -1 : Array.IndexOf(Buffer, wanted, BufferStart + examined, buffered - examined);
                int length = found < 0 ? buffered : found - BufferStart;

                if (length > maxLength)
                {
                    throw new LineTooLongException();
                }

                if (found >= 0)
                {
                    // By the last call: where memory is too short for one before it, the message is the next read's.
                    byte[] message = new byte[length];
                    Array.Copy(Buffer, BufferStart, message, 0, length);
                    Consume(length + 1);
                    return message;
                }

                int come = await FillAsync(maxLength < int.MaxValue ? maxLength + 1 : maxLength);

                // Somebody can have consumed some of them meanwhile.
                examined = Buffered == buffered + come ? buffered : 0;
            }
        }
    }
}
