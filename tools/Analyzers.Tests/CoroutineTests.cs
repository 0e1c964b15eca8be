using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

public class CoroutineTests
{
    [Fact]
    public Task AsyncVoidIsNamedAndACoroutineIsNot() => Expect.AnnouncedAsync("""
        using System;
        using UAsyncio.Nano;

        class C
        {
            async void X() { await Coroutine.Yield(); } // UAN301 "X is async void, which nobody can await and a device cannot run: return Coroutine"
            async Coroutine XAsync() { await Coroutine.Yield(); }
            void Y(EventLoop loop)
            {
                async void Local() { await Coroutine.Yield(); } // UAN301 "Local is async void"
                loop.CallSoon(async state => await XAsync()); // UAN301 "the lambda is async void"
                loop.CallSoon(state => loop.CreateTask(XAsync()));
                Local();
            }
        }
        """);

    [Fact]
    public Task ACoroutineThatIsLeftIsNamed() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;

        class C
        {
            C _other;
            EventLoop _loop;
            async Coroutine XAsync() { await Coroutine.Yield(); }
            async Coroutine<int> YAsync() { await Coroutine.Yield(); return 1; }

            void M()
            {
                XAsync(); // CS4014
                XAsync().WaitAsync(5); // UAN303 "WaitAsync() does not run by itself: await it, or give it to a loop: loop.CreateTask(WaitAsync())"
                _ = YAsync(); // UAN303 "YAsync()"
                _other?.XAsync(); // UAN303
                Coroutine.Delay(5); // UAN303 "Delay() does not run by itself: await it"
                _loop.CallSoon(state => Coroutine.Delay(5)); // UAN303
                Coroutine forgotten = XAsync(); // UAN303
            }

            async Coroutine MAsync()
            {
                XAsync(); // CS4014
                _ = XAsync(); // UAN303
                Coroutine.Delay(5); // CS4014
                await Coroutine.Delay(5);
                _other?.XAsync(); // UAN303
                void Local() => XAsync(); // CS4014
                Local();
            }
        }
        """);

    [Fact]
    public Task WhatAnMqttClientHasBegunMayBeLeft() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;
        using UAsyncio.Nano.Mqtt;
        using UAsyncio.Nano.Mqtt.HomeAssistant;

        class C
        {
            async Coroutine MAsync(MqttClient client, HomeAssistantDevice home)
            {
                _ = client.PublishAsync("t", "1", MqttQos.AtLeastOnce);
                _ = home.PublishAsync("led", "ON");
                _ = home.AnnounceAsync(); // UAN303
                _ = client.SubscribeAsync(null);
                _ = client.UnsubscribeAsync(null);
                _ = client.ConnectAsync(); // UAN303
                await Coroutine.Yield();
            }

            void M(MqttClient client) => client.PublishAsync("t", "1");
            void M(HomeAssistantDevice home) => home.PublishAsync("led", "ON");
        }
        """);

    [Fact]
    public Task ATaskThatRunsMayBeLeft() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;

        class C
        {
            EventLoop _loop;
            Coroutine _kept;
            async Coroutine XAsync() { await Coroutine.Yield(); }
            async Coroutine<int> YAsync() { await Coroutine.Yield(); return 1; }
            Coroutine StartX() => _loop.CreateTask(XAsync());
            Coroutine Blink() => _loop.CreateTask(XAsync());
            static void ThrowsException(System.Action action) { }

            void M()
            {
                _loop.CreateTask(XAsync());
                _ = _loop.CreateTask(XAsync(), "x");
                _loop.CallLater(5, state => { });
                _loop?.CallSoon(state => { });
                StartX();
                Blink();
                Coroutine task = _loop.CreateTask(XAsync());
                _kept = XAsync();
                Coroutine passed = XAsync();
                _loop.Run(passed);
                ThrowsException(() => Coroutine.Delay(-1));
                ThrowsException(() => { Coroutine.Delay(-1); });
            }

            async Coroutine MAsync(EventLoop loop)
            {
                loop.CreateTask(XAsync());
                loop.CreateTask(YAsync(), "y");
                loop?.CreateTask(XAsync());
                EventLoop.Current.CallSoon(state => { });
                EventLoop.Current.CallLater(5, state => { });
                StartX();
                Blink(); // CS4014
                await XAsync();
            }
        }
        """);

    [Fact]
    public Task TheResultOfWhatHasNotRunIsNamed() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;

        class C
        {
            async Coroutine<int> YAsync() { await Coroutine.Yield(); return 1; }

            async Coroutine<int> MAsync(EventLoop loop)
            {
                int bad = YAsync().Result; // UAN308 "YAsync() has not run when its Result is asked for"
                bad += YAsync().GetAwaiter().GetResult(); // UAN308 "YAsync() has not run"
                bad += loop.CreateTask(YAsync()).Result; // UAN308 "CreateTask()"
                Coroutine<int> task = loop.CreateTask(YAsync());
                await task;
                bad += task.GetAwaiter().GetResult();
                return task.Result + await YAsync() + bad;
            }
        }
        """);

    [Fact]
    public Task ACancellationIsNotATokens() => Expect.AnnouncedAsync("""
        using System;
        using System.Threading;
        using UAsyncio.Nano;

        class C
        {
            async Coroutine MAsync(Coroutine task)
            {
                try { await task; } catch (OperationCanceledException) { } // UAN315 "write catch (CanceledException)"
                try { await task; } catch (CanceledException) { } catch (OperationCanceledException) { }
                try { MAsync(task).Cancel(); } catch (OperationCanceledException) { }
                try { await task; } catch (TimeoutException) { }
            }
        }
        """);

    [Fact]
    public Task OfATokenItMayBe() => Expect.AnnouncedAsync("""
        using System;
        using System.Threading;
        using UAsyncio.Nano;
        using UAsyncio.Nano.Cancellation;

        class C
        {
            async Coroutine MAsync(Coroutine task, CancellationToken token)
            {
                try { await task.WaitAsync(token); } catch (OperationCanceledException) { }
            }
        }
        """);

    [Fact]
    public Task ADelayOrReadIsAwaitedWhereItIsMade() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;
        using UAsyncio.Nano.Net;

        class C
        {
            Awaitable _delay;
            Awaitable[] _delays = new Awaitable[1];
            Coroutine _task;
            async Coroutine XAsync() { await Coroutine.Yield(); }

            async Coroutine BadAsync(AsyncStream stream, byte[] buffer)
            {
                _delay = Coroutine.Delay(5); // UAN306 "Delay() is to be awaited once, where it is made"
                _delays[0] = Coroutine.Delay(5); // UAN306
                Awaitable twice = Coroutine.Delay(5); // UAN306
                await twice;
                await twice;
                IntAwaitable read = stream.ReadAsync(buffer, 0, 1); // UAN306 "ReadAsync()"

                for (int i = 0; i < 3; i++)
                {
                    await read;
                }
            }

            async Coroutine GoodAsync(AsyncStream stream, byte[] buffer, bool slow)
            {
                _task = XAsync();
                await _task;
                await _task;
                Awaitable once = slow ? Coroutine.Delay(5) : Coroutine.Yield();
                await once;

                for (int i = 0; i < 3; i++)
                {
                    IntAwaitable read = stream.ReadAsync(buffer, 0, 1);
                    await read;
                    await Coroutine.Delay(5);
                }
            }
        }
        """);

    [Fact]
    public Task ACatchThatTakesTheCancellationAndGoesOnIsNamed() => Expect.AnnouncedAsync("""
        using System;
        using UAsyncio.Nano;

        class C
        {
            async Coroutine XAsync(byte[] some)
            {
                for (; ; )
                {
                    try { await Coroutine.Delay(1); }
                    catch (Exception) { } // UAN307 "and the loop goes on: put catch (CanceledException) { throw; } before it"
                }
            }

            async Coroutine YAsync(byte[] some)
            {
                foreach (byte b in some)
                {
                    try { await Coroutine.Delay(b); }
                    catch { Console.WriteLine("failed"); LoopCallback later = state => { return; }; } // UAN307
                }

                while (true)
                {
                    try { await Coroutine.Delay(1); }
                    catch (InvalidOperationException) { }
                    catch (Exception e) { Console.WriteLine(e.Message); } // UAN307
                }
            }

            async Coroutine GoodAsync()
            {
                try { await Coroutine.Delay(1); }
                catch (Exception) { }

                for (; ; )
                {
                    try { await Coroutine.Delay(1); }
                    catch (CanceledException) { throw; }
                    catch (Exception) { }

                    try { await Coroutine.Delay(1); }
                    catch (CanceledException) { }
                    catch (Exception) { }

                    try { await Coroutine.Delay(1); }
                    catch (Exception e) { Console.WriteLine("failed"); if (e is CanceledException) { return; } }

                    try { await Coroutine.Delay(1); }
                    catch (TimeoutException) { }

                    try { await Coroutine.Delay(1); }
                    catch (Exception e) when (!(e is CanceledException)) { }

                    try { Console.WriteLine("nothing is awaited"); }
                    catch (Exception) { }

                    async Coroutine OnceAsync()
                    {
                        try { await Coroutine.Delay(1); }
                        catch (Exception) { }
                    }

                    await OnceAsync();
                }
            }
        }
        """);

    [Fact]
    public Task MainCannotBeAwaited() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;

        class Program
        {
            static async Coroutine Main() // UAN309 "static void Main() { new EventLoop().Run(MainAsync()); }"
            {
                await Coroutine.Delay(1);
            }
        }
        """, program: true);

    [Fact]
    public Task MainWithATaskIsOneFault() => Expect.AnnouncedAsync("""
        using System.Threading.Tasks; // UAN310 "nanoFramework has no System.Threading.Tasks: remove the using; using UAsyncio.Nano has Coroutine"
        using UAsyncio.Nano;

        class Program
        {
            static async Task Main() => await Coroutine.Delay(1); // UAN309
        }
        """, program: true);

    [Fact]
    public Task MainThatRunsALoopIsFine() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;

        class Program
        {
            static void Main() => new EventLoop().Run(MainAsync());
            static async Coroutine MainAsync() => await Coroutine.Delay(1);
        }
        """, program: true);
}
