using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Who may go on, and what is said about that: credentials, origins, cookies.</summary>
    [TestClass]
    public class AccessTests
    {
        [TestMethod]
        [DataRow("dXNlcjpwYXNzOndvcmQ=", "Basic", 200)]
        [DataRow("dXNlcjpwYXNzOndvcmQ=", "basic", 200)]
        [DataRow("dXNlcjpwYXNzOndvcmQ=", "Bearer", 401)]
        [DataRow("dXNlcjpwYXNzOndvcmY=", "Basic", 401)]
        [DataRow("dXNlcjo=", "Basic", 401)]
        [DataRow("", "Basic", 401)]
        [DataRow("no base 64!", "Basic", 401)]
        public void Basic_credentials_are_compared(string credentials, string scheme, int status)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: " + scheme + " " + credentials + "\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.AreEqual(status == 401, answer.IndexOf("\r\nWWW-Authenticate: Basic realm=\"test\"") > 0, answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.RequireBasic("test", "user", "pass:word");
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("Authorization: Bearer s3cret\r\n", "200", "\r\n\r\nok")]
        [DataRow("Authorization: Bearer s3cre\r\n", "401", "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n")]
        [DataRow("Authorization: Bearer s3crets3cret\r\n", "401", "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n")]
        [DataRow("", "401", "WWW-Authenticate: Bearer realm=\"\"\r\n")]
        public void Bearer_token_is_compared(string field, string status, string said)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + field + "\r\n");
                Assert.StartsWith("HTTP/1.1 " + status + " ", answer);
                Assert.Contains(said, answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.RequireBearer("s3cret");
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("", 200)]
        [DataRow("Origin: http://dev:8080\r\n", 200)]
        [DataRow("Origin: HTTP://DEV:8080\r\n", 200)]
        [DataRow("Origin: https://dev:8080\r\n", 200)]
        [DataRow("Origin: http://dev\r\n", 403)]
        [DataRow("Origin: https://dev\r\n", 403)]
        [DataRow("Origin: https://evil.example\r\n", 403)]
        [DataRow("Origin: http://evil.example\r\n", 403)]
        [DataRow("Origin: null\r\n", 403)]
        public void Pages_of_other_sites_are_refused(string field, int status)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 " + status + " ", test.Ask("POST / HTTP/1.1\r\nHost: dev:8080\r\nConnection: close\r\n" + field + "\r\n"));
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.RequireSameOrigin();
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("application/json", 200)]
        [DataRow("Application/JSON; charset=utf-8", 200)]
        [DataRow("text/plain", 415)]
        [DataRow("application/jsonp", 415)]
        [DataRow("text/plain; a=, application/json", 415)]
        [DataRow("text/plain, application/json", 415)]
        [DataRow("", 415)]
        public void Other_types_are_refused(string type, int status)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 " + status + " ", test.Ask("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: " + type + "\r\n\r\n"));
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.RequireContentType("application/json");
                await context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        public void Cookies_come_and_go()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: id=12\r\nCookie: name=x=y\r\n\r\n");
                Assert.Contains("\r\nSet-Cookie: id=13; Path=/; HttpOnly; SameSite=Lax\r\n", answer);
                Assert.Contains("\r\nSet-Cookie: a=b; Max-Age=60\r\n", answer);
                Assert.EndsWith("\r\n\r\n12 x=y -", answer);
            }

            static async Coroutine Handle(HttpContext context)
            {
                context.AddCookie("id", "13");
                context.AddCookie("a", "b", "Max-Age=60");
                await context.RespondAsync("text/plain", context.GetCookie("id") + " " + context.GetCookie("name") + " " + (context.GetCookie("i") ?? "-"));
            }
        }

        [TestMethod]
        [DataRow("X\r\n", "1")]
        [DataRow("X", "1\r\nSet-Cookie: a=b")]
        [DataRow("X", "1\n")]
        [DataRow("", "1")]
        [DataRow("X:", "1")]
        public void Field_by_which_others_could_be_made_is_refused(string name, string value)
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                Assert.StartsWith("HTTP/1.1 500 ", test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
                Assert.AreEqual("ArgumentException ", test.Reported);
            }

            Coroutine Handle(HttpContext context)
            {
                context.AddHeader(name, value);
                return context.RespondAsync("text/plain", "ok");
            }
        }

        [TestMethod]
        [DataRow("GET / HTTP/1.1\r\nOrigin: https://app.example\r\n", "200 OK", true)]
        [DataRow("GET / HTTP/1.1\r\nOrigin: https://evil.example\r\n", "200 OK", false)]
        [DataRow("GET / HTTP/1.1\r\n", "200 OK", false)]
        [DataRow("OPTIONS / HTTP/1.1\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: PUT\r\n", "204 No Content", true)]
        [DataRow("OPTIONS / HTTP/1.1\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: PUT\r\n", "204 No Content", false)]
        public void Cors_lets_in_who_is_allowed(string request, string status, bool allowed)
        {
            HttpCors cors = new HttpCors(context => context.RespondAsync("text/plain", "ok"), "https://app.example");

            using (HttpTest test = new HttpTest(cors.HandleAsync))
            {
                string answer = test.Ask(request + "Host: a\r\nConnection: close\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 " + status + "\r\n", answer);
                Assert.Contains("\r\nVary: Origin\r\n", answer);
                Assert.AreEqual(allowed, answer.IndexOf("\r\nAccess-Control-Allow-Origin: https://app.example\r\n") > 0, answer);
                Assert.AreEqual(allowed && status[0] == '2' && status[2] == '4', answer.IndexOf("\r\nAccess-Control-Allow-Methods: ") > 0, answer);
            }
        }

        [TestMethod]
        public void Redirect_says_where_and_why()
        {
            using (HttpTest test = new HttpTest(context => context.RedirectAsync("/b?c=d", 303)))
            {
                string answer = test.Ask("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.StartsWith("HTTP/1.1 303 See Other\r\n", answer);
                Assert.Contains("\r\nLocation: /b?c=d\r\n", answer);
            }
        }
    }
}
