using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Shortage
{
    /// <summary>Has the host take memory away, or give it back.</summary>
    public delegate void PassCallback();

    /// <summary>
    /// What servers of the device's own do, asked by clients of its own, and what tokens do: the host, which calls each by reflection, takes their memory
    /// away for a moment. Each may fail then; it leaves nothing, and works once more.
    /// </summary>
    public static partial class HostShortServing
    {
        private const string Peer = "peer.test";
        private const int Port = 91;
        private const string Url = "http://127.0.0.1:91/";
        private const string Boundary = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\ntwo\r\n--b--\r\n";

        private static X509Certificate2 s_certificate;
        private static ServerSentEvents s_events;
        private static int s_opened;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "form", "parts", "body", "pieces", "resource", "redirect", "events", "lines", "watch", "two ports", "console", "relay", "token", "token that is canceled" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            return ShortRun.Run(operation, OperateAsync, IsExpected, begin.Invoke, end.Invoke);
        }

        /// <summary>Gives the certificate of the servers with TLS.</summary>
        public static void UseCertificate(string certificate, string key)
        {
            s_certificate = new X509Certificate2(certificate, key, string.Empty);
        }

        private static bool IsExpected(Exception exception)
        {
            return exception is SocketException || exception is TimeoutException || exception is IOException || exception is HttpException;
        }

        private static Coroutine OperateAsync(string operation)
        {
            switch (operation)
            {
                case "console":
                    return CommandAsync();
                case "watch":
                    return WatchAsync();
                case "two ports":
                    return ListenTwiceAsync();
                case "relay":
                    return RelayAsync();
                case "token":
                case "token that is canceled":
                    return TokenAsync(operation);
                default:
                    return ServeAsync(operation);
            }
        }

        private static async Coroutine ServeAsync(string operation)
        {
            HttpServer server = new HttpServer(HandleAsync, IPAddress.Any, Port);
            s_events = new ServerSentEvents(2);
            s_opened = 0;

            try
            {
                using (HttpClient client = new HttpClient())
                {
                    Begin();

                    try
                    {
                        await AskAsync(client, operation);
                    }
                    finally
                    {
                        End();
                    }
                }
            }
            finally
            {
                End();

                using (HttpClient next = new HttpClient())
                {
                    Check(await next.GetStringAsync(Url) == "hello", "the next one is not answered");
                }

                Check(server.Connections <= 2, "connections: " + server.Connections);
                await server.CloseAsync(true);
                Check(s_events.Clients == 0, "clients of events: " + s_events.Clients);
                Check(s_opened == 0, "not closed: " + s_opened);
            }
        }

        private static async Coroutine AskAsync(HttpClient client, string operation)
        {
            switch (operation)
            {
                case "form":
                    await PostAsync(client, "form", "application/x-www-form-urlencoded", "a=one&b=2", "one");
                    break;
                case "parts":
                    await PostAsync(client, "parts", "multipart/form-data; boundary=b", Boundary, "a=onef=two");
                    break;
                case "body":
                    await PostAsync(client, "body", "text/plain", "some text", "some text");
                    break;
                case "events":
                    await FollowAsync(client);
                    break;
                case "lines":
                    await ReadLinesAsync(client.GetAsync(Url + "lines"));
                    break;
                default:
                    await ExpectAsync(client.GetAsync(Url + operation), operation == "redirect" ? "hello" : operation == "pieces" ? "abcd" : "a resource");
                    break;
            }
        }

        private static Coroutine PostAsync(HttpClient client, string path, string type, string text, string answer)
        {
            return ExpectAsync(client.PostAsync(Url + path, type, text), answer);
        }

        // What is said to be right is right, and whole.
        private static async Coroutine ExpectAsync(Coroutine<HttpResponse> asking, string answer)
        {
            using (HttpResponse response = await asking)
            {
                string text = null;

                try
                {
                    while (text == null)
                    {
                        try
                        {
                            text = await response.ReadTextAsync(100);
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }
                finally
                {
                    End();
                }

                Check(response.IsSuccess ? text == answer : MayFail, response.StatusCode + " " + text);
            }
        }

        // Each once and in order, whichever memory is too short for.
        private static async Coroutine ReadLinesAsync(Coroutine<HttpResponse> asking)
        {
            using (HttpResponse response = await asking)
            {
                string text = string.Empty;

                try
                {
                    for (string line = string.Empty; line != null;)
                    {
                        try
                        {
                            line = await response.ReadLineAsync(20);
                            text += line + "|";
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }
                finally
                {
                    End();
                }

                Check(response.IsSuccess ? text == "one|two||three||" : MayFail, response.StatusCode + " " + text);
            }
        }

        private static async Coroutine FollowAsync(HttpClient client)
        {
            HttpEvents events = new HttpEvents(client, Url + "events") { RetryTime = 5 };
            Coroutine publishing = DeviceLoop.CreateTask(PublishAsync());

            try
            {
                for (int i = 0; i < 2;)
                {
                    try
                    {
                        Check(await events.NextAsync().WaitAsync(Patience / 4) == "event", "another event");
                        i++;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                    catch (TimeoutException)
                    {
                        Check(false, "no event comes");
                        return;
                    }
                }
            }
            finally
            {
                End();
                publishing.Cancel();
                events.Dispose();
            }
        }

        private static async Coroutine PublishAsync()
        {
            for (; ; )
            {
                await PauseAsync(5);

                try
                {
                    s_events.Publish("event");
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }
    }
}
