using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Texts with characters beyond U+FFFF, such as emoji, behind which a device's own search finds nothing.</summary>
    [TestClass]
    public class WideTextTests
    {
        private const string Smile = "\U0001F600";

        [TestMethod]
        [DataRow(Smile + "\r\nX: y")]
        [DataRow("\u00e4" + Smile + Smile + "\u0001")]
        [DataRow("a" + Smile + "b" + Smile + "c\n")]
        public void Line_end_behind_one_is_seen(string value)
        {
            Assert.IsFalse(HttpField.IsValue(value));
            Assert.IsFalse(HttpField.IsToken(value));
            Expect.Throws(typeof(ArgumentException), () => HttpField.Check("X", value));
            Expect.Throws(typeof(ArgumentException), () => new ServerSentEvents().Publish("x", value));
            Assert.IsTrue(HttpField.IsValue("\u00e4" + Smile + "\t" + Smile));
        }

        [TestMethod]
        [DataRow(Smile + "\"x\\y\n", "\"" + Smile + "\\\"x\\\\y\\u000a\"")]
        [DataRow("\"" + Smile + "\"" + Smile, "\"\\\"" + Smile + "\\\"" + Smile + "\"")]
        [DataRow(Smile, "\"" + Smile + "\"")]
        public void Text_is_written_as_json(string text, string expected)
        {
            JsonWriter json = new JsonWriter(16);
            json.Value(text);
            Assert.AreEqual(expected, Encoding.UTF8.GetString(json.Buffer, 0, json.Length));
            JsonReader reader = new JsonReader(json.Buffer, 0, json.Length);
            reader.Read();
            Assert.AreEqual(text, reader.GetString());
        }

        [TestMethod]
        [DataRow("a=" + Smile + "&b=%41+&c", "b", "A ")]
        [DataRow(Smile + "=1&b=2", Smile, "1")]
        [DataRow("a=1" + Smile + "+x&b=2", "a", "1" + Smile + " x")]
        public void Pair_is_found_although_it_is_not_encoded(string pairs, string name, string value)
        {
            Assert.AreEqual(value, UrlEncoding.Find(pairs, name));
            Assert.AreEqual(Smile + "A b", UrlEncoding.Decode(Smile + "%41+b", true));
            Assert.AreEqual(Smile + "A+b", UrlEncoding.Decode(Smile + "%41+b"));
            Assert.AreEqual("%F0%9F%98%80", UrlEncoding.Encode(Smile));
        }

        [TestMethod]
        [DataRow("/a/{x}", "/a/%F0%9F%98%80", Smile)]
        [DataRow("/{x}/b", "/%f0%9f%98%80/b", Smile)]
        [DataRow("/{x}", "/%F0%9F%98%80/b", "")]
        [DataRow("/" + Smile + "/{x}", "/%f0%9F%98%80/%C3%a4", "\u00e4")]
        [DataRow("/100%/{x}", "/100%25/%25", "%")]
        public void Request_is_led_by_its_path(string pattern, string path, string parameter)
        {
            HttpRoutes routes = new HttpRoutes().Map("GET", pattern, context => context.RespondAsync("text/plain", "[" + context.GetParameter("x") + "]"));

            using (HttpTest test = new HttpTest(routes.HandleAsync))
            {
                string answer = test.Ask("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.EndsWith("\r\n\r\n" + (parameter.Length == 0 ? "404" : "[" + parameter + "]"), answer);
            }
        }

        [TestMethod]
        [DataRow("filename=" + Smile + " ;name=a", Smile)]
        [DataRow("filename=\"" + Smile + ";name=b\"; name=a", Smile + ";name=b")]
        public void Name_of_a_file_ends_where_it_does(string parameters, string file)
        {
            string body = "--b\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n1\r\n--b--";
            string head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ";

            using (HttpTest test = new HttpTest(HandleAsync))
            {
                Assert.EndsWith("[a|" + file + "]", test.Ask(head + Encoding.UTF8.GetBytes(body).Length + "\r\n\r\n" + body));
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                MultipartReader parts = new MultipartReader(context);
                await parts.NextAsync();
                await context.RespondAsync("text/plain", "[" + parts.Name + "|" + parts.FileName + "]");
            }
        }

        [TestMethod]
        public void Lines_of_an_event_are_told_apart()
        {
            ServerSentEvents events = new ServerSentEvents();
            string answer = string.Empty;

            using (HttpTest test = new HttpTest(events.HandleAsync))
            {
                test.Loop.Run(ListenAsync().WaitAsync(HttpTest.Patience));

                async Coroutine ListenAsync()
                {
                    using (Nano.Net.AsyncStream stream = await test.OpenAsync())
                    {
                        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

                        while (events.Clients == 0)
                        {
                            await Coroutine.Delay(1);
                        }

                        events.Publish(Smile + "\nevent: x\r\n" + Smile + "c\rend");

                        for (string line = null; line != "data: end"; answer += line + "|")
                        {
                            line = await stream.ReadLineAsync(200);
                        }
                    }
                }
            }

            string expected = "data: " + Smile + "|data: event: x|data: " + Smile + "c|data: end|";
            Assert.AreEqual(expected, answer.Substring(answer.Length - expected.Length));
        }
    }
}
