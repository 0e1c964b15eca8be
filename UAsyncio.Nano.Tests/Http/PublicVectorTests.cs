using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>
    /// What the parser of Node.js, llhttp, holds of a request: the cases of its test/request/invalid.md and transfer-encoding.md, each with a
    /// Host where it had none. What llhttp takes is served; what it refuses is refused, here with a status. Not among them: methods that
    /// llhttp does not know, since any token is a method.
    /// </summary>
    [TestClass]
    public class PublicVectorTests
    {
        private const string Chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

        [TestMethod]
        [DataRow("GET /music/sweet/music ICE/1.0\r\nHost: example.com\r\n\r\n", 400)]
        [DataRow("GET /music/sweet/music IHTTP/1.0\r\nHost: example.com\r\n\r\n", 400)]
        [DataRow("PUT /music/sweet/music RTSP/1.0\r\nHost: example.com\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: a\r\nFoo: 1\rBar: 2\r\n\r\n", 400)]
        [DataRow("POST / HTTP/1.1\r\nHost: localhost:5000\r\nx:x\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\rZGET /evil: HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
        [DataRow("POST / HTTP/1.1\r\nConnection: Close\r\nHost: localhost:5000\r\nx:\rTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n\r\n", 400)]
        [DataRow("POST / HTTP/1.1\r\nHost: localhost:5000\r\nx:\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: a\r\nFo@: Failure\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: a\r\nFoo\u0001\test: Bar\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: a\r\n: Bar\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: a\r\nname\r\n : value\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection\r\u001b5\u00d5eep-Alive\r\nAccept-Encoding: gzip\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: www.example.com\r\nX-Some-Header\r\u001b5\u00d5eep-Alive\r\nAccept-Encoding: gzip\r\n\r\n", 400)]
        [DataRow("GET / HTTP/1.1\r\nHost: localhost\r\nDummy: x\nContent-Length: 23\r\n\r\nGET / HTTP/1.1\r\nDummy: GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
        [DataRow("GET / HTTP/5.6\r\nHost: a\r\n\r\n", 505)]
        [DataRow("GET / HTTP/1.1\r\n Host: foo\r\n\r\n", 400)]
        [DataRow("POST / HTTP/1.1\nTransfer-Encoding: chunked\nHost: a\n\n1\nA\n0\n\n", 400)]
        [DataRow(Chunked + "a\r\n0123456789\r\n0\r\n\r\n", 200)]
        [DataRow(Chunked + "A\r\n0123456789\r\n0\r\n\r\n", 200)]
        [DataRow(Chunked + "1e\r\nall your base are belong to us\r\n0\r\n\r\n", 200)]
        [DataRow(Chunked + "5\r\nhello\r\n6\r\n world\r\n000\r\n\r\n", 200)]
        [DataRow(Chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n", 200)]
        [DataRow(Chunked + "5;ilovew3;somuchlove=aretheseparametersfor;another=withvalue\r\nhello\r\n6;blahblah;blah\r\n world\r\n0\r\n\r\n", 200)]
        [DataRow(Chunked + "2 erfrferferf\r\naa\r\n0 rrrr\r\n\r\n", 400)]
        [DataRow(Chunked + "2;\r\naa\r\n0\r\n\r\n", 400)]
        [DataRow(Chunked + "5;ilovew3=\"I \\\"love\\\"; \\\\extensions\\\\\";somuchlove=\"aretheseparametersfor\";blah;foo=bar\r\nhello\r\n0\r\n\r\n", 200)]
        [DataRow(Chunked + "5;ilovew3=\"abc\";somuchlove=\"def; ghi\r\nhello\r\n6;blahblah;blah\r\n world\r\n0\r\n\r\n", 400)]
        [DataRow("PUT /url HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: pigeons\r\n\r\n", 501)]
        [DataRow("POST /?q=search HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nWorld", 501)]
        [DataRow("POST / HTTP/1.1\r\nHost: foo\r\nContent-Length: 10\r\nTransfer-Encoding:\r\nTransfer-Encoding:\r\nTransfer-Encoding:\r\n\r\n2\r\nAA\r\n0\r\n", 501)]
        [DataRow("POST /?q=search HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nTransfer-Encoding: chunked, deflate\r\n\r\nWorld", 400)]
        [DataRow("POST /?q=search HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: deflate\r\n\r\nWorld", 400)]
        [DataRow("POST /?q=search#hey HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nWorld", 400)]
        public void Request_is_served_or_refused(string request, int status)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                string answer = test.Ask(request);
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.AreEqual(-1, answer.IndexOf("HTTP/1.1", 1), answer);
                Assert.AreEqual(string.Empty, test.Reported);
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                context.KeepAlive = false;
                await context.ReadBodyAsync();
                await context.RespondAsync("text/plain", "ok");
            }
        }
    }
}
