using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>How listening to server-sent events ends: by Dispose, whatever HttpEvents does meanwhile.</summary>
    [TestClass]
    public class EventsEndTests
    {
        [TestMethod]
        public void Disposed_between_two_connections_is_said_at_once()
        {
            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                HttpEvents events = new HttpEvents(client, url) { RetryTime = 10 * HttpTest.Patience };
                Assert.AreEqual("one", await events.NextAsync());
                await Expect.ThrowsAsync(typeof(TimeoutException), events.NextAsync().WaitAsync(30));
                events.Dispose();
                await Expect.ThrowsAsync(typeof(ObjectDisposedException), events.NextAsync());
            });

            static Coroutine HandleAsync(HttpContext context)
            {
                return context.RespondAsync("text/event-stream", "data: one\n\n");
            }
        }

        // The server says nothing to the second one.
        [TestMethod]
        [DataRow(10 * HttpTest.Patience)]
        [DataRow(1)]
        public void Listening_that_is_disposed_of_while_it_waits_to_connect_or_connects_ends(int retryTime)
        {
            int connections = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                HttpEvents events = new HttpEvents(client, url) { RetryTime = retryTime };
                Assert.AreEqual("one", await events.NextAsync());
                Coroutine<string> next = EventLoop.Current.CreateTask(events.NextAsync());
                await Coroutine.Delay(50);

                while (connections < 2 && retryTime == 1)
                {
                    await Coroutine.Delay(1);
                }

                events.Dispose();
                await Expect.ThrowsAsync(typeof(ObjectDisposedException), next);
            });

            async Coroutine HandleAsync(HttpContext context)
            {
                if (++connections == 2)
                {
                    context.CancelWhenClientLeaves();
                    await Coroutine.Delay(10 * HttpTest.Patience);
                }

                await context.RespondAsync("text/event-stream", "data: one\n\n");
            }
        }

        [TestMethod]
        public void Listening_that_is_disposed_of_ends_and_connects_no_more()
        {
            int connections = 0;

            ClientTest.Run(HandleAsync, async (client, url) =>
            {
                HttpEvents events = new HttpEvents(client, url) { RetryTime = 1 };
                Assert.AreEqual("first", await events.NextAsync());
                Coroutine<string> next = EventLoop.Current.CreateTask(events.NextAsync());
                await Coroutine.Delay(5);
                events.Dispose();
                Assert.IsTrue(await IsDisposedAsync(next));
                Assert.IsTrue(await IsDisposedAsync(events.NextAsync()));
            });

            Assert.AreEqual(1, connections);

            async Coroutine<bool> IsDisposedAsync(Coroutine<string> next)
            {
                try
                {
                    await next;
                    return false;
                }
                catch (ObjectDisposedException)
                {
                    return true;
                }
            }

            async Coroutine HandleAsync(HttpContext context)
            {
                connections++;
                context.CancelWhenClientLeaves();
                context.StartResponse("text/event-stream");
                await context.WriteAsync("data: first\n\n");
                await context.FlushAsync();
                await Coroutine.Delay(HttpTest.Patience);
            }
        }
    }
}
