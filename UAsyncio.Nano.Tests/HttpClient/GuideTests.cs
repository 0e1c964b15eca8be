using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>The example of docs/http-client.md.</summary>
    [TestClass]
    public class GuideTests
    {
        [TestMethod]
        public void Example_does_what_it_says()
        {
            string posted = null;
            ClientTest.Run(HandleAsync, ReportAsync);
            Assert.AreEqual("{\"t\":21.5}", posted);

            async Coroutine HandleAsync(HttpContext context)
            {
                if (context.Method == "POST")
                {
                    byte[] body = await context.ReadBodyAsync();
                    posted = System.Text.Encoding.UTF8.GetString(body, 0, body.Length);
                }

                await context.RespondAsync("text/plain", "ok");
            }
        }

        private static async Coroutine ReportAsync(HttpClient client, string url)
        {
            string text = await client.GetStringAsync(url + "/config");

            JsonWriter json = new JsonWriter();
            json.StartObject();
            json.Name("t");
            json.Decimal(215, 1);
            json.EndObject();

            using (HttpResponse response = await client.PostAsync(url + "/values", "application/json", json.ToString()))
            {
                if (!response.IsSuccess)
                {
                    throw new HttpException(response.StatusCode);
                }
            }

            Assert.AreEqual("ok", text);
        }
    }
}
