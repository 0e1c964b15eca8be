using System;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>The clients of HTTP and of WebSockets, whose servers are the host's: it calls this by reflection.</summary>
    public static class HostWebClient
    {
        private const int Patience = 60000;

        /// <summary>Gets a URL so many times by one client.</summary>
        /// <param name="authority">Whom to trust, in PEM.</param>
        /// <param name="name">The name that the certificate must have; null for the URL's.</param>
        /// <returns>Status and text of each, and how many connections are kept in the end; or the failure.</returns>
        public static string Get(string url, string authority, string name, int times)
        {
            return Run(GetAsync(url, OptionsFor(authority, name), times));
        }

        /// <summary>Posts so many bytes in pieces, chunked.</summary>
        /// <returns>Status and text; or the failure.</returns>
        public static string Post(string url, string authority, string name, int size)
        {
            return Run(PostAsync(url, OptionsFor(authority, name), size));
        }

        /// <summary>Listens to events.</summary>
        /// <returns>The first one; or the failure.</returns>
        public static string Listen(string url, string authority, string name)
        {
            return Run(ListenAsync(url, OptionsFor(authority, name)));
        }

        /// <summary>Sends a text and so many bytes to a WebSocket that echoes, and closes it.</summary>
        /// <param name="authority">Null for ws.</param>
        /// <returns>What came back; or the failure.</returns>
        public static string Echo(int port, string target, string authority, string name, int size)
        {
            return Run(EchoAsync(port, target, OptionsFor(authority, name), size));
        }

        private static TlsClientOptions OptionsFor(string authority, string name)
        {
            return authority == null ? null : new TlsClientOptions { CertificateAuthority = new X509Certificate(authority), HostName = name };
        }

        private static string Run(Coroutine<string> main)
        {
            EventLoop loop = new EventLoop();
            int slots = loop.FreeSlots;

            try
            {
                string answer = (string)loop.Run(TellAsync(main));
                return loop.FreeSlots == slots && loop.FreeTimers == EventLoop.DefaultLength ? answer : "slots or timers are still taken";
            }
            finally
            {
                loop.Close();
            }
        }

        private static async Coroutine<string> TellAsync(Coroutine<string> main)
        {
            try
            {
                return await main.WaitAsync(Patience);
            }
            catch (TlsException exception)
            {
                return "Tls" + (int)exception.Error;
            }
            catch (HttpException exception)
            {
                return "HTTP " + exception.StatusCode;
            }
            catch (WebSocketException exception)
            {
                return "WebSocket " + exception.Code;
            }
            catch (SocketException exception)
            {
                return "Socket " + exception.ErrorCode;
            }
            catch (TimeoutException)
            {
                return "timeout";
            }
        }

        private static async Coroutine<string> GetAsync(string url, TlsClientOptions tls, int times)
        {
            using (HttpClient client = new HttpClient(new HttpClientOptions { Tls = tls }))
            {
                string all = string.Empty;

                for (int i = 0; i < times; i++)
                {
                    using (HttpResponse response = await client.GetAsync(url))
                    {
                        all += response.StatusCode + " " + await response.ReadTextAsync(4096) + ", ";
                    }
                }

                return all + client.IdleConnections + " kept";
            }
        }

        private static async Coroutine<string> ListenAsync(string url, TlsClientOptions tls)
        {
            using (HttpClient client = new HttpClient(new HttpClientOptions { Tls = tls }))
            {
                using (HttpEvents events = new HttpEvents(client, url))
                {
                    return await events.NextAsync();
                }
            }
        }

        private static async Coroutine<string> PostAsync(string url, TlsClientOptions tls, int size)
        {
            using (HttpClient client = new HttpClient(new HttpClientOptions { Tls = tls }))
            {
                HttpRequest request = new HttpRequest("POST", url) { Writer = body => WriteAsync(body, size) };

                using (HttpResponse response = await client.SendAsync(request))
                {
                    return response.StatusCode + " " + await response.ReadTextAsync(4096);
                }
            }
        }

        private static async Coroutine WriteAsync(HttpRequestBody body, int size)
        {
            byte[] piece = new byte[700];

            for (int i = 0; i < piece.Length; i++)
            {
                piece[i] = (byte)(i % 251);
            }

            for (int left = size; left > 0; left -= piece.Length)
            {
                await body.WriteAsync(piece, 0, left < piece.Length ? left : piece.Length);
            }
        }

        private static async Coroutine<string> EchoAsync(int port, string target, TlsClientOptions tls, int size)
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", port, target, null, tls))
            {
                await socket.SendAsync("gr\u00fc\u00df dich");
                string text = await socket.ReceiveTextAsync(100);

                // In two frames; the peer may send it in as many as it likes.
                byte[] sent = new byte[size];

                for (int i = 0; i < size; i++)
                {
                    sent[i] = (byte)(i % 251);
                }

                Coroutine sending = EventLoop.Current.CreateTask(SendAsync(socket, sent));
                byte[] received = new byte[size + 1];
                int count = 0;

                do
                {
                    count += await socket.ReceiveAsync(received, count, received.Length - count);
                }
                while (!socket.EndOfMessage && !socket.IsClosed);

                await sending;
                int good = 0;

                while (good < size && received[good] == sent[good])
                {
                    good++;
                }

                bool isText = socket.IsText;
                await socket.CloseAsync(1000, "bye");
                return text + ", " + count + ", " + good + (isText ? " text" : " bytes") + ", " + socket.CloseCode;
            }
        }

        private static async Coroutine SendAsync(WebSocket socket, byte[] bytes)
        {
            int half = bytes.Length / 2;
            await socket.SendAsync(bytes, 0, half, false, false);
            await socket.SendAsync(bytes, half, bytes.Length - half, false, true);
        }
    }
}
