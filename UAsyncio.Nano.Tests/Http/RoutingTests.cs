using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Routes, and what of a request a handler asks for.</summary>
    [TestClass]
    public class RoutingTests
    {
        private const string End = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        [TestMethod]
        [DataRow("GET /", "root")]
        [DataRow("GET /?a=b", "root")]
        [DataRow("GET /api/state", "state")]
        [DataRow("GET /%61pi/st%61te", "state")]
        [DataRow("GET /sensors/12", "sensor 12 []")]
        [DataRow("GET /sensors/a%20b%2Fc%25", "sensor a b/c% []")]
        [DataRow("GET /sensors/12/values/temp", "sensor 12 [temp]")]
        [DataRow("GET /sensors/special", "sensor special []")]
        [DataRow("GET /files/", "file []")]
        [DataRow("GET /files/a/b.txt", "file [a/b.txt]")]
        [DataRow("PUT /api/state", "put")]
        [DataRow("GET /caf%C3%A9", "caf\u00e9")]
        [DataRow("GET /none", "fallback /none")]
        [DataRow("GET /sensors/", "fallback /sensors/")]
        [DataRow("GET /sensors/1/values", "fallback /sensors/1/values")]
        [DataRow("GET /api/state/", "fallback /api/state/")]
        [DataRow("GET /api%2Fstate", "fallback /api/state")]
        public void Request_is_led_to_its_handler(string request, string seen)
        {
            HttpRoutes routes = Routes();
            routes.Fallback = context => context.RespondAsync("text/plain", "fallback " + context.Path);

            using (HttpTest test = new HttpTest(routes.HandleAsync))
            {
                Assert.EndsWith("\r\n\r\n" + seen, test.Ask(request + End));
            }
        }

        [TestMethod]
        [DataRow("GET /none", "404 Not Found", "")]
        [DataRow("POST /api/state", "405 Method Not Allowed", "GET, HEAD, PUT, OPTIONS")]
        [DataRow("get /", "405 Method Not Allowed", "GET, HEAD, OPTIONS")]
        [DataRow("OPTIONS /api/state", "204 No Content", "GET, HEAD, PUT, OPTIONS")]
        [DataRow("POST /options", "405 Method Not Allowed", "OPTIONS, HEAD, GET")]
        [DataRow("HEAD /", "200 OK", "")]
        public void Other_methods_are_answered_with_those_that_there_are(string request, string status, string allowed)
        {
            using (HttpTest test = new HttpTest(Routes().HandleAsync))
            {
                string answer = test.Ask(request + End);
                Assert.StartsWith("HTTP/1.1 " + status + "\r\n", answer);
                Assert.AreEqual(allowed.Length > 0, answer.IndexOf("\r\nAllow: " + allowed + "\r\n") >= 0, answer);

                if (request == "HEAD /")
                {
                    Assert.Contains("\r\nContent-Length: 4\r\n", answer);
                    Assert.EndsWith("\r\n\r\n", answer);
                }
            }
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("a")]
        [DataRow("/a{b}")]
        [DataRow("/{b}c")]
        [DataRow("/{b}{c}")]
        [DataRow("/{*b}/c")]
        [DataRow("/{}")]
        [DataRow("/{a")]
        public void Pattern_that_cannot_be_matched_is_refused(string pattern)
        {
            Expect.Throws(typeof(ArgumentException), () => new HttpRoutes().Map("GET", pattern, context => null));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("get")]
        [DataRow("GET ")]
        public void Method_that_no_client_sends_is_refused(string method)
        {
            Expect.Throws(typeof(ArgumentException), () => new HttpRoutes().Map(method, "/", context => null));
        }

        [TestMethod]
        [DataRow("a=1&b=2", "b", "2")]
        [DataRow("a=1&b=2", "a", "1")]
        [DataRow("a=1&b", "b", "")]
        [DataRow("a=1&b=", "b", "")]
        [DataRow("na%20me+x=a%2Bb+c%26%3d", "na me x", "a+b c&=")]
        [DataRow("a=%E2%82%AC", "a", "\u20ac")]
        [DataRow("ab=1&a=2", "a", "2")]
        [DataRow("a==", "a", "=")]
        public void Query_is_decoded(string query, string name, string value)
        {
            Assert.AreEqual(value, UrlEncoding.Find(query, name));
        }

        [TestMethod]
        [DataRow("a=1&b")]
        [DataRow("")]
        public void Name_that_is_not_in_a_query_has_no_value(string query)
        {
            Assert.IsNull(UrlEncoding.Find(query, "c"));
        }

        [TestMethod]
        [DataRow("a-._~Z9", "a-._~Z9")]
        [DataRow("a b&c=d/e+f%", "a%20b%26c%3Dd%2Fe%2Bf%25")]
        [DataRow("\u20ac", "%E2%82%AC")]
        public void What_is_encoded_is_decoded_to_the_same(string text, string encoded)
        {
            Assert.AreEqual(encoded, UrlEncoding.Encode(text));
            Assert.AreEqual(text, UrlEncoding.Decode(encoded));
        }

        [TestMethod]
        public void Middleware_is_a_handler_that_calls_the_next()
        {
            string log = string.Empty;
            HttpHandler next = Routes().HandleAsync;

            using (HttpTest test = new HttpTest(async context =>
            {
                await next(context);
                log += context.Method + " " + context.Path + " " + context.StatusCode;
            }))
            {
                Assert.EndsWith("state", test.Ask("GET /api/state" + End));
                Assert.AreEqual("GET /api/state 200", log);
            }
        }

        private static HttpRoutes Routes()
        {
            return new HttpRoutes()
                .Map("GET", "/", context => context.RespondAsync("text/plain", "root"))
                .Map("GET", "/api/state", context => context.RespondAsync("text/plain", "state"))
                .Map("PUT", "/api/state", context => context.RespondAsync("text/plain", "put"))
                .Map("GET", "/sensors/{id}", SensorAsync)
                .Map("GET", "/sensors/{id}/values/{name}", SensorAsync)
                .Map("GET", "/sensors/special", context => throw new HttpException(500))
                .Map("OPTIONS", "/options", context => context.RespondAsync("text/plain", "options"))
                .Map("HEAD", "/options", context => context.RespondAsync("text/plain", "head"))
                .Map("GET", "/options", context => context.RespondAsync("text/plain", "get"))
                .Map("GET", "/caf\u00e9", context => context.RespondAsync("text/plain", context.Path.Substring(1)))
                .Map("GET", "/files/{*path}", context => context.RespondAsync("text/plain", "file [" + context.GetParameter("path") + "]"));
        }

        private static Coroutine SensorAsync(HttpContext context)
        {
            return context.RespondAsync("text/plain", "sensor " + context.GetParameter("id") + " [" + context.GetParameter("name") + "]");
        }
    }
}
