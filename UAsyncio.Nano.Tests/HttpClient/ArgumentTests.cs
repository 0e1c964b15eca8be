using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What the client is given that is null or out of range: it is named, nothing was sent, and what was there can be used as before.</summary>
    [TestClass]
    public class ArgumentTests
    {
        // With a sign for how it is refused: null, out of range.
        private const string Refused = "-request +maxLength -user -password -token -body -text -value -name -value -name +maxLength +maxLength +maxLength -client -request +RetryTime +length";

        [TestMethod]
        public void Argument_that_the_client_cannot_take_is_refused_by_its_name()
        {
            int asked = 0;
            ClientTest.Run(HandleAsync, AskAsync);
            Assert.AreEqual(1, asked);

            Coroutine HandleAsync(HttpContext context)
            {
                asked++;
                return context.RespondAsync("text/plain", "hello");
            }

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                string[] names = Refused.Split(' ');

                using (HttpResponse response = await client.GetAsync(url))
                {
                    for (int i = 0; i < names.Length; i++)
                    {
                        await RefusedAsync(names[i], CallAsync(client, response, url, i));
                    }

                    Assert.AreEqual("hello", await response.ReadLineAsync(5));
                }
            }
        }

        [TestMethod]
        public void Part_of_a_body_that_is_none_is_refused_and_the_body_goes_on()
        {
            ClientTest.Run(async context => await context.RespondAsync("text/plain", await context.ReadBodyAsync()), AskAsync);

            static async Coroutine AskAsync(HttpClient client, string url)
            {
                using (HttpResponse response = await client.SendAsync(new HttpRequest("PUT", url) { Writer = WriteAsync }))
                {
                    Assert.AreEqual("abcd", await response.ReadTextAsync(5));
                }
            }

            static async Coroutine WriteAsync(HttpRequestBody body)
            {
                await body.WriteAsync("ab");
                await RefusedAsync("-buffer", body.WriteAsync(null, 0, 0));
                await RefusedAsync("+count", body.WriteAsync(new byte[1], 1, 1));
                Expect.Throws(typeof(ArgumentNullException), () => body.WriteAsync(null));
                await body.WriteAsync("cd");
            }
        }

        private static async Coroutine CallAsync(HttpClient client, HttpResponse response, string url, int call)
        {
            Coroutine called = Call(client, response, url, call);

            if (called != null)
            {
                await called;
            }
        }

        private static Coroutine Call(HttpClient client, HttpResponse response, string url, int call)
        {
            HttpRequest request = new HttpRequest("PUT", url);

            switch (call)
            {
                case 0: return client.SendAsync(null);
                case 1: return client.GetStringAsync(url, -1);
                case 2: request.SetBasic(null, "a"); break;
                case 3: request.SetBasic("a", null); break;
                case 4: request.SetBearer(null); break;
                case 5: request.SetBody("a", (byte[])null); break;
                case 6: request.SetBody("a", (string)null); break;
                case 7: request.SetBody(null, "a"); break;
                case 8: request.AddHeader(null, "a"); break;
                case 9: request.AddHeader("a", null); break;
                case 10: response.GetHeader(null); break;
                case 11: return response.ReadLineAsync(-1);
                case 12: return response.ReadTextAsync(-1);
                case 13: return response.Body.ReadToEndAsync(-2);
                case 14: new HttpEvents(null, url).Dispose(); break;
                case 15: new HttpEvents(client, (HttpRequest)null).Dispose(); break;
                case 16: new HttpEvents(client, url).RetryTime = -1; break;
                case 17: return NoBodyAsync(url);
            }

            return null;
        }

        private static async Coroutine NoBodyAsync(string url)
        {
            using (Nano.Net.AsyncStream stream = await Nano.Net.Tcp.OpenConnectionAsync("127.0.0.1", int.Parse(url.Substring(url.LastIndexOf(':') + 1))))
            {
                new HttpBody(stream, HttpBody.ToEnd - 1, 502).ToString();
            }
        }

        /// <summary>Awaits what is refused.</summary>
        /// <param name="expected">The name that the exception says, behind - for null and + for out of range.</param>
        /// <param name="call">What is refused.</param>
        internal static async Coroutine RefusedAsync(string expected, Coroutine call)
        {
            string refused = string.Empty;

            try
            {
                await call;
            }
            catch (ArgumentNullException exception)
            {
                refused = "-" + exception.Message;
            }
            catch (ArgumentOutOfRangeException exception)
            {
                refused = "+" + exception.Message;
            }

            Assert.AreEqual(expected[0], refused.Length > 0 ? refused[0] : ' ', expected);
            Assert.Contains(expected.Substring(1), refused);
        }
    }
}
