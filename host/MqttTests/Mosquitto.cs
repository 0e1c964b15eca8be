using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using UAsyncio.SystemTests.Tls;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>A mosquitto of a test's own, on a port of its own, that can be killed and started again with what it has written to its disk.</summary>
    internal sealed class Mosquitto : IDisposable
    {
        private const int Stop = 19;
        private const int Continue = 18;

        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

        private readonly Certificates.Pem _certificate;
        private readonly string _program = Programs.Mosquitto;
        private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto").FullName;
        private readonly StringBuilder _log = new();
        private Process? _process;

        /// <param name="withTls">Whether it wants TLS, and a certificate of the client.</param>
        /// <param name="persists">Whether it writes all it knows to its disk after each turn.</param>
        /// <param name="withWebSockets">Whether it talks over WebSocket, too.</param>
        /// <param name="certificate">Its own, with TLS; null for the one that is right.</param>
        /// <param name="accessList">What may be read and written; null for all.</param>
        public Mosquitto(bool withTls = false, bool persists = false, bool withWebSockets = false, Certificates.Pem? certificate = null, string? accessList = null)
        {
            _certificate = certificate ?? Certificates.Server;
            for (int attempt = 0; ; attempt++)
            {
                Port = FreePort();
                WebSocketPort = FreePort();
                Configure(withTls, persists, withWebSockets, accessList);

                if (TryStart())
                {
                    return;
                }

                // Another program has taken the port meanwhile.
                Assert.True(attempt < 5, Log);
            }
        }

        public int Port { get; private set; }

        /// <summary>Gets the port on which it talks over WebSocket, if it does.</summary>
        public int WebSocketPort { get; private set; }

        private string Log
        {
            get
            {
                lock (_log)
                {
                    return _log.ToString();
                }
            }
        }

        /// <summary>Ends it as a power cut does, and starts it again.</summary>
        public void KillAndRestart()
        {
            _process!.Kill();
            _process.WaitForExit();
            Restart();
        }

        /// <summary>Ends it in order, so that it writes all that it knows, and starts it again.</summary>
        public void TerminateAndRestart()
        {
            Terminate();
            Restart();
        }

        /// <summary>Ends it in order.</summary>
        public void Terminate()
        {
            AskToEnd(_process!);
            _process!.WaitForExit();
        }

        /// <summary>Asks a process politely.</summary>
        public static void AskToEnd(Process process) => _ = kill(process.Id, 15);

        /// <summary>Writes a certificate to a file, which is there as long as this.</summary>
        public string PathOf(Certificates.Pem certificate) => Write(certificate.Certificate!);

        /// <summary>Writes a certificate's private key.</summary>
        public string PathOfKey(Certificates.Pem certificate) => Write(certificate.Key!);

        /// <summary>It hears nothing and says nothing any more, but its connections stay.</summary>
        public void Freeze() => _ = kill(_process!.Id, Stop);

        public void Thaw() => _ = kill(_process!.Id, Continue);

        /// <summary>Waits until it has said something: who has subscribed to what.</summary>
        public void UntilLogged(string text)
        {
            DeviceClient.Until(() => Log.Contains(text, StringComparison.Ordinal), text + " is not in the log");
        }

        public void Dispose()
        {
            _process!.Kill();
            _process.WaitForExit();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private string Write(string pem)
        {
            string path = Path.Combine(_folder, Path.GetRandomFileName() + ".pem");
            File.WriteAllText(path, pem);
            return path;
        }

        private static int FreePort()
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        [DllImport("libc")]
        private static extern int kill(int process, int signal);

        private void Configure(bool withTls, bool persists, bool withWebSockets, string? accessList)
        {
            string tls = string.Empty;

            if (withTls)
            {
                File.WriteAllText(Path.Combine(_folder, "ca.pem"), Certificates.Authority.Certificate);
                File.WriteAllText(Path.Combine(_folder, "server.pem"), _certificate.Certificate);
                File.WriteAllText(Path.Combine(_folder, "server.key"), _certificate.Key);
                tls = $"""
                    cafile {_folder}/ca.pem
                    certfile {_folder}/server.pem
                    keyfile {_folder}/server.key
                    require_certificate true

                    """;
            }

            // Mosquitto 2.0.11 does not run with listeners for WebSockets alone.
            string webSockets = withWebSockets ? $"listener {WebSocketPort} 127.0.0.1\nprotocol websockets\n" + tls : string.Empty;

            string access = string.Empty;

            if (accessList != null)
            {
                File.WriteAllText(Path.Combine(_folder, "access"), accessList);
                access = $"acl_file {_folder}/access";
            }

            // Started by root it would become a user who cannot write here; by others this means nothing.
            string text = $"""
                listener {Port} 127.0.0.1
                {tls}
                {webSockets}
                allow_anonymous true
                {access}
                user root
                sys_interval 1
                persistence {(persists ? "true" : "false")}
                persistence_location {_folder}/
                autosave_on_changes true
                autosave_interval 1
                max_inflight_messages 0
                max_queued_messages 0
                set_tcp_nodelay true
                log_dest stderr
                log_type error
                log_type subscribe

                """;

            File.WriteAllText(Path.Combine(_folder, "mosquitto.conf"), text);
        }

        private void Restart()
        {
            _process!.Dispose();
            Assert.True(TryStart(), Log);
        }

        private bool TryStart()
        {
            _process = Process.Start(new ProcessStartInfo(_program, ["-c", Path.Combine(_folder, "mosquitto.conf")])
            {
                RedirectStandardError = true,
            })!;
            _process.ErrorDataReceived += (_, line) =>
            {
                lock (_log)
                {
                    _log.AppendLine(line.Data);
                }
            };
            _process.BeginErrorReadLine();
            Stopwatch clock = Stopwatch.StartNew();

            while (!_process.HasExited && clock.Elapsed < s_patience)
            {
                try
                {
                    using TcpClient client = new();
                    client.Connect(IPAddress.Loopback, Port);
                    return !_process.HasExited;
                }
                catch (SocketException)
                {
                    Thread.Sleep(5);
                }
            }

            return false;
        }
    }
}
