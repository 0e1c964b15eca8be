using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Bodies in chunks, as they come in and as they go out.</summary>
    [TestClass]
    public class ChunkTests
    {
        private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n";
        private const string Chunks = "5;x\r\nhello\r\n6\r\n world\r\n0\r\nA: b\r\nC: d\r\n\r\n";
        private const string Next = "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        public void Read_that_is_given_up_anywhere_goes_on_there()
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = (string)test.Loop.Run(DribbleAsync(test, Post + Chunks).WaitAsync(HttpTest.Patience));
                Assert.EndsWith("\r\n\r\nhello world", answer);
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                byte[] buffer = new byte[20];
                int length = 0;

                while (!context.Body.IsEnded)
                {
                    try
                    {
                        length += await context.Body.ReadAsync(buffer, length, buffer.Length - length).WaitAsync(0);
                    }
                    catch (TimeoutException)
                    {
                        await Coroutine.Yield();
                    }
                }

                context.KeepAlive = false;
                await context.RespondAsync("text/plain", Encoding.UTF8.GetString(buffer, 0, length));
            }
        }

        [TestMethod]
        [DataRow("0\r\n\r\n", "")]
        [DataRow("5\r\nhello\r\n0\r\n\r\n", "hello")]
        [DataRow("5\r\nhello\r\n6\r\n world\r\n000\r\n\r\n", "hello world")]
        [DataRow("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789")]
        [DataRow("05;a;b=c;d=\"e;\"\r\nhello\r\n0;x\r\n\r\n", "hello")]
        [DataRow("5 ;a\r\nhello\r\n0\r\n\r\n", "hello")]
        [DataRow("5\r\nhello\r\n0\r\nVary: *\r\nX: y\r\n\r\n", "hello")]
        [DataRow("5\r\n\r\n\r\n\r\r\n0\r\n\r\n", "\r\n\r\n\r")]
        public void Chunks_are_put_together_and_the_next_request_is_behind_them(string chunks, string body)
        {
            using (HttpTest test = new HttpTest(EchoAsync))
            {
                string answer = test.Ask(Post + chunks + Next);
                Assert.Contains("\r\n\r\n[" + body + "]", answer);
                Assert.EndsWith("\r\n\r\n[]", answer);
                Assert.AreEqual(2, test.Server.Requests);
            }
        }

        [TestMethod]
        [DataRow("\r\n", 400)]
        [DataRow("x\r\n", 400)]
        [DataRow("5\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("5\r\nhello0\r\n\r\n", 400)]
        [DataRow("5\r\nhelloo\r\n0\r\n\r\n", 400)]
        [DataRow("5\r\nhello\n0\r\n\r\n", 400)]
        [DataRow("5 x\r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("5 \r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("0x5\r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("-5\r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("5;a\rb\r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\nX: y\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\nX: y\rz\r\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\nno colon\r\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\n: no name\r\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\nX : y\r\n\r\n", 400)]
        [DataRow("5\r\nhello\r\n0\r\n folded: y\r\n\r\n", 400)]
        [DataRow("5;a=\"\\\rb\"\r\nhello\r\n0\r\n\r\n", 400)]
        [DataRow("80000000\r\n", 413)]
        [DataRow("100000005\r\nhello\r\n0\r\n\r\n", 413)]
        [DataRow("15\r\n012345678901234567890\r\n0\r\n\r\n", 413)]
        [DataRow("10\r\n0123456789012345\r\n5\r\n01234\r\n0\r\n\r\n", 413)]
        public void Malformed_chunks_are_refused_and_closed(string chunks, int status)
        {
            using (HttpTest test = new HttpTest(EchoAsync, new HttpServerOptions { MaxBodySize = 20 }))
            {
                string answer = test.Ask(Post + chunks + Next);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1), answer);
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        [DataRow(16, 200)]
        [DataRow(17, 400)]
        public void Fields_behind_the_last_chunk_are_as_many_as_they_may(int fields, int status)
        {
            string trailers = string.Empty;

            for (int i = 0; i < fields; i++)
            {
                trailers += "X: " + i + "\r\n";
            }

            using (HttpTest test = new HttpTest(EchoAsync))
            {
                Assert.StartsWith("HTTP/1.1 " + status + " ", test.Ask(Post + "5\r\nhello\r\n0\r\n" + trailers + "\r\n" + Next));
            }
        }

        [TestMethod]
        [DataRow("1.1", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n0006\r\n world\r\n0\r\n\r\n")]
        [DataRow("1.0", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nhello world")]
        public void Response_of_unknown_length_goes_in_chunks_or_to_the_connections_end(string version, string expected)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.AreEqual(expected, test.Ask("GET / HTTP/" + version + "\r\nHost: a\r\nConnection: close\r\n\r\n"));
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.StartResponse("text/plain");
                await context.WriteAsync("hello");
                await context.FlushAsync();
                await context.WriteAsync(" ");
                await context.WriteAsync("world");
            }
        }

        [TestMethod]
        [DataRow(false, "hello world")]
        [DataRow(true, "ello world")]
        public void Body_that_is_given_up_is_read_already_where_some_of_it_was_handed_out(bool takesOne, string expected)
        {
            string seen = null;

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = (string)test.Loop.Run(DribbleAsync(test, Post + Chunks + Next).WaitAsync(HttpTest.Patience));
                Assert.EndsWith("\r\n\r\nnext", answer);
                Assert.AreEqual(expected, seen);
            }

            async Coroutine HandleAsync(HttpContext context)
            {
                if (context.Path == "/next")
                {
                    await context.RespondAsync("text/plain", "next");
                    return;
                }

                byte[] one = new byte[1];
                await Expect.ThrowsAsync(typeof(TimeoutException), context.Body.ReadAsync(one, 0, 1).WaitAsync(0));
                int taken = takesOne ? await context.Body.ReadAsync(one, 0, 1) : 0;

                for (byte[] body = null; body == null;)
                {
                    try
                    {
                        body = await (takesOne ? context.Body.ReadToEndAsync(11) : context.ReadBodyAsync()).WaitAsync(0);
                        seen = Encoding.UTF8.GetString(body, 0, body.Length);
                    }
                    catch (TimeoutException)
                    {
                        await Coroutine.Yield();
                    }

                    if (taken > 0 || body != null)
                    {
                        Expect.Throws(typeof(InvalidOperationException), () => context.ReadBodyAsync());
                    }
                }

                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Large_response_in_chunks_arrives_whole_and_the_connection_is_kept()
        {
            const int Pieces = 50;

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                int count = 0;

                for (int at = answer.IndexOf("piece"); at >= 0; at = answer.IndexOf("piece", at + 1))
                {
                    count++;
                }

                Assert.IsTrue(count > Pieces - 5 && count <= Pieces, "some may be split: " + count);
                Assert.EndsWith("0\r\n\r\n", answer.Substring(0, answer.IndexOf("HTTP/1.1", 1)));
                Assert.EndsWith("\r\n\r\n204", answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                if (context.Path == "/next")
                {
                    await context.RespondAsync("text/plain", "204");
                    return;
                }

                context.StartResponse("text/plain");

                for (int i = 0; i < Pieces; i++)
                {
                    await context.WriteAsync("piece " + i + " and what makes it somewhat longer, so that there are several segments");
                }
            }
        }

        [TestMethod]
        [DataRow("GET", "Content-Length: 4\r\n", "abcd", true)]
        [DataRow("HEAD", "Content-Length: 4\r\n", "", true)]
        [DataRow("GET", "Content-Length: 9\r\n", "abcd", false)]
        public void Response_of_known_length_is_written_in_pieces(string method, string field, string body, bool complete)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(method + " / HTTP/1.1\r\nHost: a\r\n\r\n" + Next);
                Assert.Contains(field, answer);
                Assert.Contains("\r\n\r\n" + body, answer);

                // Where less comes than was said, the connection's end tells the client, and a report whoever wrote the handler.
                Assert.AreEqual(complete, answer.IndexOf("HTTP/1.1", 1) > 0, answer);
                Assert.AreEqual(complete ? "" : "InvalidOperationException ", test.Reported);
            }

            async Coroutine Handle(HttpContext context)
            {
                context.StartResponse("text/plain", complete ? 4 : 9);
                await context.WriteAsync("ab");
                await context.WriteAsync("cd");
            }
        }

        [TestMethod]
        public void More_than_was_said_is_refused()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                test.Ask(Next);
                Assert.AreEqual("InvalidOperationException ", test.Reported);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.StartResponse("text/plain", 3);
                await context.WriteAsync("abcd");
            }
        }

        private static async Coroutine EchoAsync(HttpContext context)
        {
            byte[] body = await context.ReadBodyAsync();
            await context.RespondAsync("text/plain", "[" + System.Text.Encoding.UTF8.GetString(body, 0, body.Length) + "]");
        }

        private static async Coroutine<string> DribbleAsync(HttpTest test, string request)
        {
            using (AsyncStream stream = await test.OpenAsync())
            {
                for (int i = 0; i < request.Length; i++)
                {
                    await stream.WriteAsync(request.Substring(i, 1));

                    for (int turn = 0; turn < 4; turn++)
                    {
                        await Coroutine.Yield();
                    }
                }

                return await HttpTest.ReadToEndAsync(stream);
            }
        }
    }
}
