using System;
using System.Net;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    // The clients and what they ask.
    public static partial class HostShortParts
    {
        private static async Coroutine AskAsync(string operation)
        {
            bool isByTurns = operation == "HTTP gets by turns";

            using (HttpClient client = new HttpClient(isByTurns ? new HttpClientOptions { MaxConnections = 1 } : null))
            {
                string url = "http://" + MixedClients.Host + "/";

                if (operation == "HTTP get on a kept connection")
                {
                    await client.GetStringAsync(url + 3);
                }

                Begin();

                try
                {
                    if (operation == "HTTP post")
                    {
                        HttpRequest request = new HttpRequest("POST", url);
                        request.SetBody("text/plain", new byte[5]);
                        await DropAsync(client.SendAsync(request));
                    }
                    else if (operation == "HTTP post in parts")
                    {
                        await DropAsync(client.SendAsync(new HttpRequest("POST", url) { Length = 6, Writer = WriteAsync }));
                    }
                    else if (operation == "HTTP events")
                    {
                        await ListenAsync(client, url + "events");
                    }
                    else if (operation == "HTTP events tried again")
                    {
                        await ListenOnAsync(client, url + "numbers");
                    }
                    else if (isByTurns)
                    {
                        await Coroutine.WhenAll(client.GetStringAsync(url + 100), client.GetStringAsync(url + 100));
                    }
                    else if (operation == "HTTP get that is led elsewhere")
                    {
                        Check((await client.GetStringAsync(url + "to/100")).Length > 0, "no answer");
                    }
                    else if (operation == "HTTP get that is cancelled")
                    {
                        await CancelAsync(client.GetStringAsync(url + 1000));
                    }
                    else
                    {
                        Check((await client.GetStringAsync(url + 100)).Length > 0, "no answer");
                    }
                }
                finally
                {
                    // What disposes of it has its memory back.
                    End();

                    if (isByTurns)
                    {
                        await RequirePlaceAsync(client, url);
                    }
                }
            }
        }

        private static async Coroutine RequirePlaceAsync(HttpClient client, string url)
        {
            try
            {
                await client.GetStringAsync(url + 100);
            }
            catch (TimeoutException)
            {
                Check(false, "no connection is free");
            }
        }

        private static async Coroutine DropAsync(Coroutine<HttpResponse> sending)
        {
            HttpResponse response = await sending;

            // What is the app's is the app's to dispose of.
            End();
            response.Dispose();
        }

        private static async Coroutine WriteAsync(HttpRequestBody body)
        {
            await body.WriteAsync("abc");
            await body.WriteAsync("def");
        }

        private static async Coroutine ListenAsync(HttpClient client, string url)
        {
            HttpEvents events = new HttpEvents(client, url) { RetryTime = 5 };

            try
            {
                Check(await events.NextAsync() == "first", "another event");
                Check(await events.NextAsync() == "second", "another event");
            }
            finally
            {
                End();
                events.Dispose();
            }
        }

        private static async Coroutine TalkAsync(string operation)
        {
            HttpServer server = null;

            if (operation == "WebSocket to itself")
            {
                server = new HttpServer(context => WebSocketServer.AcceptAsync(context, EchoAsync), IPAddress.Any, 90);
            }

            try
            {
                Begin();

                if (operation == "WebSocket that is cancelled")
                {
                    await CancelAsync(SayAsync(MixedClients.Host, 81));
                }
                else
                {
                    await SayAsync(server == null ? MixedClients.Host : "127.0.0.1", server == null ? 81 : 90);
                }
            }
            finally
            {
                End();

                if (server != null)
                {
                    await server.CloseAsync(true);
                }
            }
        }

        private static async Coroutine SayAsync(string host, int port)
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync(host, port, "/"))
            {
                try
                {
                    await socket.SendAsync("hello");
                    string text = await socket.ReceiveTextAsync(100);
                    Check(MayFail || text == "hello", "another answer");
                    await socket.CloseAsync();
                }
                finally
                {
                    End();
                }
            }
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            for (string text; (text = await socket.ReceiveTextAsync(100)) != null;)
            {
                await socket.SendAsync(text);
            }
        }

        private static async Coroutine BeginTlsAsync(AsyncStream stream)
        {
            bool isSecure = false;

            try
            {
                await stream.StartTlsAsync(new TlsClientOptions { HostName = MixedClients.Host });
                isSecure = true;
            }
            finally
            {
                if (!isSecure)
                {
                    End();
                }
            }
        }

        private static async Coroutine SecureAsync(string operation)
        {
            if (operation == "TLS client")
            {
                Begin();
            }

            bool isLate = operation == "TLS begun later";

            using (AsyncStream stream = await (isLate ? Tcp.OpenConnectionAsync(MixedClients.Host, 444, 5000) : Tcp.OpenConnectionAsync(MixedClients.Host, 444, new TlsClientOptions(), 5000)))
            {
                if (isLate)
                {
                    Begin();
                    await BeginTlsAsync(stream);
                }

                if (operation == "TLS line")
                {
                    Begin();
                }

                try
                {
                    await stream.WriteAsync("inside\r\n");
                    string line = await stream.ReadLineAsync(100);
                    Check(MayFail || line == "inside", "another line");
                }
                finally
                {
                    End();
                }
            }
        }
    }
}
