using System;
using System.Net;
using System.Text;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    // What is read goes on where it was when a read that memory was too short for is tried again.
    public static partial class HostShortParts
    {
        private static readonly string[] s_messages = { "one", new string('x', 300) + "end", "", "three" };

        // Each event comes once, in order, whichever attempt to have it memory is too short for.
        private static async Coroutine ListenOnAsync(HttpClient client, string url)
        {
            HttpEvents events = new HttpEvents(client, url) { RetryTime = 5 };

            try
            {
                for (int number = 1; number <= 5;)
                {
                    try
                    {
                        string data = await events.NextAsync();
                        Check(data == number + "\nend", "in place of " + number + ": " + data);
                        number++;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
            finally
            {
                End();
                events.Dispose();
            }
        }

        private static async Coroutine ReadOnAsync(bool isWhole, bool isInChunks)
        {
            const string Text = "abcdefghijklmnopqrstuvwxyz";
            Pieces pieces = new Pieces(isInChunks ? "5\r\nabcde\r\n15\r\nfghijklmnopqrstuvwxyz\r\n0\r\n\r\n" : Text);
            HttpBody body = new HttpBody(new AsyncStream(pieces), isInChunks ? HttpBody.Chunked : Text.Length, 502);
            byte[] buffer = new byte[8];
            string text = string.Empty;
            Begin();

            for (int count = -1; count != 0;)
            {
                try
                {
                    if (isWhole)
                    {
                        byte[] bytes = await body.ReadToEndAsync(100);
                        text = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
                        count = 0;
                    }
                    else
                    {
                        count = await body.ReadAsync(buffer, 2, 6);
                        text += Encoding.UTF8.GetString(buffer, 2, count);
                    }
                }
                catch (OutOfMemoryException)
                {
                }
            }

            End();
            Check(text == Text, text);
        }

        // Messages come whole, each once and in order; their parts too.
        private static async Coroutine ReceiveOnAsync(bool isWhole)
        {
            byte[] buffer = new byte[7];

            using (WebSocket socket = await WebSocketClient.ConnectAsync(MixedClients.Host, 81, "/"))
            {
                for (int i = 0; i < s_messages.Length; i++)
                {
                    await socket.SendAsync(s_messages[i]);
                }

                Begin();

                for (int i = 0; i < s_messages.Length && IsRight; i++)
                {
                    string text = null;

                    while (text == null || !(isWhole || IsEnd(socket)))
                    {
                        try
                        {
                            if (isWhole)
                            {
                                text = await socket.ReceiveTextAsync(400);
                            }
                            else
                            {
                                int count = await socket.ReceiveAsync(buffer, 0, buffer.Length);
                                text += Encoding.UTF8.GetString(buffer, 0, count);
                            }
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }

                    Check(text == s_messages[i], "message " + i + ": " + text);
                }

                End();
            }
        }

        private static async Coroutine SendOnAsync()
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync(MixedClients.Host, 81, "/"))
            {
                await SendAllAsync(socket);
                await HearAllAsync(socket);
            }
        }

        private static async Coroutine ServeOnAsync()
        {
            HttpServer server = new HttpServer(context => WebSocketServer.AcceptAsync(context, SendAllAsync), IPAddress.Any, 90);

            try
            {
                using (WebSocket socket = await WebSocketClient.ConnectAsync("127.0.0.1", 90, "/"))
                {
                    await HearAllAsync(socket);
                }
            }
            finally
            {
                End();
                await server.CloseAsync(true);
            }
        }

        // What memory was too short for has not been sent, and is sent again; or, where a part of it was, the connection ends.
        private static async Coroutine SendAllAsync(WebSocket socket)
        {
            Begin();

            for (int sent = 0; sent < s_messages.Length;)
            {
                try
                {
                    await socket.SendAsync(s_messages[sent]);
                    sent++;
                }
                catch (OutOfMemoryException)
                {
                }
                catch (ObjectDisposedException)
                {
                    Check(MayFail, "it is closed");
                    break;
                }
            }

            End();
        }

        private static async Coroutine HearAllAsync(WebSocket socket)
        {
            for (int i = 0; i < s_messages.Length; i++)
            {
                string text = await socket.ReceiveTextAsync(400);
                Check(text == s_messages[i] || (text == null && MayFail), "message " + i + ": " + text);

                if (text == null)
                {
                    return;
                }
            }

            await socket.CloseAsync();
        }

        private static bool IsEnd(WebSocket socket)
        {
            for (; ; )
            {
                try
                {
                    return socket.EndOfMessage;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // Bytes that come one piece a pass, then the end.
        private sealed class Pieces : Transport
        {
            private readonly byte[] _bytes;
            private int _at;
            private bool _waits;

            internal Pieces(string text)
            {
                _bytes = Encoding.UTF8.GetBytes(text);
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                _waits = !_waits;

                if (_waits)
                {
                    return -1;
                }

                int read = 0;

                for (; read < 3 && read < count && _at < _bytes.Length; read++)
                {
                    buffer[offset + read] = _bytes[_at++];
                }

                return read;
            }

            public override int Write(byte[] buffer, int offset, int count)
            {
                return count;
            }

            public override void Close()
            {
            }
        }
    }
}
