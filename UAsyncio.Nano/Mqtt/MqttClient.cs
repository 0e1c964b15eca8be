using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// A client of an MQTT broker, for any number of coroutines of one loop. It connects again when the connection fails, and takes up
    /// then what it had subscribed to and what was not acknowledged.
    /// </summary>
    /// <remarks>For the thread of its loop. It takes one slot of the loop, one more once it subscribes, and one timer.</remarks>
    public sealed partial class MqttClient : IDisposable
    {
        // In _flags; a field each would take 12 bytes. The broker has accepted; a DISCONNECT is the last packet; it was closed.
        private const int Ready = 1;
        private const int Leaving = 2;
        private const int Closed = 4;

        // The broker has kept the session; something would be written if there was room; the protocol is MQTT 5.0.
        private const int Resumed = 8;
        private const int Blocked = 0x10;
        private const int IsV5 = 0x20;

        // Since the last look: whether bytes went out, came in, and whether an answer is due.
        private const int HasSent = 0x40;
        private const int HasReceived = 0x80;
        private const int IsPinged = 0x100;

        // Somebody waits in ConnectAsync; the first packet in the buffer has gone in part, while the buffer is not empty.
        private const int IsTrying = 0x200;
        private const int IsTorn = 0x400;

        // The broker has perhaps begun a session anew and said so, and it was not heard: the one that it has now may be without subscriptions.
        private const int IsUnsure = 0x800;

        // Its tasks are not to run, or not any more.
        private const int IsStopped = 0x1000;

        // As in a delivery: what the broker does not take, of messages and of filters.
        private const int Forbidden = MqttDelivery.QosMask | MqttDelivery.Retain;
        private const int ForbiddenFilters = MqttDelivery.HasWildcard | MqttDelivery.IsShared;

        // Between two looks, in ms, whether the last packet has gone.
        private const int FarewellPause = 5;

        private readonly MqttOptions _options;
        private int _flags;

        // Connects and waits for the end of the connection; null before the start and after the end.
        private Coroutine _running;

        // Who waits for a connection or its end. Made for the first of them.
        private WaitList _events;

        // Made by the first subscription, or for the first message.
        private MqttInbox _inbox;

        /// <summary>Makes a client, which does nothing yet. Its loop is that of the thread which starts it.</summary>
        /// <param name="options">Where the broker is, and who the client is.</param>
        /// <exception cref="ArgumentNullException"><paramref name="options"/> is null; or in it the host, the client identifier, the will's topic or payload.</exception>
        /// <exception cref="ArgumentOutOfRangeException">
        /// The option that it names is out of its range; or MQTT 3.1.1 shall take up a session without a client identifier, or has a password without a user.
        /// </exception>
        public MqttClient(MqttOptions options)
        {
            MqttMessage will = options?.Will;
            string missing = options == null ? nameof(options) : options.Host == null ? nameof(options.Host) : options.ClientId == null ? nameof(options.ClientId)
                : will != null && (will.Topic == null || will.Payload == null) ? nameof(options.Will) : null;

            if (missing != null)
            {
                throw new ArgumentNullException(missing);
            }

            string wrong = options.FindWrong();

            if (wrong != null)
            {
                throw new ArgumentOutOfRangeException(wrong);
            }

            _options = options;
            _flags = options.Version == MqttVersion.V311 ? 0 : IsV5;
            ClientId = options.ClientId;

            if (will != null)
            {
                PutName(BeginPacket(0, 2 + 4 * will.Topic.Length), will.Topic);
            }
        }

        /// <summary>True while the broker has accepted this client and the connection has not failed.</summary>
        public bool IsConnected => (_flags & Ready) != 0;

        /// <summary>True when the broker had kept this client's session.</summary>
        public bool SessionPresent => (_flags & Resumed) != 0;

        /// <summary>The client identifier: the one that was given, or the one that the broker has assigned.</summary>
        public string ClientId { get; private set; }

        /// <summary>Why the last connection failed or could not be made; null when none has.</summary>
        public Exception Failure { get; private set; }

        /// <summary>How often it has connected.</summary>
        public int Connections { get; private set; }

        /// <summary>How many messages were dropped: because nobody took those that waited, and those that were too long.</summary>
        public int Dropped => _inbox == null ? 0 : _inbox._dropped;

        /// <summary>How many messages wait to be sent or acknowledged.</summary>
        public int Queued => _queued;

        /// <summary>Called with this client each time that it has connected; null for nobody. What it throws is reported to the loop's exception handler.</summary>
        public LoopCallback Connected;

        /// <summary>Waits until it has connected, a connection has ended, or an attempt has failed; <see cref="IsConnected"/> and <see cref="Failure"/> say which.</summary>
        /// <returns>To be awaited at once, by any number of coroutines. What happens while nobody waits is not told later.</returns>
        /// <exception cref="ObjectDisposedException">The client is closed.</exception>
        public VoidAwaitable WaitForChangeAsync()
        {
            CheckNotClosed();
            return _events ?? (_events = new WaitList());
        }

        /// <summary>Connects. What fails later is taken up again, if <see cref="MqttOptions.Reconnect"/> says so.</summary>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">It was started already, or the loop has not enough free slots.</exception>
        /// <exception cref="MqttException">The broker has refused, for its reason.</exception>
        /// <exception cref="TimeoutException">The time is up. Nothing is left open, as after every failure: it may be tried again.</exception>
        /// <exception cref="System.Net.Sockets.SocketException">There is no connection.</exception>
        public async Coroutine ConnectAsync()
        {
            Start();
            Failure = null;
            _flags |= IsTrying;

            try
            {
                while ((_flags & Ready) == 0 && Failure == null)
                {
                    await WaitForChangeAsync();
                    CheckNotClosed();
                }

                if ((_flags & Ready) == 0)
                {
                    throw Failure;
                }
            }
            catch (Exception)
            {
                Stop();
                throw;
            }
            finally
            {
                _flags &= ~IsTrying;
            }
        }

        /// <summary>Starts it without waiting: it tries to connect until it succeeds.</summary>
        /// <exception cref="InvalidOperationException">It was started already, or the loop has not enough free slots.</exception>
        public void Start()
        {
            CheckNotClosed();

            if (_running != null)
            {
                throw new InvalidOperationException();
            }

            _flags &= ~IsStopped;

            try
            {
                _running = Begin(RunAsync());
                Dispatch();
            }
            catch (Exception)
            {
                // All of them, or none.
                Stop();
                throw;
            }
        }

        /// <summary>Says farewell when what was published at QoS 0 is sent, and closes it. The broker does not publish the will.</summary>
        /// <returns>To be awaited.</returns>
        public async Coroutine DisconnectAsync()
        {
            try
            {
                int left = _options.ConnectTimeout;

                for (; left > 0 && (_flags & (Ready | Leaving)) == Ready && HasUnsent; left -= FarewellPause)
                {
                    await Coroutine.Delay(FarewellPause);
                }

                if ((_flags & (Ready | Leaving)) == Ready)
                {
                    WriteDisconnect(0);
                    _flags |= Leaving;
                }

                // A broker that does not read learns of the end by the connection's.
                for (; (_flags & Ready) != 0 && HasOutput; left -= FarewellPause)
                {
                    await Coroutine.Delay(FarewellPause);

                    if (left <= 0)
                    {
                        break;
                    }
                }
            }
            finally
            {
                Dispose();
            }
        }

        /// <summary>Closes it at once. Who waits for an acknowledgement gets an <see cref="MqttException"/> with <see cref="MqttReason.Closed"/>.</summary>
        public void Dispose()
        {
            // Where memory was too short for all of it, it can be called again: its tasks, which say that it has not ended, come last.
            _flags |= Closed;

            while (_firstDelivery != null)
            {
                Complete(_firstDelivery, (int)MqttReason.Closed, null);
            }

            for (MqttSubscription subscription = FirstSubscription; subscription != null; subscription = subscription._next)
            {
                // Another client may have it since this one was closed.
                if (subscription._client == this)
                {
                    subscription.SetEnded(true);
                }
            }

            Stop();
        }

        internal void CheckNotClosed()
        {
            if ((_flags & Closed) != 0)
            {
                throw new ObjectDisposedException(null);
            }
        }

        private void Wake()
        {
            if (_events != null)
            {
                _events.WakeAll();
                _events = null;
            }
        }
    }
}
