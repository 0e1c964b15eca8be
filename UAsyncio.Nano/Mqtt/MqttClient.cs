using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// A client of an MQTT broker, for any number of coroutines of one loop. It connects again when the connection fails, and takes up
    /// then what it had subscribed to and what was not acknowledged.
    /// </summary>
    /// <remarks>For the thread of its loop. It takes four slots of the loop and one timer.</remarks>
    public sealed partial class MqttClient : IDisposable
    {
        private readonly MqttOptions _options;
        private readonly EventLoop _loop;

        // Reading and connecting, writing, handling, keeping alive; null before the start and after the end.
        private Coroutine _running;
        private Coroutine _writing;
        private Coroutine _dispatching;
        private Coroutine _keepingAlive;

        // What they and those who publish wait for: something to write, something to handle, room.
        private readonly WaitList _work = new WaitList();
        private readonly WaitList _arrived = new WaitList();
        private readonly WaitList _room = new WaitList();

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

            CheckRange(options.Port, 0, 65535, "Port");
            CheckRange(options.KeepAlive, 0, 65535, "KeepAlive");
            CheckRange(options.SessionExpiry, 0, int.MaxValue, "SessionExpiry");
            CheckRange(options.WillDelay, 0, int.MaxValue, "WillDelay");
            CheckRange(options.ConnectTimeout, 1, Coroutine.MaxDelay, "ConnectTimeout");
            CheckRange(options.MaxReconnectDelay, 1, Coroutine.MaxDelay, "MaxReconnectDelay");
            CheckRange(options.MinReconnectDelay, 1, options.MaxReconnectDelay, "MinReconnectDelay");
            CheckRange(options.MaxInFlight, 1, 65535, "MaxInFlight");
            CheckRange(options.MaxQueued, 1, 32767, "MaxQueued");
            CheckRange(options.SendBufferSize, 64, int.MaxValue, "SendBufferSize");
            CheckRange(options.MaxPacketSize, 128, int.MaxValue, "MaxPacketSize");
            CheckRange(options.ReceiveMaximum, 1, 65535, "ReceiveMaximum");
            bool isOld = options.Version == MqttVersion.V311;

            if (isOld && ((options.ClientId.Length == 0 && !options.CleanStart) || (options.UserName == null && options.Password != null)))
            {
                throw new ArgumentException(options.UserName == null && options.Password != null ? "UserName" : "ClientId");
            }

            CheckWill(options.Will);
            _options = options;
            _loop = EventLoop.Current;
            _clientId = options.ClientId;
            _random = (int)_loop.Ticks;

            for (int i = 0; i < _clientId.Length; i++)
            {
                _random = 31 * _random + _clientId[i];
            }
        }

        /// <summary>True while the broker has accepted this client and the connection has not failed.</summary>
        public bool IsConnected => _isReady;

        /// <summary>True when the broker had kept this client's session.</summary>
        public bool SessionPresent { get; private set; }

        /// <summary>The client identifier: the one that was given, or the one that the broker has assigned.</summary>
        public string ClientId => _clientId;

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
        /// <exception cref="InvalidOperationException">It was started already, or the loop has not enough free slots: four.</exception>
        /// <exception cref="MqttException">The broker has refused, for its reason.</exception>
        /// <exception cref="TimeoutException">The time is up. Nothing is left open, as after every failure: it may be tried again.</exception>
        /// <exception cref="System.Net.Sockets.SocketException">There is no connection.</exception>
        public async Coroutine ConnectAsync()
        {
            CheckNotStarted();

            // It counts as started meanwhile.
            _running = OpenAsync();

            try
            {
                await _running.WaitAsync(_options.ConnectTimeout);
                StartTasks();
            }
            catch (Exception)
            {
                _running = null;
                CloseStream();
                throw;
            }
        }

        /// <summary>Starts it without waiting: it tries to connect until it succeeds.</summary>
        /// <exception cref="InvalidOperationException">It was started already, or the loop has not enough free slots: four.</exception>
        public void Start()
        {
            CheckNotStarted();
            StartTasks();
        }

        /// <summary>Says farewell when what was published at QoS 0 is sent, and closes it. The broker does not publish the will.</summary>
        /// <returns>To be awaited.</returns>
        public async Coroutine DisconnectAsync()
        {
            if (_isReady)
            {
                try
                {
                    await FarewellAsync(MqttReason.Success).WaitAsync(_options.ConnectTimeout);
                }
                catch (TimeoutException)
                {
                    // The broker does not read: it learns of the end by the connection's.
                }
            }

            Dispose();
        }

        /// <summary>Closes it at once. Who waits for an acknowledgement gets an <see cref="MqttException"/> with <see cref="MqttReason.Closed"/>.</summary>
        public void Dispose()
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            CloseStream();

            if (_writing != null)
            {
                End(_writing);
                End(_dispatching);
                End(_keepingAlive);
                End(_running);
            }

            FailAll();
        }

        private static void End(Coroutine task)
        {
            try
            {
                task.Cancel();
            }
            catch (InvalidOperationException)
            {
                // The one that calls this: it sees that the client is closed, and ends.
            }
        }

        private static void CheckRange(int value, int min, int max, string name)
        {
            if (value < min || value > max)
            {
                throw new ArgumentOutOfRangeException(name);
            }
        }

        private static void CheckWill(MqttMessage will)
        {
            if (will != null)
            {
                byte[] topic = Encoding.UTF8.GetBytes(will.Topic);

                if (!Topics.IsName(topic, 0, topic.Length) || will.Payload.Length > 65535)
                {
                    throw new ArgumentException("Will");
                }
            }
        }

        private void CheckNotStarted()
        {
            CheckNotClosed();

            if (_running != null)
            {
                throw new InvalidOperationException("already started");
            }
        }

        private void CheckNotClosed()
        {
            if (_isClosed)
            {
                throw new ObjectDisposedException(nameof(MqttClient));
            }
        }

        private void StartTasks()
        {
            const int Tasks = 4;
            Coroutine running = RunAsync();
            Coroutine writing = WriteAllAsync();
            Coroutine dispatching = DispatchAsync();
            Coroutine keepingAlive = KeepAliveAsync();

            if (_loop.FreeSlots < Tasks)
            {
                throw new InvalidOperationException("4 slots wanted, " + _loop.FreeSlots + " free: raise EventLoop's readyLength");
            }

            _running = _loop.CreateTask(running);
            _writing = _loop.CreateTask(writing);
            _dispatching = _loop.CreateTask(dispatching);
            _keepingAlive = _loop.CreateTask(keepingAlive);
        }
    }
}
