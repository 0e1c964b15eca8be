using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// A client of an MQTT broker, for any number of coroutines of one loop. It connects again when the connection fails, and takes up
    /// then what it had subscribed to and what was not acknowledged.
    /// </summary>
    /// <remarks>For the thread of its loop. It takes three slots of the loop, one more once it subscribes, and one timer.</remarks>
    public sealed partial class MqttClient : IDisposable
    {
        private readonly MqttOptions _options;
        private readonly EventLoop _loop;
        private readonly bool _isNew;

        // Reading and connecting, writing, handling, keeping alive; null before the start and after the end.
        private Coroutine _running;
        private Coroutine _writing;
        private Coroutine _dispatching;
        private Coroutine _keepingAlive;

        // What the writer waits for, and what all others do.
        private readonly WaitList _work = new WaitList();
        private readonly WaitList _events = new WaitList();

        private MqttSubscription _subscriptions;
        private bool _isClosed;

        /// <summary>Makes a client for the loop of this thread, which does nothing yet.</summary>
        /// <param name="options">Where the broker is, and who the client is.</param>
        /// <exception cref="ArgumentNullException"><paramref name="options"/>, or the host in it, is null.</exception>
        /// <exception cref="ArgumentException">An option is out of its range; or MQTT 3.1.1 shall take up a session without a client identifier.</exception>
        public MqttClient(MqttOptions options)
        {
            if (options == null || options.Host == null || options.ClientId == null)
            {
                throw new ArgumentNullException(nameof(options));
            }

            MqttMessage will = options.Will;
            _isNew = options.Version == MqttVersion.V5;

            if ((uint)options.Port > 65535 || (uint)options.KeepAlive > 65535 || (uint)(options.MaxInFlight - 1) > 65534 || (uint)(options.ReceiveMaximum - 1) > 65534
                || (uint)options.TopicAliases > 255 || (uint)(options.MaxQueued - 1) > 32766 || options.SendBufferSize < 64 || options.MaxPacketSize < 128
                || (options.SessionExpiry | options.WillDelay) < 0 || (uint)(options.ConnectTimeout - 1) >= Coroutine.MaxDelay
                || options.MinReconnectDelay < 1 || options.MinReconnectDelay > options.MaxReconnectDelay || options.MaxReconnectDelay > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(options));
            }

            if ((!_isNew && ((options.ClientId.Length == 0 && !options.CleanStart) || (options.UserName == null && options.Password != null)))
                || (will != null && will.Payload.Length > 65535))
            {
                throw new ArgumentException(nameof(options));
            }

            _options = options;
            _loop = EventLoop.Current;
            _random = (int)_loop.Ticks;
            ClientId = options.ClientId;

            if (will != null)
            {
                BeginPacket(0, 2 + 4 * will.Topic.Length);
                PutName(will.Topic);
            }

            for (int i = 0; i < ClientId.Length; i++)
            {
                _random = 31 * _random + ClientId[i];
            }
        }

        /// <summary>True while the broker has accepted this client and the connection has not failed.</summary>
        public bool IsConnected => _isReady;

        /// <summary>True when the broker had kept this client's session.</summary>
        public bool SessionPresent { get; private set; }

        /// <summary>The client identifier: the one that was given, or the one that the broker has assigned.</summary>
        public string ClientId { get; private set; }

        /// <summary>Why the last connection failed or could not be made; null when none has.</summary>
        public Exception Failure { get; private set; }

        /// <summary>How often it has connected.</summary>
        public int Connections { get; private set; }

        /// <summary>How many messages of QoS 0 came faster than they were handled, and messages that were too long: they were dropped.</summary>
        public int Dropped { get; private set; }

        /// <summary>How many messages wait to be sent or acknowledged.</summary>
        public int Queued => _queued;

        /// <summary>Called with this client each time that it has connected; null for nobody.</summary>
        public LoopCallback Connected { get; set; }

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

            try
            {
                while (!_isReady && Failure == null)
                {
                    await _events;
                    CheckNotClosed();
                }

                if (!_isReady)
                {
                    throw Failure;
                }
            }
            catch (Exception)
            {
                Stop();
                throw;
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

            try
            {
                _running = _loop.CreateTask(RunAsync());
                _writing = _loop.CreateTask(WriteAllAsync());
                _keepingAlive = _loop.CreateTask(KeepAliveAsync());

                if (_subscriptions != null)
                {
                    Dispatch();
                }
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
                if (_isReady)
                {
                    WriteDisconnect(0);
                    Work();
                    _isLeaving = true;

                    while (_isReady && (_outCount > 0 || _body != null))
                    {
                        await _events.WaitAsync(_options.ConnectTimeout);
                    }
                }
            }
            catch (TimeoutException)
            {
                // The broker does not read: it learns of the end by the connection's.
            }
            finally
            {
                Dispose();
            }
        }

        /// <summary>Closes it at once. Who waits for an acknowledgement gets an <see cref="MqttException"/> with <see cref="MqttReason.Closed"/>.</summary>
        public void Dispose()
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Stop();

            while (_firstDelivery != null)
            {
                Complete(_firstDelivery, (int)MqttReason.Closed);
            }

            for (MqttSubscription subscription = _subscriptions; subscription != null; subscription = subscription._next)
            {
                subscription.SetEnded(true);
            }
        }

        internal void CheckNotClosed()
        {
            if (_isClosed)
            {
                throw new ObjectDisposedException(nameof(MqttClient));
            }
        }

        // What handles messages runs once something is subscribed.
        private void Dispatch()
        {
            if (_running != null && _dispatching == null)
            {
                _dispatching = _loop.CreateTask(DispatchAsync());
            }
        }

        // Everything that runs ends, without a word to the broker.
        private void Stop()
        {
            Coroutine running = _running;
            Coroutine dispatching = _dispatching;
            _running = _dispatching = null;
            Close(_stream);

            if (running != null)
            {
                End(_writing);
                End(_keepingAlive);
                End(dispatching);
                End(running);
            }
        }

        private static void End(Coroutine task)
        {
            try
            {
                if (task != null)
                {
                    task.Cancel();
                }
            }
            catch (InvalidOperationException)
            {
                // The one that calls this: it sees that the client is closed, and ends.
            }
        }
    }
}
