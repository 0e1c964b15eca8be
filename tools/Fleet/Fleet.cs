using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace UAsyncio.Fleet
{
    /// <summary>Many devices of a house, a town, a country: each publishes its state now and then. The host starts them, and reads the counts.</summary>
    public static class Fleet
    {
        /// <summary>How many devices share a loop and its thread.</summary>
        public const int DevicesPerLoop = 250;

        internal static string s_host;
        internal static int s_port;
        internal static string s_user;
        internal static string s_password;
        internal static TlsClientOptions s_tls;
        internal static string s_topic;
        internal static int s_count;
        internal static int s_period;
        internal static int s_faults;
        internal static int s_seed;
        internal static FleetDevice[] s_devices;

        private static readonly object s_lock = new object();
        private static FleetMonitor s_monitor;
        private static int s_next;
        private static bool s_isStopping;
        private static bool s_isLeaving;

        /// <summary>How many devices are connected.</summary>
        public static int Connected => Sum(device => device.IsConnected ? 1 : 0);

        /// <summary>How often they have connected.</summary>
        public static int Connects => Sum(device => device.Connects);

        /// <summary>How many were switched on.</summary>
        public static int Started => Sum(device => device.IsStarted ? 1 : 0);

        /// <summary>How often they have connected again.</summary>
        public static int Reconnects => Sum(device => device.Connects > 1 ? device.Connects - 1 : 0);

        /// <summary>How many messages the broker has acknowledged.</summary>
        public static int Acknowledged => Sum(device => device.Acknowledged);

        /// <summary>How many the broker has refused.</summary>
        public static int Refused => Sum(device => device.Refused);

        /// <summary>Why it has refused one; null when it has not.</summary>
        public static string Refusal
        {
            get
            {
                string why = null;

                for (int i = 0; why == null && i < s_devices.Length; i++)
                {
                    why = s_devices[i]?.Refusal;
                }

                return why;
            }
        }

        /// <summary>Why a device that was switched on is not connected; null when all are, or none has failed.</summary>
        public static string Trouble
        {
            get
            {
                string why = null;

                for (int i = 0; why == null && i < s_devices.Length; i++)
                {
                    FleetDevice device = s_devices[i];
                    why = device == null || !device.IsStarted || device.IsConnected ? null : device.Failure;
                }

                return why;
            }
        }

        /// <summary>How many faults were played.</summary>
        public static int Faults => Sum(device => device.Faults);

        /// <summary>The longest that a message has waited for its acknowledgement, in ms.</summary>
        public static int WorstDelay
        {
            get
            {
                int worst = 0;

                for (int i = 0; i < s_devices.Length; i++)
                {
                    int delay = s_devices[i] == null ? 0 : s_devices[i].WorstDelay;
                    worst = delay > worst ? delay : worst;
                }

                return worst;
            }
        }

        /// <summary>How many messages have come to who listens to all.</summary>
        public static int Received => s_monitor.Received;

        /// <summary>How many have come twice.</summary>
        public static int Twice => s_monitor.Twice;

        /// <summary>How many have not come although a later one of the same device has.</summary>
        public static int Lost => s_monitor.Lost;

        /// <summary>Whether who listens to all is connected.</summary>
        public static bool IsListening => s_monitor != null && s_monitor.IsConnected;

        /// <summary>Why who listens to all is not connected; null when no attempt has failed.</summary>
        public static string Failure => s_monitor == null ? null : s_monitor.Failure;

        /// <summary>Whether the broker itself has said that it does not take who listens to all.</summary>
        public static bool IsRefused => s_monitor != null && s_monitor.IsRefused;

        /// <summary>Whether who listened to all has left the broker, or has found it away, after <see cref="Leave"/>.</summary>
        public static bool HasLeft => s_monitor.HasLeft;

        /// <summary>Whether they are to publish no more.</summary>
        internal static bool IsStopping => s_isStopping;

        /// <summary>Whether who listens to all is to end its session.</summary>
        internal static bool IsLeaving => s_isLeaving;

        /// <summary>Says what shall run. Without a user's name and password both are null.</summary>
        public static void Configure(string host, int port, string user, string password, string topic, int count, int period, int faults, int seed)
        {
            s_host = host;
            s_port = port;
            s_user = user;
            s_password = password;
            s_topic = topic;
            s_count = count;
            s_period = period;
            s_faults = faults;
            s_seed = seed;
            s_devices = new FleetDevice[count];
        }

        /// <summary>Has all speak TLS. Called behind <see cref="Configure"/>, if at all.</summary>
        /// <param name="authorities">The certificates of who is trusted, in DER or PEM.</param>
        /// <param name="certificate">The devices' own, in PEM; null for none.</param>
        /// <param name="key">Its private key, in PEM; null for none.</param>
        public static void UseTls(byte[][] authorities, string certificate, string key)
        {
            X509Certificate[] trusted = new X509Certificate[authorities.Length];

            for (int i = 0; i < trusted.Length; i++)
            {
                trusted[i] = new X509Certificate(authorities[i]);
            }

            CertificateManager.AddCaCertificateBundle(trusted);
            s_tls = new TlsClientOptions { Certificate = certificate == null ? null : new X509Certificate2(certificate, key, string.Empty) };
        }

        /// <summary>Runs who listens to all.</summary>
        public static void Listen()
        {
            EventLoop loop = new EventLoop();
            s_monitor = new FleetMonitor();
            s_monitor.Start();
            loop.RunForever();
        }

        /// <summary>Runs the next devices, on a thread of theirs.</summary>
        public static void Run()
        {
            int first;

            lock (s_lock)
            {
                first = s_next;
                s_next += DevicesPerLoop;
            }

            EventLoop loop = new EventLoop(8 * DevicesPerLoop, 4 * DevicesPerLoop);
            loop.ExceptionHandler = (task, exception) => System.Console.WriteLine(exception.ToString());

            for (int i = first; i < first + DevicesPerLoop && i < s_count; i++)
            {
                FleetDevice device = new FleetDevice(i);
                s_devices[i] = device;
                loop.CreateTask(device.RunAsync());
            }

            loop.RunForever();
        }

        /// <summary>Has them publish no more; what is under way is still acknowledged.</summary>
        public static void Stop()
        {
            s_isStopping = true;
        }

        /// <summary>Has who listens to all end its session at the broker.</summary>
        public static void Leave()
        {
            s_isLeaving = true;
        }

        private static int Sum(FleetCount count)
        {
            int sum = 0;

            for (int i = 0; i < s_devices.Length; i++)
            {
                sum += s_devices[i] == null ? 0 : count(s_devices[i]);
            }

            return sum;
        }
    }
}
