using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>Everything that bytes from outside get to: the host, which sends them, calls it by reflection.</summary>
    public static class HostParsers
    {
        private const int Length = 32;
        private const int Patience = 2000;

        private static HttpServer s_server;
        private static TcpServer s_lines;
        private static TcpServer s_secure;
        private static MqttClient s_mqtt;
        private static EventLoop s_loop;
        private static Thread s_thread;

        /// <summary>Gets what went wrong first; null for nothing. That bytes are refused is nothing.</summary>
        public static string Failure { get; private set; }

        /// <summary>Gets how many connections there are.</summary>
        public static int Connections => s_server.Connections + s_lines.Connections + s_secure.Connections;

        /// <summary>Gets how often the MQTT client has connected.</summary>
        public static int MqttConnections => s_mqtt.Connections;

        /// <summary>Starts all: HTTP at port 80, lines at 23, TLS at 443; a client of the broker at "peer.test".</summary>
        public static void Start(string certificate, string key)
        {
            AutoResetEvent started = new AutoResetEvent(false);
            Failure = null;
            X509Certificate2 pair = new X509Certificate2(certificate, key, string.Empty);
            s_thread = new Thread(() => Run(pair, started));
            s_thread.Start();
            started.WaitOne();
        }

        /// <summary>Ends all.</summary>
        public static void Stop()
        {
            s_loop.Post(state => s_loop.CreateTask(CloseAsync()));
            s_thread.Join();
        }

        /// <summary>Reads JSON to its end.</summary>
        /// <returns>How many tokens it has; -1 when it is refused.</returns>
        public static int ReadJson(byte[] json)
        {
            try
            {
                JsonReader reader = new JsonReader(json);
                int count = 0;

                for (; reader.Read(); count++)
                {
                    if (reader.Token == JsonToken.String || reader.Token == JsonToken.Name)
                    {
                        reader.GetString();
                    }
                }

                return count;
            }
            catch (HttpException)
            {
                return -1;
            }
        }

        private static void Run(X509Certificate2 certificate, AutoResetEvent started)
        {
            s_loop = new EventLoop(Length, Length);

            try
            {
                s_loop.ExceptionHandler = (task, exception) =>
                {
                    if (!HostMixedProgram.IsExpected(exception))
                    {
                        Failure = Failure ?? exception.ToString();
                    }
                };
                s_server = new HttpServer(HandleAsync, IPAddress.Any, 80, new HttpServerOptions { MaxConnections = 2, RequestTimeout = Patience });
                s_lines = Tcp.StartServer(ReadLinesAsync, IPAddress.Any, 23, new TcpServerOptions { MaxConnections = 2 });
                s_secure = Tcp.StartServer(ReadLinesAsync, IPAddress.Any, 443, new TcpServerOptions
                {
                    MaxConnections = 2,
                    Tls = new TlsServerOptions { Certificate = certificate, Protocols = SslProtocols.Tls12, HelloTimeout = Patience },
                });
                s_mqtt = new MqttClient(new MqttOptions(MixedClients.Host) { ClientId = "f", MinReconnectDelay = 1, MaxReconnectDelay = 2, ConnectTimeout = Patience });
                s_mqtt.Start();
                started.Set();
                s_loop.RunForever();

                if (s_loop.FreeSlots != Length || s_loop.FreeTimers != Length)
                {
                    Failure = Failure ?? "slots " + s_loop.FreeSlots + ", timers " + s_loop.FreeTimers + " of " + Length;
                }
            }
            catch (Exception exception)
            {
                Failure = Failure ?? exception.ToString();
                started.Set();
            }
            finally
            {
                s_loop.Close();
            }
        }

        private static async Coroutine CloseAsync()
        {
            s_mqtt.Dispose();
            await s_lines.CloseAsync(true);
            await s_secure.CloseAsync(true);
            await s_server.CloseAsync(true);
            await Coroutine.Delay(100);
            s_loop.Stop();
        }

        private static async Coroutine HandleAsync(HttpContext context)
        {
            int count = 0;

            switch (context.Path)
            {
                case "/ws":
                    await WebSocketServer.AcceptAsync(context, ReceiveAsync, new WebSocketOptions { MaxMessageSize = 2000, CloseTimeout = Patience });
                    return;
                case "/form":
                    HttpForm form = await HttpForm.ReadAsync(context);
                    count = (form.Get("a") ?? string.Empty).Length;
                    break;
                case "/parts":
                    MultipartReader reader = new MultipartReader(context);

                    while (await reader.NextAsync())
                    {
                        count += (await reader.ReadTextAsync(1000)).Length;
                    }

                    break;
                default:
                    count = (await context.ReadBodyAsync()).Length + (context.GetQuery("a") ?? string.Empty).Length + (context.GetCookie("a") ?? string.Empty).Length;
                    break;
            }

            await context.RespondAsync("text/plain", count.ToString());
        }

        private static async Coroutine ReceiveAsync(WebSocket socket)
        {
            for (string text; (text = await socket.ReceiveTextAsync(1000)) != null;)
            {
                await socket.SendAsync(text);
            }
        }

        private static async Coroutine ReadLinesAsync(AsyncStream stream)
        {
            try
            {
                for (string line; (line = await stream.ReadLineAsync(100).WaitAsync(Patience)) != null;)
                {
                    await stream.WriteAsync(line.Length + "\r\n").WaitAsync(Patience);
                }
            }
            catch (LineTooLongException)
            {
            }
        }
    }
}
