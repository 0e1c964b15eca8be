using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What the HTTP server's assembly is given that is null or out of range: it is named, and nothing has happened. (Here for want of room in that area's.)</summary>
    [TestClass]
    public class ServerArgumentTests
    {
        private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";

        // The answer says nothing of what was refused.
        private const string Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

        [TestMethod]
        public void Argument_that_a_request_cannot_take_is_refused_and_the_answer_is_as_without_it()
        {
            int done = 0;

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                Assert.AreEqual(Answer, test.Ask(Post));
                Assert.AreEqual(30, done);
            }

            async Coroutine HandleAsync(HttpContext context)
            {
                string expected;

                while ((expected = Expected(done)) != null)
                {
                    await ArgumentTests.RefusedAsync(expected, CallAsync(context, done));
                    done++;
                }

                Assert.AreEqual("hello", await context.Body.ReadTextAsync(5));
                context.StartResponse("text/plain", 2);
                await ArgumentTests.RefusedAsync("-buffer", context.WriteAsync(null, 0, 0));
                await ArgumentTests.RefusedAsync("-text", CallAsync(context, 30));
                await context.WriteAsync("ok");
            }
        }

        // The name of what is refused, with a sign for how: null, out of range.
        private static string Expected(int call)
        {
            string[] names = ("-text -body -buffer +count -resource -name -value -name -value -location +status +status +StatusCode -name -name -name -name"
                + " -contentType -realm -user -password -token +maxLength +maxLength -buffer +count +Timeout -stream -context -context").Split(' ');
            return call < names.Length ? names[call] : null;
        }

        private static async Coroutine CallAsync(HttpContext context, int call)
        {
            Coroutine called = Call(context, call);

            if (called != null)
            {
                await called;
            }
        }

        private static Coroutine Call(HttpContext context, int call)
        {
            switch (call)
            {
                case 0: return context.RespondAsync("text/plain", (string)null);
                case 1: return context.RespondAsync("text/plain", (byte[])null);
                case 2: return context.RespondAsync("text/plain", null, 0, 0);
                case 3: return context.RespondAsync("text/plain", new byte[1], 1, 1);
                case 4: return context.RespondAsync((HttpResource)null);
                case 5: context.AddHeader(null, "a"); break;
                case 6: context.AddHeader("A", null); break;
                case 7: context.AddCookie(null, "a"); break;
                case 8: context.AddCookie("a", null); break;
                case 9: return context.RedirectAsync(null);
                case 10: return context.RedirectAsync("/", 199);
                case 11: return context.RedirectAsync("/", 600);
                case 12: context.StatusCode = 199; break;
                case 13: context.GetHeader(null); break;
                case 14: context.GetQuery(null); break;
                case 15: context.GetCookie(null); break;
                case 16: context.GetParameter(null); break;
                case 17: context.RequireContentType(null); break;
                case 18: context.RequireBasic(null, "a", "b"); break;
                case 19: context.RequireBasic("a", null, "b"); break;
                case 20: context.RequireBasic("a", "b", null); break;
                case 21: context.RequireBearer(null); break;
                case 22: return context.Body.ReadToEndAsync(-2);
                case 23: return context.Body.ReadTextAsync(-1);
                case 24: return context.Body.ReadAsync(null, 0, 1);
                case 25: return context.Body.ReadAsync(new byte[1], 0, 2);
                case 26: context.Body.Timeout = 0; break;
                case 27: new HttpBody(null, 1, 400).ToString(); break;
                case 28: new MultipartReader(null).ToString(); break;
                case 29: return HttpForm.ReadAsync(null);
                case 30: return context.WriteAsync(null);
            }

            return null;
        }

        // What a task that outlives its handler holds may be another client's by then.
        [TestMethod]
        public void Request_whose_handler_has_ended_is_refused()
        {
            HttpContext kept = null;

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                Assert.AreEqual(Answer, test.Ask(Post));
                Expect.Throws(typeof(InvalidOperationException), () => kept.ReadBodyAsync());
                Expect.Throws(typeof(InvalidOperationException), kept.CancelWhenClientLeaves);
                Expect.Throws(typeof(InvalidOperationException), () => kept.RespondAsync("text/plain", "late"));
                Assert.AreEqual(Answer, test.Ask(Post));
                Assert.AreEqual(string.Empty, test.Reported);
            }

            Coroutine HandleAsync(HttpContext context)
            {
                kept = context;
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Part_of_a_form_that_cannot_be_put_anywhere_is_not_lost()
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                const string Body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhello\r\n--b--\r\n";
                string fields = "Host: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + Body.Length;
                Assert.AreEqual(Answer, test.Ask("POST / HTTP/1.1\r\n" + fields + "\r\n\r\n" + Body));
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                MultipartReader reader = new MultipartReader(context);
                Assert.IsTrue(await reader.NextAsync());
                await ArgumentTests.RefusedAsync("-buffer", reader.ReadAsync(null, 0, 1));
                await ArgumentTests.RefusedAsync("+count", reader.ReadAsync(new byte[4], 0, 5));
                await ArgumentTests.RefusedAsync("+maxLength", reader.ReadTextAsync(-2));
                await ArgumentTests.RefusedAsync("+maxLength", reader.ReadTextAsync(int.MaxValue));
                Assert.AreEqual("hello", await reader.ReadTextAsync(5));
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow(0, "-content")]
        [DataRow(1, "-content")]
        [DataRow(2, "-text")]
        [DataRow(3, "-open")]
        [DataRow(4, "+length")]
        [DataRow(5, "-CacheControl")]
        [DataRow(6, "-Methods")]
        [DataRow(7, "-Headers")]
        [DataRow(8, "-text")]
        [DataRow(9, "-text")]
        [DataRow(10, "-pairs")]
        [DataRow(11, "-name")]
        [DataRow(12, "-text")]
        [DataRow(13, "-text")]
        [DataRow(14, "-token")]
        [DataRow(15, "-name")]
        [DataRow(16, "-origins")]
        public void Argument_that_nothing_can_be_made_of_is_refused(int call, string expected)
        {
            EventLoop loop = new EventLoop();
            loop.Run(ArgumentTests.RefusedAsync(expected, MakeAsync(call)));
            loop.Close();
        }

        private static async Coroutine MakeAsync(int call)
        {
            HttpCors cors = new HttpCors(context => null);

            switch (call)
            {
                case 0: new BytesResource("a", null).ToString(); break;
                case 1: new Base64Resource("a", null).ToString(); break;
                case 2: new TextResource("a", null).ToString(); break;
                case 3: new StreamResource("a", null, 0).ToString(); break;
                case 4: new StreamResource("a", () => null, -1).ToString(); break;
                case 5: new TextResource("a", "b").CacheControl = null; break;
                case 6: cors.Methods = null; break;
                case 7: cors.Headers = null; break;
                case 8: UrlEncoding.Encode(null); break;
                case 9: UrlEncoding.Decode(null); break;
                case 10: UrlEncoding.Find(null, "a"); break;
                case 11: UrlEncoding.Find("a=b", null); break;
                case 12: HttpField.IsToken(null); break;
                case 13: HttpField.IsValue(null); break;
                case 14: HttpField.HasToken("a", null); break;
                case 15: new JsonReader(new byte[] { (byte)'1' }).ReadTo(null); break;
                case 16: new HttpCors(context => null, null).ToString(); break;
            }
        }
    }
}
