using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>What browsers' forms send.</summary>
    [TestClass]
    public class FormTests
    {
        private const string Type = "Content-Type: multipart/form-data; boundary=";

        [TestMethod]
        public void Form_is_decoded()
        {
            using (HttpTest test = new HttpTest(Handle))
            {
                const string Form = "name=J%C3%B6rg+M&pass=a%26b&empty=";
                Assert.EndsWith("\r\n\r\nJ\u00f6rg M|a&b||-", test.Ask(Head("Content-Type: application/x-www-form-urlencoded", Form.Length) + Form));
                Assert.StartsWith("HTTP/1.1 415 ", test.Ask(Head("Content-Type: text/plain", Form.Length) + Form));
            }

            static async Coroutine Handle(HttpContext context)
            {
                HttpForm form = await HttpForm.ReadAsync(context);
                await context.RespondAsync("text/plain", form.Get("name") + "|" + form.Get("pass") + "|" + form.Get("empty") + "|" + (form.Get("none") ?? "-"));
            }
        }

        [TestMethod]
        [DataRow("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n", "a=1")]
        [DataRow("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b--\r\n", "a=")]
        [DataRow("preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\ncontent-disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\nContent-Type: text/css\r\n\r\n\r\n-\r\n--\r\n--c\r\r\n\r\n--b--", "a=1 f(x.bin text/css)=\r\n-\r\n--\r\n--c\r\r\n")]
        [DataRow("--b--\r\n", "")]
        [DataRow("--b\r\nContent-Disposition: form-data; filename=\"x; name=y\"; name=\"f\"\r\nContent-Type: text/css\r\n\r\n1\r\n--b--", "f(x; name=y text/css)=1")]
        [DataRow("--b\r\nContent-Disposition: form-data; filename=\"x\\\";name=y\"; name=f\r\nContent-Type: text/css\r\n\r\n1\r\n--b--", "f(x\\\";name=y text/css)=1")]
        [DataRow("--b\r\nContent-Disposition: form-data;\r\n name=a;\r\n\tfilename=\"f\"\r\nContent-Type:\r\n text/css\r\n\r\n 1\r\n--b--", "a(f text/css)= 1")]
        [DataRow("--b \t\r\nContent-Disposition: form-data;\tname=a ; filename=f ;x=y\r\nContent-Type: text/css\r\n\r\n1\r\n--b-- \r\n", "a(f text/css)=1")]
        public void Parts_are_read_as_they_come(string body, string parts)
        {
            using (HttpTest test = new HttpTest(PartsAsync))
            {
                Assert.EndsWith("\r\n\r\n[" + parts + "]", test.Ask(Head(Type + "b", body.Length) + body));
                Assert.EndsWith("\r\n\r\n[" + parts + "]", test.Ask(Head(Type + "\"b\"", body.Length) + body));
                Assert.EndsWith("\r\n\r\n[" + parts + "]", test.Ask(Head(Type + "b ; charset=utf-8", body.Length) + body));
                Assert.EndsWith("\r\n\r\n[" + parts + "]", (string)test.Loop.Run(SlowlyAsync(test, Head(Type + "b", body.Length), body).WaitAsync(HttpTest.Patience)));
            }
        }

        [TestMethod]
        [DataRow("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b", 400)]
        [DataRow("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", 400)]
        [DataRow("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", 400)]
        [DataRow("--bx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--", 400)]
        [DataRow("--b\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--", 400)]
        [DataRow("", 400)]
        public void Malformed_parts_are_refused(string body, int status)
        {
            using (HttpTest test = new HttpTest(PartsAsync))
            {
                Assert.StartsWith("HTTP/1.1 " + status + " ", test.Ask(Head(Type + "b", body.Length) + body));
                Assert.StartsWith("HTTP/1.1 400 ", test.Ask(Head("Content-Type: multipart/form-data", body.Length) + body));
                Assert.StartsWith("HTTP/1.1 415 ", test.Ask(Head("Content-Type: text/plain", body.Length) + body));
            }
        }

        [TestMethod]
        public void File_of_any_size_is_read_through_a_small_buffer()
        {
            const int Length = 10000;
            int sum = 0;

            using (HttpTest test = new HttpTest(Handle))
            {
                string file = new string('x', Length / 2) + "\r\n-" + new string('y', Length / 2 - 3);
                string body = "--long-boundary\r\nContent-Disposition: form-data; name=\"firmware\"; filename=\"a.bin\"\r\n\r\n" + file + "\r\n--long-boundary--\r\n";
                Assert.EndsWith("\r\n\r\n" + Length, test.Ask(Head(Type + "long-boundary", body.Length) + body));
            }

            async Coroutine Handle(HttpContext context)
            {
                MultipartReader parts = new MultipartReader(context);
                byte[] buffer = new byte[100];
                int read;
                Assert.IsTrue(await parts.NextAsync());

                while ((read = await parts.ReadAsync(buffer, 0, buffer.Length)) > 0)
                {
                    sum += read;
                }

                Assert.IsFalse(await parts.NextAsync());
                await context.RespondAsync("text/plain", sum.ToString());
            }
        }

        [TestMethod]
        public void Call_that_is_given_up_anywhere_goes_on_there()
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                const string Body = "--b\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"b\"\r\nX: y\r\n\r\n\r\n--b--\r\n";
                string answer = (string)test.Loop.Run(SlowlyAsync(test, Head(Type + "b", Body.Length), Body).WaitAsync(HttpTest.Patience));
                Assert.EndsWith("\r\n\r\na text/plain:one.b :.", answer);
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                MultipartReader parts = new MultipartReader(context);
                byte[] buffer = new byte[10];
                string all = string.Empty;
                bool inPart = false;

                for (bool isOver = false; !isOver;)
                {
                    try
                    {
                        if (!inPart)
                        {
                            inPart = await parts.NextAsync().WaitAsync(0);
                            isOver = !inPart;
                            all += isOver ? string.Empty : parts.Name + " " + parts.ContentType + ":";
                            continue;
                        }

                        int read = await parts.ReadAsync(buffer, 0, buffer.Length).WaitAsync(0);
                        inPart = read > 0;
                        all += inPart ? Encoding.UTF8.GetString(buffer, 0, read) : ".";
                    }
                    catch (TimeoutException)
                    {
                        await Coroutine.Yield();
                    }
                }

                await context.RespondAsync("text/plain", all);
            }
        }

        [TestMethod]
        public void Text_or_form_that_is_given_up_is_whole_for_the_next()
        {
            using (HttpTest test = new HttpTest(HandleAsync))
            {
                const string Body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n0123456789\r\n--b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--b--\r\n";
                string answer = (string)test.Loop.Run(SlowlyAsync(test, Head(Type + "b", Body.Length), Body).WaitAsync(HttpTest.Patience));
                Assert.EndsWith("\r\n\r\n0123456789b", answer);
                const string Form = "a=0123456789&b=b";
                answer = (string)test.Loop.Run(SlowlyAsync(test, Head("Content-Type: application/x-www-form-urlencoded", Form.Length), Form).WaitAsync(HttpTest.Patience));
                Assert.EndsWith("\r\n\r\n0123456789b", answer);
            }

            static async Coroutine HandleAsync(HttpContext context)
            {
                bool isForm = context.GetHeader("Content-Type").IndexOf("application/") == 0;
                MultipartReader parts = isForm ? null : new MultipartReader(context);
                string text = null;

                if (!isForm)
                {
                    await parts.NextAsync();
                }

                while (text == null)
                {
                    try
                    {
                        if (isForm)
                        {
                            HttpForm form = await HttpForm.ReadAsync(context).WaitAsync(0);
                            text = form.Get("a") + form.Get("b");
                        }
                        else
                        {
                            text = await parts.ReadTextAsync(20).WaitAsync(0);
                        }
                    }
                    catch (TimeoutException)
                    {
                        await Coroutine.Yield();
                    }
                }

                if (!isForm)
                {
                    await parts.NextAsync();
                    text += parts.Name;
                }

                await context.RespondAsync("text/plain", text);
            }
        }

        private static async Coroutine<string> SlowlyAsync(HttpTest test, string head, string body)
        {
            using (AsyncStream stream = await test.OpenAsync())
            {
                await stream.WriteAsync(head);

                for (int i = 0; i < body.Length; i++)
                {
                    await stream.WriteAsync(body.Substring(i, 1));
                    await Coroutine.Yield();
                }

                return await HttpTest.ReadToEndAsync(stream);
            }
        }

        private static string Head(string type, int length)
        {
            return "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + type + "\r\nContent-Length: " + length + "\r\n\r\n";
        }

        private static async Coroutine PartsAsync(HttpContext context)
        {
            MultipartReader parts = new MultipartReader(context);
            string all = string.Empty;

            while (await parts.NextAsync())
            {
                all += (all.Length > 0 ? " " : string.Empty) + parts.Name;
                all += parts.FileName == null ? "=" : "(" + parts.FileName + " " + parts.ContentType + ")=";
                all += await parts.ReadTextAsync(100);
            }

            await context.RespondAsync("text/plain", "[" + all + "]");
        }
    }
}
