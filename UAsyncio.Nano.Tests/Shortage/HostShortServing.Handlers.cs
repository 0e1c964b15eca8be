using System;
using System.IO;
using System.Text;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Shortage
{
    // What the server answers. A read that memory is too short for is tried again: what it has taken is the next one's.
    public static partial class HostShortServing
    {
        private static async Coroutine HandleAsync(HttpContext context)
        {
            switch (context.Path)
            {
                case "/form":
                    await context.RespondAsync("text/plain", (await ReadFormAsync(context)).Get("a"));
                    break;
                case "/parts":
                    await context.RespondAsync("text/plain", await ReadPartsAsync(new MultipartReader(context)));
                    break;
                case "/body":
                    await context.RespondAsync("text/plain", await ReadBodyAsync(context));
                    break;
                case "/pieces":
                    context.StartResponse("text/plain");
                    await context.WriteAsync("ab");
                    await context.FlushAsync();
                    await context.WriteAsync("cd");
                    break;
                case "/resource":
                    await context.RespondAsync(new StreamResource("text/plain", () => new CountedStream(), 10));
                    break;
                case "/lines":
                    await context.RespondAsync("text/plain", "one\ntwo\r\n\nthree");
                    break;
                case "/redirect":
                    await context.RedirectAsync("/");
                    break;
                case "/events":
                    await s_events.HandleAsync(context);
                    break;
                default:
                    await context.RespondAsync("text/plain", "hello");
                    break;
            }
        }

        private static async Coroutine<HttpForm> ReadFormAsync(HttpContext context)
        {
            for (; ; )
            {
                try
                {
                    return await HttpForm.ReadAsync(context);
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        private static async Coroutine<byte[]> ReadBodyAsync(HttpContext context)
        {
            for (; ; )
            {
                try
                {
                    return await context.ReadBodyAsync();
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // The first part as text, the others byte by byte.
        private static async Coroutine<string> ReadPartsAsync(MultipartReader parts)
        {
            byte[] buffer = new byte[2];
            string text = "";

            for (int state = 0; ;)
            {
                try
                {
                    switch (state)
                    {
                        case 0:
                            if (!await parts.NextAsync())
                            {
                                return text;
                            }

                            state = 1;
                            break;
                        case 1:
                            text += parts.Name + "=";
                            state = text.Length == 2 ? 2 : 3;
                            break;
                        case 2:
                            text += await parts.ReadTextAsync(10);
                            state = 0;
                            break;
                        default:
                            int count = await parts.ReadAsync(buffer, 0, 2);
                            text += Encoding.UTF8.GetString(buffer, 0, count);
                            state = count == 0 ? 0 : 3;
                            break;
                    }
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        private sealed class CountedStream : MemoryStream
        {
            public CountedStream()
                : base(new byte[] { (byte)'a', (byte)' ', (byte)'r', (byte)'e', (byte)'s', (byte)'o', (byte)'u', (byte)'r', (byte)'c', (byte)'e' })
            {
                s_opened++;
            }

            protected override void Dispose(bool disposing)
            {
                s_opened -= disposing ? 1 : 0;
                base.Dispose(disposing);
            }
        }
    }
}
