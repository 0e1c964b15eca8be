using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What is refused before anything is sent.</summary>
    [TestClass]
    public class RefusalTests
    {
        [TestMethod]
        [DataRow("Host", "a")]
        [DataRow("content-length", "1")]
        [DataRow("Transfer-Encoding", "chunked")]
        [DataRow("Connection", "close")]
        [DataRow("", "a")]
        [DataRow("a b", "c")]
        [DataRow("a:", "b")]
        [DataRow("a", "b\r\nc: d")]
        [DataRow("a", "b\u0001")]
        public void Field_that_the_server_would_misunderstand_is_refused(string name, string value)
        {
            Assert.ThrowsException(typeof(ArgumentException), () => new HttpRequest("GET", "http://a").AddHeader(name, value));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("GET /x")]
        [DataRow("GET\r\n")]
        public void Method_that_is_none_is_refused(string method)
        {
            Assert.ThrowsException(typeof(ArgumentException), () => new HttpRequest(method, "http://a"));
        }

        [TestMethod]
        public void Name_that_the_server_would_take_for_another_is_refused()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => new HttpRequest("GET", "http://a").SetBasic("a:b", "c"));
            new HttpRequest("GET", "http://a").SetBasic("a", "b:c");
        }

        [TestMethod]
        public void Body_that_is_none_is_refused()
        {
            HttpRequest request = new HttpRequest("PUT", "http://a");
            Assert.ThrowsException(typeof(ArgumentNullException), () => request.SetBody("text/plain", (byte[])null));
            Assert.ThrowsException(typeof(ArgumentNullException), () => request.SetBody("text/plain", (string)null));
            Assert.ThrowsException(typeof(ArgumentNullException), () => request.SetBody(null, "text"));
        }

        [TestMethod]
        public void Options_out_of_range_are_refused_by_name()
        {
            EventLoop loop = new EventLoop();
            Refuse(new HttpClientOptions { ConnectTimeout = 0 }, "ConnectTimeout");
            Refuse(new HttpClientOptions { ResponseTimeout = -1 }, "ResponseTimeout");
            Refuse(new HttpClientOptions { BodyTimeout = 0 }, "BodyTimeout");
            Refuse(new HttpClientOptions { MaxConnections = 0 }, "MaxConnections");
            Refuse(new HttpClientOptions { MaxIdleConnections = 9 }, "MaxIdleConnections");
            Refuse(new HttpClientOptions { MaxIdleConnections = -1 }, "MaxIdleConnections");
            Refuse(new HttpClientOptions { IdleTimeout = -1 }, "IdleTimeout");
            Refuse(new HttpClientOptions { MaxRedirects = -1 }, "MaxRedirects");
            Refuse(new HttpClientOptions { MaxHeadSize = 0 }, "MaxHeadSize");
            Refuse(new HttpClientOptions { ExpectFrom = -1 }, "ExpectFrom");
            loop.Close();

            static void Refuse(HttpClientOptions options, string name)
            {
                Exception refused = Expect.Throws(typeof(ArgumentOutOfRangeException), () => new HttpClient(options));
                Assert.Contains(name, refused.ToString());
            }
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(-2)]
        public void Body_that_could_never_come_in_time_is_refused(int timeout)
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", "ok"), async (client, url) =>
            {
                using (HttpResponse response = await client.GetAsync(url))
                {
                    Exception refused = Expect.Throws(typeof(ArgumentOutOfRangeException), () => response.Body.Timeout = timeout);
                    Assert.Contains("Timeout", refused.ToString());
                    Assert.AreEqual(new HttpClientOptions().BodyTimeout, response.Body.Timeout);
                }
            });
        }

        [TestMethod]
        public void Client_that_was_disposed_of_asks_no_more()
        {
            ClientTest.Run(context => context.RespondAsync("text/plain", "ok"), async (client, url) =>
            {
                bool refused = false;
                client.Dispose();

                try
                {
                    await client.GetStringAsync(url);
                }
                catch (ObjectDisposedException)
                {
                    refused = true;
                }

                Assert.IsTrue(refused);
            });
        }
    }
}
