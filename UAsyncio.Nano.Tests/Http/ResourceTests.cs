using System.IO;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Pages and files: whole, in part, and not at all to who has them.</summary>
    [TestClass]
    public class ResourceTests
    {
        private const string Content = "0123456789";

        [TestMethod]
        [DataRow("", "200 OK", "0123456789", "")]
        [DataRow("If-None-Match: \"v1\"\r\n", "304 Not Modified", "", "")]
        [DataRow("If-None-Match: W/\"v1\"\r\n", "304 Not Modified", "", "")]
        [DataRow("If-None-Match: \"v0\", \"v1\"\r\n", "304 Not Modified", "", "")]
        [DataRow("If-None-Match: *\r\n", "304 Not Modified", "", "")]
        [DataRow("If-None-Match: \"v0\"\r\n", "200 OK", "0123456789", "")]
        [DataRow("Range: bytes=2-4\r\n", "206 Partial Content", "234", "bytes 2-4/10")]
        [DataRow("Range: bytes=0-0\r\n", "206 Partial Content", "0", "bytes 0-0/10")]
        [DataRow("Range: bytes=7-\r\n", "206 Partial Content", "789", "bytes 7-9/10")]
        [DataRow("Range: bytes=7-99\r\n", "206 Partial Content", "789", "bytes 7-9/10")]
        [DataRow("Range: bytes=-3\r\n", "206 Partial Content", "789", "bytes 7-9/10")]
        [DataRow("Range: bytes=-99\r\n", "206 Partial Content", "0123456789", "bytes 0-9/10")]
        [DataRow("Range: bytes=10-\r\n", "416 Range Not Satisfiable", "", "bytes */10")]
        [DataRow("Range: bytes=-0\r\n", "416 Range Not Satisfiable", "", "bytes */10")]
        [DataRow("Range: bytes=4-2\r\n", "200 OK", "0123456789", "")]
        [DataRow("Range: bytes=a-2\r\n", "200 OK", "0123456789", "")]
        [DataRow("Range: bytes=0-1,4-5\r\n", "200 OK", "0123456789", "")]
        [DataRow("Range: lines=0-1\r\n", "200 OK", "0123456789", "")]
        [DataRow("Range: bytes=2-4\r\nIf-Range: \"v1\"\r\n", "206 Partial Content", "234", "bytes 2-4/10")]
        [DataRow("Range: bytes=2-4\r\nIf-Range: \"v0\"\r\n", "200 OK", "0123456789", "")]
        public void Resource_is_sent_as_far_as_it_is_wanted(string fields, string status, string body, string range)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                for (int i = 0; i < 4; i++)
                {
                    string answer = test.Ask("GET /" + i + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n");
                    Assert.StartsWith("HTTP/1.1 " + status + "\r\n", answer);
                    Assert.EndsWith("\r\n\r\n" + body, answer);
                    Assert.Contains("\r\nETag: \"v1\"\r\n", answer);
                    Assert.AreEqual(range.Length > 0, answer.IndexOf("\r\nContent-Range: " + range + "\r\n") > 0, answer);
                }
            }

            static Coroutine Handle(HttpContext context)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(Content);

                switch (context.Path)
                {
                    case "/0":
                        return context.RespondAsync(new BytesResource("text/plain", bytes, "v1"));
                    case "/1":
                        return context.RespondAsync(new Base64Resource("text/plain", System.Convert.ToBase64String(bytes), "v1"));
                    case "/2":
                        return context.RespondAsync(new TextResource("text/plain", Content, "v1"));
                    default:
                        return context.RespondAsync(new StreamResource("text/plain", () => new MemoryStream(bytes), bytes.Length, "v1"));
                }
            }
        }

        [TestMethod]
        [DataRow("GET", 404, "If-None-Match: *", "404 Not Found")]
        [DataRow("GET", 404, "Range: bytes=0-1", "404 Not Found")]
        [DataRow("POST", 200, "If-None-Match: *", "200 OK")]
        [DataRow("POST", 200, "Range: bytes=0-1", "200 OK")]
        [DataRow("GET", 200, "If-Match: \"v0\"", "412 Precondition Failed")]
        [DataRow("GET", 200, "If-Match: W/\"v1\"", "412 Precondition Failed")]
        [DataRow("GET", 200, "If-Match: \"v0\", \"v1\"", "200 OK")]
        [DataRow("GET", 200, "If-Match: *", "200 OK")]
        [DataRow("HEAD", 200, "If-None-Match: \"v1\"", "304 Not Modified")]
        [DataRow("HEAD", 200, "Range: bytes=0-1", "200 OK")]
        public void Conditions_are_for_what_would_be_the_answer_to_GET(string method, int status, string field, string expected)
        {
            HttpResource resource = new TextResource("text/plain", Content, "v1");

            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask(method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + field + "\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 " + expected + "\r\n", answer);
                Assert.AreEqual(method != "HEAD" && expected[0] != '3' && expected[2] != '2', answer.IndexOf("\r\n\r\n" + Content) > 0, answer);
            }

            Coroutine Handle(HttpContext context)
            {
                context.StatusCode = status;
                return context.RespondAsync(resource);
            }
        }

        [TestMethod]
        [DataRow("bytes=0-")]
        [DataRow("bytes=-5")]
        public void Nothing_has_no_parts(string range)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync(new BytesResource("text/plain", new byte[0]))))
            {
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: " + range + "\r\n\r\n"));
            }
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(1000)]
        [DataRow(5001)]
        public void Base_64_of_any_length_comes_whole(int length)
        {
            byte[] bytes = new byte[length];

            for (int i = 0; i < length; i++)
            {
                bytes[i] = (byte)('a' + i % 26);
            }

            // Of no bytes a device makes a text of what lies in its memory.
            string text = length == 0 ? "" : System.Convert.ToBase64String(bytes);
            HttpResource resource = new Base64Resource("text/plain", text) { IsGzip = true, CacheControl = "max-age=60" };

            using (HttpTest test = new HttpTest(context => context.RespondAsync(resource)))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.Contains("\r\nContent-Length: " + length + "\r\n", answer);
                Assert.Contains("\r\nCache-Control: max-age=60\r\nContent-Encoding: gzip\r\n", answer);
                Assert.AreEqual(Encoding.UTF8.GetString(bytes, 0, length), answer.Substring(answer.IndexOf("\r\n\r\n") + 4));
                answer = test.Ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.Contains("\r\nContent-Length: " + length + "\r\n", answer);
                Assert.EndsWith("\r\n\r\n", answer);
            }
        }
    }
}
