using System;
using System.Linq;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>What cannot be woven is refused, with its number and its place.</summary>
public class RefusalTests
{
    // In each source "// here" marks the lines that may be named: a debug build's first line of a method is its brace.
    private const string GenericMethod = """
        public class Test
        {
            public async Coroutine Bad<T>(T value)
            { // here
                await Coroutine.Yield(); // here
            }
        }
        """;

    private const string GenericClass = """
        public class Test<T>
        {
            public async Coroutine Bad()
            { // here
                await Coroutine.Yield(); // here
            }
        }
        """;

    private const string GenericLocalFunction = """
        public class Test
        {
            public async Coroutine Fine() { await Bad(1);
                async Coroutine Bad<T>(T value)
                { // here
                    await Coroutine.Yield(); // here
                }
            }
        }
        """;

    private const string OtherBuilder = """
        [AsyncMethodBuilder(typeof(MyBuilder))] public class MyTask { }
        public struct MyBuilder
        {
            public MyTask Task => null;
            public static MyBuilder Create() => default;
            public void Start<M>(ref M machine) where M : IAsyncStateMachine { }
            public void SetStateMachine(IAsyncStateMachine machine) { }
            public void SetResult() { }
            public void SetException(Exception exception) { }
            public void AwaitOnCompleted<A, M>(ref A awaiter, ref M machine) where A : INotifyCompletion where M : IAsyncStateMachine { }
            public void AwaitUnsafeOnCompleted<A, M>(ref A awaiter, ref M machine) where A : ICriticalNotifyCompletion where M : IAsyncStateMachine { }
        }
        public class Test
        {
            public async MyTask Bad()
            { // here
                await Coroutine.Yield(); // here
            }
        }
        """;

    private const string GenericResult = """
        public class Box<T> { }
        public class Test
        {
            public async Coroutine<Box<int>> Bad()
            { // here
                await Coroutine.Yield(); // here
                return null;
            }
        }
        """;

    private const string StructAwaiter = """
        public struct MyAwaiter : INotifyCompletion { public bool IsCompleted => false; public void GetResult() { } public void OnCompleted(Action action) { } }
        public class Mine { public MyAwaiter GetAwaiter() => default; }
        public class Test
        {
            public async Coroutine Bad()
            {
                await Coroutine.Yield();
                await new Mine(); // here
            }
        }
        """;

    private const string ForeignAwaiter = """
        public class MyAwaiter : INotifyCompletion { public bool IsCompleted => false; public void GetResult() { } public void OnCompleted(Action action) { } }
        public class Mine { public MyAwaiter GetAwaiter() => null; }
        public class Test
        {
            public async Coroutine Bad()
            {
                await Coroutine.Yield();

                await new Mine(); // here
            }
        }
        """;

    private const string Overloads = """
        public class Test
        {
            public int Take(Coroutine<int> value)
            { // here
                return 1; // here
            }

            public int Take(Coroutine<string> value)
            { // here
                return 2; // here
            }
        }
        """;

    private const string HandCall = """
        public class Test
        {
            public void Bad(Coroutine<int> coroutine)
            {
                int unused = 1;
                coroutine.GetAwaiter().OnCompleted(null); // here
            }
        }
        """;

    private const string HandQuestion = """
        public class Test
        {
            public async Coroutine Bad(Coroutine<int> coroutine)
            {
                await Coroutine.Yield();
                bool isDone = coroutine.GetAwaiter().IsCompleted; // here
                await Coroutine.Delay(isDone ? 1 : 2);
            }
        }
        """;

    private const string GenericCall = """
        public class Test
        {
            public static T Same<T>(T value) { return value; }
            public async Coroutine Bad()
            {
                await Coroutine.Yield();
                Same(1); // here
            }
        }
        """;

    [Theory]
    [InlineData("UAN003", nameof(GenericMethod), GenericMethod)]
    [InlineData("UAN003", nameof(GenericClass), GenericClass)]
    [InlineData("UAN003", nameof(GenericLocalFunction), GenericLocalFunction)]
    [InlineData("UAN004", nameof(OtherBuilder), OtherBuilder)]
    [InlineData("UAN005", nameof(GenericResult), GenericResult)]
    [InlineData("UAN006", nameof(StructAwaiter), StructAwaiter)]
    [InlineData("UAN006", nameof(ForeignAwaiter), ForeignAwaiter)]
    [InlineData("UAN007", nameof(Overloads), Overloads)]
    [InlineData("UAN008", nameof(HandCall), HandCall)]
    [InlineData("UAN008", nameof(HandQuestion), HandQuestion)]
    [InlineData("UAN009", nameof(GenericCall), GenericCall)]
    public void Is_refused_with_code_file_and_line(string code, string name, string source)
    {
        source = "using System; using System.Runtime.CompilerServices; using UAsyncio.Nano;\n" + source;
        string[] lines = source.Split('\n');

        foreach (bool optimize in new[] { false, true })
        {
            using DeviceAssembly assembly = DeviceAssembly.Compile(source, optimize);
            Diagnostic found = Assert.Throws<WeaveException>(() => assembly.Weave()).Diagnostic;
            Assert.True(code == found.Code, $"{name}: {found}");
            Assert.Equal(DeviceAssembly.SourceFile, found.File);
            Assert.True(found.Line > 0 && lines[found.Line - 1].Contains("// here", StringComparison.Ordinal), $"{name}, optimize {optimize}: {found}");
            Assert.True(found.Column > 0);
        }
    }

    [Fact]
    public void Without_symbols_the_method_is_named()
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile("using System; using System.Runtime.CompilerServices; using UAsyncio.Nano;\n" + ForeignAwaiter, true);
        System.IO.File.Delete(assembly.Symbols);
        Diagnostic found = Assert.Throws<WeaveException>(() => assembly.Weave()).Diagnostic;
        Assert.Equal("UAN006", found.Code);
        Assert.StartsWith("Test.Bad: ", found.Message, StringComparison.Ordinal);
        Assert.Null(found.File);
        Assert.Equal("error UAN006: ", found.ToString()[..14]);
    }
}
