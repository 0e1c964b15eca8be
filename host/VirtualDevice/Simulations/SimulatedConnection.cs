extern alias device;

using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>
    /// A connection between a simulation's host and the device, the host's end. For the host's async code and for what the simulation
    /// calls back; waiting takes the device's time.
    /// </summary>
    public sealed class SimulatedConnection
    {
        private const int Chunk = 65536;

        private readonly SimulatedTime _time;
        private readonly SimulatedEnd _end;
        private int _timeout = 60000;
        private SimulatedTls? _tls;
        private TaskCompletionSource? _changed;

        internal SimulatedConnection(SimulatedTime time, SimulatedEnd end)
        {
            _time = time;
            _end = end;
            _end.Changed = Wake;
        }

        /// <summary>Gets or sets how long a call waits, in ms of the device's time, before it throws TimeoutException; 60,000 until set.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
        public int Timeout
        {
            get => _timeout;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                _timeout = value;
            }
        }

        /// <summary>Gets how many bytes have come and nobody has taken.</summary>
        public int Available => _end.Available;

        /// <summary>Gets the code of the error that ended the connection; 0 for none.</summary>
        public int Error => _end.Error;

        /// <summary>Sends bytes: takes all of them at once.</summary>
        /// <exception cref="SimulatedConnectionException">The connection is broken.</exception>
        public void Send(byte[] bytes)
        {
            ThrowIfBroken();
            if (_tls == null)
            {
                _end.Send(bytes);
            }
            else
            {
                _tls.Send(bytes);
            }
        }

        /// <summary>
        /// Does the handshake of a simulation's stand-in for TLS, which the device's SslStream speaks in it: records and messages as the
        /// real ones in size and order, without cryptography. What is sent and received from then on is inside. (Errors: as ReceiveAsync;
        /// FormatException for an answer that is none.)
        /// </summary>
        /// <param name="asServer">Whether the device is the client.</param>
        public async Task SecureAsync(bool asServer = false)
        {
            SimulatedTls tls = new(this);
            await tls.HandshakeAsync(asServer);
            _tls = tls;
        }

        /// <summary>Sends what TLS 1.3 calls KeyUpdate, inside; mbedTLS knows none.</summary>
        /// <exception cref="InvalidOperationException">There was no handshake.</exception>
        public void SendKeyUpdate() => (_tls ?? throw new InvalidOperationException("There was no handshake: SecureAsync comes first.")).SendKeyUpdate();

        /// <summary>Sends bytes as they are, outside of any record.</summary>
        /// <exception cref="SimulatedConnectionException">The connection is broken.</exception>
        public void SendRaw(byte[] bytes)
        {
            ThrowIfBroken();
            _end.Send(bytes);
        }

        /// <summary>Sends a text in UTF-8.</summary>
        /// <exception cref="SimulatedConnectionException">The connection is broken.</exception>
        public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

        /// <summary>Waits until the device has all that was sent, in its receive window at least.</summary>
        /// <exception cref="SimulatedConnectionException">The connection is broken.</exception>
        /// <exception cref="TimeoutException">It has not within <see cref="Timeout"/>.</exception>
        public async Task FlushAsync()
        {
            while (_end.Unacknowledged > 0)
            {
                ThrowIfBroken();
                await ChangedAsync();
            }
        }

        /// <summary>Waits for bytes, and takes what has come.</summary>
        /// <param name="most">How many at the most.</param>
        /// <returns>At least one; none at the end.</returns>
        /// <exception cref="SimulatedConnectionException">The connection is broken, and nothing came before.</exception>
        /// <exception cref="TimeoutException">Nothing has come within <see cref="Timeout"/>.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 1: none would say that it has ended.</exception>
        public Task<byte[]> ReceiveAsync(int most = Chunk)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
            return _tls == null ? ReceiveRawAsync(most) : _tls.ReceiveAsync(most);
        }

        internal async Task<byte[]> ReceiveRawAsync(int most)
        {
            while (_end.Available == 0 && !_end.IsAtEnd)
            {
                ThrowIfBroken();
                await ChangedAsync();
            }

            byte[] bytes = new byte[Math.Min(most, _end.Available)];
            _end.Receive(bytes, false);
            return bytes;
        }

        /// <summary>Takes as many bytes, or fewer at the end. (Errors: as ReceiveAsync.)</summary>
        public async Task<byte[]> ReceiveExactlyAsync(int count)
        {
            List<byte> all = [];
            while (all.Count < count)
            {
                byte[] bytes = await ReceiveAsync(count - all.Count);
                if (bytes.Length == 0)
                {
                    break;
                }

                all.AddRange(bytes);
            }

            return [.. all];
        }

        /// <summary>Takes a line, without its end; null at the end. (Errors: as ReceiveAsync.)</summary>
        public async Task<string?> ReceiveLineAsync()
        {
            List<byte> line = [];
            for (; ; )
            {
                byte[] one = await ReceiveAsync(1);
                if (one.Length == 0)
                {
                    return line.Count == 0 ? null : Encoding.UTF8.GetString([.. line]);
                }

                if (one[0] == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(one[0]);
            }
        }

        /// <summary>Takes all that comes up to the end. (Errors: as ReceiveAsync.)</summary>
        public Task<byte[]> ReceiveToEndAsync() => ReceiveExactlyAsync(int.MaxValue);

        /// <summary>Says goodbye inside TLS, where there is one, and ends this half: nothing more is sent, what comes is still received.</summary>
        public void Shutdown()
        {
            _tls?.SayGoodbye();
            _end.End();
        }

        /// <summary>Closes it; with bytes that nobody has taken it is reset.</summary>
        public void Close() => _end.Close();

        /// <summary>Breaks it: the device sees a reset.</summary>
        public void Reset() => _end.Reset();

        private void Wake()
        {
            TaskCompletionSource? changed = _changed;
            _changed = null;
            changed?.TrySetResult();
        }

        private async Task ChangedAsync()
        {
            TaskCompletionSource changed = _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using SimulatedEvent limit = _time.After(Timeout * 1000L, () => changed.TrySetException(new TimeoutException("nothing within " + Timeout + " ms")));
            await changed.Task;
        }

        private void ThrowIfBroken()
        {
            if (_end.Error != 0)
            {
                throw new SimulatedConnectionException(_end.Error);
            }
        }
    }
}
