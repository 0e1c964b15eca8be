using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>A client that waits to be told to send its body (Expect: 100-continue), and what the server's response has come to by then.</summary>
    [TestClass]
    public class ExpectationTests
    {
        private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

        [TestMethod]
        [DataRow("/started")]
        [DataRow("/looked-at")]
        public void Client_is_told_to_go_on_before_a_response_that_was_only_started(string path)
        {
            string answer = Ask(path);
            Assert.StartsWith(Continue, answer);
            Assert.Contains("\r\n\r\n5", answer);
        }

        [TestMethod]
        [DataRow("/sent")]
        [DataRow("/looked-at-and-sent")]
        [DataRow("/ended")]
        [DataRow("/long")]
        public void Client_is_not_told_to_go_on_in_the_middle_of_a_response(string path)
        {
            Assert.AreEqual(-1, Ask(path).IndexOf("100 Continue"));
        }

        private static string Ask(string path)
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                return test.Ask("POST " + path + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
            }
        }

        // What is done before the body is read, as the path says.
        private static async Coroutine HandleAsync(HttpContext context)
        {
            HttpBody body = context.Path.IndexOf("/looked-at") == 0 ? context.Body : null;
            byte[] buffer = new byte[9];

            if (context.Path == "/ended" || context.Path == "/long")
            {
                await context.RespondAsync("text/plain", new string('x', context.Path == "/long" ? 2000 : 1));
                await context.Body.ReadAsync(buffer, 0, buffer.Length);
                return;
            }

            context.StartResponse("text/plain", 1);

            if (context.Path.IndexOf("sent") >= 0)
            {
                await context.FlushAsync();
            }

            int length = await (body ?? context.Body).ReadAsync(buffer, 0, buffer.Length);
            await context.WriteAsync(length.ToString());
        }
    }
}
