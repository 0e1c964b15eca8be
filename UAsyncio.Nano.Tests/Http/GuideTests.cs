using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>The examples of docs/http-server.md.</summary>
    [TestClass]
    public class GuideTests
    {
        private const string End = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        [TestMethod]
        public void Examples_do_what_they_say()
        {
            HttpRoutes routes = new HttpRoutes()
                .Map("GET", "/", context => context.RespondAsync("text/plain", "hello"))
                .Map("GET", "/sensors/{id}", context => context.RespondAsync("text/plain", "sensor " + context.GetParameter("id")))
                .Map("POST", "/settings", SaveAsync)
                .Map("POST", "/upload", UploadAsync);
            ServerSentEvents events = new ServerSentEvents(capacity: 8);
            routes.Map("GET", "/events", context => events.Clients < 4 ? events.HandleAsync(context) : throw new HttpException(503));
            events.Publish("21.5", "temperature");
            routes.Fallback = context => context.RedirectAsync("http://192.168.4.1/");

            using (HttpTest test = new HttpTest(routes.HandleAsync))
            {
                Assert.EndsWith("\r\n\r\nhello", test.Ask("GET /" + End + "\r\n"));
                Assert.EndsWith("\r\n\r\nsensor 7", test.Ask("GET /sensors/7" + End + "\r\n"));
                Assert.EndsWith("\r\n\r\nevery 500 ms", test.Ask("POST /settings" + End + "Content-Length: 16\r\n\r\n{\"interval\":500}"));
                Assert.StartsWith("HTTP/1.1 400 ", test.Ask("POST /settings" + End + "Content-Length: 2\r\n\r\n{}"));
                Assert.Contains("\r\nLocation: http://192.168.4.1/\r\n", test.Ask("GET /generate_204" + End + "\r\n"));
                const string File = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n12345\r\n--b--\r\n";
                Assert.EndsWith(
                    "\r\n\r\n5 bytes",
                    test.Ask("POST /upload" + End + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + File.Length + "\r\n\r\n" + File));
                Assert.StartsWith("HTTP/1.1 503 ", (string)test.Loop.Run(ListenAsync(test, 4).WaitAsync(HttpTest.Patience)));
            }
        }

        [TestMethod]
        public void Fields_are_taken_in_any_order_and_others_are_passed_over()
        {
            int interval = 0;
            long since = 0;
            Take(new JsonReader(System.Text.Encoding.UTF8.GetBytes("{\"since\":1732752000000,\"x\":{\"interval\":[1,{}]},\"y\":null,\"interval\":500}")));
            Assert.AreEqual(500, interval);
            Assert.AreEqual(1732752000000, since);

            void Take(JsonReader json)
            {
                json.Read();

                while (json.Read() && json.Token == JsonToken.Name)
                {
                    string name = json.GetString();
                    json.Read();

                    switch (name)
                    {
                        case "interval":
                            interval = json.GetInt();
                            break;

                        case "since":
                            since = json.GetLong();
                            break;

                        default:
                            json.Skip();
                            break;
                    }
                }
            }
        }

        // What one more is answered.
        private static async Coroutine<string> ListenAsync(HttpTest test, int clients)
        {
            using (AsyncStream stream = await test.OpenAsync())
            {
                await stream.WriteAsync("GET /events" + End + "\r\n");
                return clients == 0 ? await HttpTest.ReadToEndAsync(stream) : await stream.ReadLineAsync(100) == "HTTP/1.1 200 OK" ? await ListenAsync(test, clients - 1) : null;
            }
        }

        private static async Coroutine SaveAsync(HttpContext context)
        {
            context.RequireSameOrigin();
            JsonReader json = new JsonReader(await context.ReadBodyAsync());

            if (!json.ReadTo("interval"))
            {
                throw new HttpException(400);
            }

            int interval = json.GetInt();
            await context.RespondAsync("text/plain", "every " + interval + " ms");
        }

        private static async Coroutine UploadAsync(HttpContext context)
        {
            MultipartReader parts = new MultipartReader(context);
            byte[] buffer = new byte[512];
            int total = 0;

            while (await parts.NextAsync())
            {
                int count;

                while ((count = await parts.ReadAsync(buffer, 0, buffer.Length)) > 0)
                {
                    total += count;
                }
            }

            await context.RespondAsync("text/plain", total + " bytes");
        }
    }
}
