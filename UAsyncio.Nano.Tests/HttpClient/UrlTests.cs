using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>URLs, of the app and of redirects.</summary>
    [TestClass]
    public class UrlTests
    {
        // RFC 3986, 5.4: references and what they are to http://a/b/c/d;p?q.
        private static readonly string[] s_references =
        {
            "g", "/b/c/g", "./g", "/b/c/g", "g/", "/b/c/g/", "/g", "/g", "?y", "/b/c/d;p?y", "g?y", "/b/c/g?y", "#s", "/b/c/d;p?q", "g#s", "/b/c/g",
            "g?y#s", "/b/c/g?y", ";x", "/b/c/;x", "g;x", "/b/c/g;x", "g;x?y#s", "/b/c/g;x?y", "", "/b/c/d;p?q", ".", "/b/c/", "./", "/b/c/", "..", "/b/",
            "../", "/b/", "../g", "/b/g", "../..", "/", "../../", "/", "../../g", "/g", "../../../g", "/g", "../../../../g", "/g", "/./g", "/g", "/../g", "/g",
            "g.", "/b/c/g.", ".g", "/b/c/.g", "g..", "/b/c/g..", "..g", "/b/c/..g", "./../g", "/b/g", "./g/.", "/b/c/g/", "g/./h", "/b/c/g/h", "g/../h", "/b/c/h",
            "g;x=1/./y", "/b/c/g;x=1/y", "g;x=1/../y", "/b/c/y", "g?y/./x", "/b/c/g?y/./x", "g?y/../x", "/b/c/g?y/../x", "g#s/../x", "/b/c/g",
        };

        [TestMethod]
        public void Redirect_leads_where_RFC_3986_says()
        {
            string reference = null;
            bool isLed = false;
            ClientTest.Run(HandleAsync, AskAsync);

            Coroutine HandleAsync(HttpContext context)
            {
                isLed = !isLed;
                return isLed ? context.RedirectAsync(reference) : context.RespondAsync("text/plain", context.RawPath + (context.Query.Length > 0 ? "?" + context.Query : string.Empty));
            }

            async Coroutine AskAsync(HttpClient client, string url)
            {
                for (int i = 0; i < s_references.Length; i += 2)
                {
                    reference = s_references[i];
                    Assert.AreEqual(s_references[i + 1], await client.GetStringAsync(url + "/b/c/d;p?q"), reference);
                }

                reference = url + "/x?y#z";
                Assert.AreEqual("/x?y", await client.GetStringAsync(url));
                reference = url.Substring(5) + "/x";
                Assert.AreEqual("/x", await client.GetStringAsync(url));
                reference = url + "/x/../y/./z?/../";
                Assert.AreEqual("/y/z?/../", await client.GetStringAsync(url));
                reference = "/\U0001F600x/../\u00e4\U0001F600";
                Assert.AreEqual("/%C3%A4%F0%9F%98%80", await client.GetStringAsync(url));
                reference = "/a b?c d e";
                Assert.AreEqual("/a%20b?c%20d%20e", await client.GetStringAsync(url));
            }
        }

        [TestMethod]
        [DataRow("g:h")]
        [DataRow("http:g")]
        [DataRow("ftp://a/")]
        [DataRow("http://")]
        [DataRow("http://user@a/")]
        [DataRow("http://a:x/")]
        [DataRow("http://a b/")]
        [DataRow("http://a:1:2/")]
        public void Redirect_to_what_is_no_URL_is_the_servers_fault(string location)
        {
            ClientTest.Run(context => context.RedirectAsync(location), async (client, url) =>
            {
                Assert.AreEqual(502, await ClientTest.StatusOfAsync(client, url));
            });
        }

        [TestMethod]
        public void What_is_not_ASCII_is_encoded()
        {
            ClientTest.Run(
                context => context.RespondAsync("text/plain", context.RawPath + "|" + context.Path + "|" + context.Query),
                async (client, url) => Assert.AreEqual("/gr%C3%B6%C3%9Fe/%20|/gr\u00F6\u00DFe/ |%E2%82%AC=1", await client.GetStringAsync(url + "/gr\u00F6\u00DFe/%20?\u20AC=1#\u00E4")));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("ftp://a")]
        [DataRow("http://")]
        [DataRow("http://a b/")]
        [DataRow("http://a:x/")]
        [DataRow("http://a:0/")]
        [DataRow("http://a:70000/")]
        [DataRow("http://user@a/")]
        [DataRow("http://user:pass@a/")]
        [DataRow("http://\u00E4/")]
        [DataRow("http://127.0.0.1:1:2/")]
        [DataRow("http://127.0.0.1\\a/")]
        [DataRow("http://<127.0.0.1>/")]
        [DataRow("http://a|b/")]
        [DataRow("http://::1/")]
        [DataRow("http://[::1/")]
        [DataRow("http://[::1]:80:80/")]
        [DataRow("http://a/\U0001F600\r\nX: y")]
        [DataRow("http://a/\u0001")]
        [DataRow("http://a/\r\nX: y")]
        public void Url_that_is_none_is_refused(string wrong)
        {
            ClientTest.Run(context => throw new HttpException(500), async (client, url) =>
            {
                bool refused = false;

                try
                {
                    await client.GetStringAsync(wrong);
                }
                catch (ArgumentException)
                {
                    refused = true;
                }

                Assert.IsTrue(refused);
            });
        }
    }
}
