using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That woven assemblies run, on their own and with one another.</summary>
public class RunTests
{
    private const string Base = """
        using UAsyncio.Nano;

        namespace Other
        {
            public delegate Coroutine<int> Work(int value);

            public interface ISource
            {
                Coroutine<int> Property { get; }
                Coroutine<int> NextAsync(Coroutine<int> after);
            }

            public abstract class Source : ISource
            {
                public Coroutine<string> Field;
                public Coroutine<int> Property => NextAsync(null);
                public abstract Coroutine<int> NextAsync(Coroutine<int> after);
                public static async Coroutine<int> Give(int value) { await Coroutine.Yield(); return value; }
                public static Coroutine<int>[] Many() { return new Coroutine<int>[] { Give(1), Give(2) }; }
                protected virtual async Coroutine<string> NameAsync() { await Coroutine.Yield(); return "base"; }
            }
        }
        """;

    private const string App = """
        using UAsyncio.Nano;
        using Other;

        public class Implicit : Source
        {
            public override async Coroutine<int> NextAsync(Coroutine<int> after) { return 1 + (after == null ? 0 : await after); }
            protected override async Coroutine<string> NameAsync() { return await base.NameAsync() + "+"; }
            public async Coroutine<string> BothAsync() { Field = NameAsync(); return await Field; }
        }

        public class Explicit : ISource
        {
            Coroutine<int> ISource.Property => Source.Give(10);
            async Coroutine<int> ISource.NextAsync(Coroutine<int> after) { return 100 + await after; }
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
                ISource a = new Implicit();
                ISource b = new Explicit();
                Work work = Source.Give;
                int sum = await a.NextAsync(Source.Give(5)) + await b.NextAsync(a.Property) + await b.Property + await work(1000);
                foreach (Coroutine<int> each in Source.Many()) { sum += await each; }
                return sum + " " + await new Implicit().BothAsync();
            }
        }
        """;

    // Nothing calls the methods, so that only their own declarations refer to what they implement.
    private const string Implementing = """
        using UAsyncio.Nano;
        using Other;

        public class Explicit : ISource
        {
            Coroutine<int> ISource.Property => null;
            async Coroutine<int> ISource.NextAsync(Coroutine<int> after) { return 100 + await after; }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_broad_sample_gives_its_result(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using Desktop desktop = new(assembly);
        Assert.Equal(Samples.BroadResult, desktop.Call("Sample.Program", "Main"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_method_is_valid_to_the_compiler_of_the_runtime(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using Desktop desktop = new(assembly);
        Assert.InRange(desktop.CompileAll(), 40, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_app_implements_and_calls_what_another_woven_assembly_declares(bool optimize)
    {
        using DeviceAssembly other = DeviceAssembly.Compile(Base, optimize, "Other");
        using DeviceAssembly app = DeviceAssembly.Compile(App, optimize, "App", other.Path);
        Assert.True(app.Weave());
        Assert.True(other.Weave());
        using Desktop desktop = new(app, other);
        Assert.Equal("1120 base+", desktop.Call("Program", "Main"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_explicit_implementation_alone_is_bound_to_the_woven_method(bool optimize)
    {
        using DeviceAssembly other = DeviceAssembly.Compile(Base, optimize, "Other");
        using DeviceAssembly app = DeviceAssembly.Compile(Implementing, optimize, "App", other.Path);
        Assert.True(app.Weave());
        Assert.True(other.Weave());
        using Desktop desktop = new(app, other);
        Assert.NotNull(desktop.Make("Explicit"));
    }
}
