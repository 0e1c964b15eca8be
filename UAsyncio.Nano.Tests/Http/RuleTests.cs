using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What RFC 9110 and 9112 ask of a server: a request and the status of its answer. What is refused is closed.</summary>
    [TestClass]
    public class RuleTests
    {
        private const string End = "\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow("GET http://192.168.1.5/a HTTP/1.1\r\nHost: other", "/a|192.168.1.5")]
        [DataRow("GET http://[::1]:80/a?b HTTP/1.1\r\nHost: other", "/a|[::1]:80")]
        [DataRow("GET HTTPS://a.example?b HTTP/1.1\r\nHost: other", "/|a.example")]
        [DataRow("\r\nGET /a HTTP/1.1\r\nHost: b:80", "/a|b:80")]
        [DataRow("\r\n\r\n\r\nGET /a HTTP/1.1\r\nHost: b", "/a|b")]
        [DataRow("GET /a HTTP/1.1\r\nHost:", "/a|")]
        [DataRow("GET /a HTTP/1.0\r\nX: 1", "/a|")]
        [DataRow("GET /a HTTP/1.0\r\nExpect: 100-continue", "/a|")]
        [DataRow("GET /a HTTP/1.0\r\nExpect: the unexpected", "/a|")]
        [DataRow("GET /a HTTP/1.7\r\nHost: b", "/a|b")]
        [DataRow("GET /a HTTP/1.1\r\nHost: b\r\nX:\tone\t two \t", "/a|b")]
        [DataRow("GET /a HTTP/1.1\r\nhOST:b", "/a|b")]
        [DataRow("GET /a HTTP/1.1\r\nHost: [fe80::1]:8080", "/a|[fe80::1]:8080")]
        [DataRow("GET /a HTTP/1.1\r\nHost: [::1]", "/a|[::1]")]
        [DataRow("GET /a HTTP/1.1\r\nHost: b\r\n!#$%&'*+-.^_`|~9aZ: 1", "/a|b")]
        [DataRow("GET /a HTTP/1.1\r\nHost: b\r\nX: \u00e4\u20ac", "/a|b")]
        [DataRow("GET /a/%c3%a4%20 HTTP/1.1\r\nHost: b", "/a/\u00e4 |b")]
        [DataRow("m-search /a HTTP/1.1\r\nHost: b", "/a|b")]
        public void Well_formed_request_is_served(string request, string seen)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", context.Path + "|" + context.Host)))
            {
                string answer = test.Ask(request + End);
                Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
                Assert.EndsWith("\r\n\r\n" + seen, answer);
            }
        }

        [TestMethod]
        [DataRow("GET /a HTTP/1.1\r\nX: 1", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nHost: a", 400)]
        [DataRow("GET /a HTTP/1.0\r\nHost: a\r\nHost: b", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a b", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: b/c", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: c@d", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a, b", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a:b", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a:1:2", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: :80", 400)]
        [DataRow("GET http://:80/a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: [::1", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: []:80", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: [::1]a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: [[::1]", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a]:80", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: \u00e4", 400)]
        [DataRow("GET http:///a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET http://a@b/ HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET ftp://a/ HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET * HTTP/1.1\r\nHost: a", 400)]
        [DataRow("CONNECT a:80 HTTP/1.1\r\nHost: a", 501)]
        [DataRow("GET /a#b HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a\u0007b HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a\tb HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a\u007fb HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /\u00e4 HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a%00 HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a%2 HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a%zz HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GE(T /a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX-Invalid[]: 1", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX\tY: 1", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX\u00e4: 1", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX: \u0007", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX: a\u000bb", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX: a\rb", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nX: a\u007f", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\nX: 1", 400)]
        [DataRow("GET /a HTTP/1.1\nHost: a", 400)]
        [DataRow("\nGET /a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost : a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\n folded: b", 400)]
        [DataRow("GET /a HTTP/1.1\r\n Host: a", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nno colon", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\u000b", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\u000c", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\u00a0", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\u0085", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: \u30000", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 0", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked", 501)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked", 501)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked", 400)]
        [DataRow("GET /a HTTP/1.0\r\nTransfer-Encoding: chunked", 400)]
        [DataRow("GET /a HTTP/1.1\r\nHost: a\r\nExpect: the unexpected", 417)]
        [DataRow("GET /a HTTP/2.0\r\nHost: a", 505)]
        [DataRow("GET /a HTTP/1.10\r\nHost: a", 505)]
        [DataRow("GET /a HTTP/1.x\r\nHost: a", 400)]
        [DataRow("GET /a http/1.1\r\nHost: a", 400)]
        [DataRow("GET  /a HTTP/1.1\r\nHost: a", 400)]
        [DataRow("GET /a  HTTP/1.1\r\nHost: a", 400)]
        public void Malformed_request_is_refused_and_closed(string request, int status)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", context.Path)))
            {
                string answer = test.Ask(request + "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a" + End);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.Contains("\r\nConnection: close\r\n", answer);
                Assert.DoesNotContains("smuggled", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1), answer);
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        [TestMethod]
        [DataRow("Connection: foo\r\nConnection: close", false)]
        [DataRow("Connection: foo , close", false)]
        [DataRow("Connection: Close", false)]
        [DataRow("Connection:\tclose", false)]
        [DataRow("Connection: closed-not", true)]
        [DataRow("Connection: not-close", true)]
        [DataRow("Connection: keep-alive", true)]
        [DataRow("X: close", true)]
        public void Connection_is_kept_as_the_tokens_of_all_its_fields_say(string fields, bool kept)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync("text/plain", context.Path)))
            {
                string answer = test.Ask("GET /1 HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\nGET /2 HTTP/1.1\r\nHost: a" + End);
                Assert.AreEqual(kept, answer.IndexOf("/2") > 0, answer);
            }
        }

        [TestMethod]
        public void Empty_line_behind_a_body_is_skipped()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab\r\nGET /2 HTTP/1.1\r\nHost: a" + End);
                Assert.Contains("/1 2", answer);
                Assert.EndsWith("/2 0", answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                byte[] body = await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", context.Path + " " + body.Length);
            }
        }

        [TestMethod]
        public void Options_of_the_whole_server_are_answered()
        {
            using (HttpTest test = new HttpTest(context => throw new HttpException(500)))
            {
                Assert.StartsWith("HTTP/1.1 204 No Content\r\n", test.Ask("OPTIONS * HTTP/1.1\r\nHost: a" + End));
            }
        }

        [TestMethod]
        [DataRow("device.local", true)]
        [DataRow("Device.Local:8080", true)]
        [DataRow("192.168.1.5", true)]
        [DataRow("192.168.1.5:80", true)]
        [DataRow("[::1]:80", true)]
        [DataRow("evil.example", false)]
        [DataRow("device.local.evil.example", false)]
        [DataRow("", false)]
        [DataRow("...", true)]
        [DataRow("device.local:", true)]
        public void Only_the_names_that_are_allowed_are_answered_to(string host, bool allowed)
        {
            using (HttpTest test = new HttpTest(Handle, new HttpServerOptions { AllowedHosts = new string[] { "DEVICE.local" } }))
            {
                Assert.StartsWith(allowed ? "HTTP/1.1 200 " : "HTTP/1.1 421 ", test.Ask("GET / HTTP/1.1\r\nHost: " + host + End));
            }

            static Coroutine Handle(HttpContext context)
            {
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 414)]
        [DataRow("/ HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 431)]
        public void Head_that_is_too_large_is_answered_although_the_client_goes_on_sending(string start, int status)
        {
            using (HttpTest test = new HttpTest(context => throw new HttpException(500), new HttpServerOptions { MaxHeadSize = 64 }))
            {
                string more = new string('x', 20000);
                Assert.StartsWith("HTTP/1.1 " + status + " ", test.Ask("GET " + start + more));
            }
        }
    }
}
