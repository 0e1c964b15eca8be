using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>A class of the program's own is awaited, as Python's with an __await__: its GetAwaiter gives the awaiter of something else.</summary>
public class OwnAwaiterTests
{
    private const string Base = """
        using System;
        using UAsyncio.Nano;

        namespace Other
        {
            public class Sensor
            {
                private readonly AsyncEvent _ready = new AsyncEvent();

                public void Start() { EventLoop.Current.CreateTask(RunAsync()); }
                public VoidAwaiter GetAwaiter() => _ready.WaitAsync().GetAwaiter();
                private async Coroutine RunAsync() { await Coroutine.Delay(1); _ready.Set(); }
            }

            // The compiler's view of its own result; it is awaited itself.
            public class Reading : Awaitable
            {
                public int Value = 3;

                public new Awaiter<int> GetAwaiter() { throw null; }
                public override bool BeginAwait(Coroutine waiter) => true;
                protected override bool Unpark(Coroutine waiter) => false;
                public override object EndAwait() => Value;
            }

            public static class Waiting
            {
                public static VoidAwaiter GetAwaiter(this TimeSpan time) => Coroutine.Delay(time).GetAwaiter();
            }
        }
        """;

    private const string App = """
        using System;
        using UAsyncio.Nano;
        using Other;

        public class Sum
        {
            public int Calls;

            public CoroutineAwaiter<int> GetAwaiter()
            {
                Calls++;
                return AddAsync().GetAwaiter();
            }

            private async Coroutine<int> AddAsync() { await Coroutine.Yield(); return 40 + Calls; }
        }

        public class Task
        {
            private readonly Coroutine _task;
            public Task(Coroutine task) { _task = task; }
            public CoroutineAwaiter GetAwaiter() => _task.GetAwaiter();
        }

        public class Word { public CoroutineAwaiter<string> GetAwaiter() { return GiveAsync().GetAwaiter(); } private static async Coroutine<string> GiveAsync() { return "word"; } }

        public class Double : Reading { public override object EndAwait() => 2 * Value; }

        public class Probe
        {
            private readonly Reading _reading = new Double();
            public Awaiter<int> GetAwaiter() => _reading.GetAwaiter();
        }

        public static class Program
        {
            public static string Main()
            {
                EventLoop loop = new EventLoop();
                string text = loop.Run(MainAsync());
                loop.Close();
                return text;
            }

            private static async Coroutine<string> MainAsync()
            {
                Sum sum = new Sum();
                int both = await sum + await sum;
                Sensor sensor = new Sensor();
                sensor.Start();
                await sensor;
                await TimeSpan.FromMilliseconds(1);
                await new Task(EventLoop.Current.CreateTask(Fail()));
                return both + " " + await new Word() + " " + await new Reading() + " " + await new Double() + " " + await new Probe();
            }

            private static async Coroutine Fail()
            {
                try { await new Task(EventLoop.Current.CreateTask(Throw())); }
                catch (InvalidOperationException) { }
            }

            private static async Coroutine Throw() { await Coroutine.Yield(); throw new InvalidOperationException(); }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_asked_each_time_and_its_result_is_the_other_s(bool optimize)
    {
        using DeviceAssembly other = DeviceAssembly.Compile(Base, optimize, "Other");
        using DeviceAssembly app = DeviceAssembly.Compile(App, optimize, "App", other.Path);
        Assert.True(app.Weave());
        Assert.True(other.Weave());
        using Desktop desktop = new(app, other);
        Assert.Equal("83 word 3 6 6", desktop.Call("Program", "Main"));
    }
}
