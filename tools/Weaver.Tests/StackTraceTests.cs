using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.ExceptionServices;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That the runtime finds the lines of woven code, by itself.</summary>
public class StackTraceTests
{
    private const string Source = """
        using System;
        using UAsyncio.Nano;
        public class Test
        {
            public static string Main(int at)
            {
                EventLoop loop = new EventLoop();
                try { loop.Run(Run(at)); }
                catch (ArgumentException) { return "thrown"; }
                finally { loop.Close(); }
                return "not thrown";
            }

            // What is awaited throws again what it threw: only at its first throw is the whole stack there.

            private static async Coroutine<int> Run(int at)
            {
                Throw(at, 18);
                await Coroutine.Yield();
                Throw(at, 20);

                for (int i = 0; i < 2; i++)
                {
                    try
                    {
                        await Coroutine.Yield();
                        Throw(at, 27);
                    }
                    finally
                    {
                        await Coroutine.Yield();
                        Throw(at, 32);
                    }
                }

                int local = await Give(at);
                int sum = Give(
                    Throw(at, 38), local) + await Give(1);
                return Throw(at, 39) + sum;
            }

            private static async Coroutine<int> Give(int value) { await Coroutine.Yield(); return value; }
            private static int Give(int a, int b) { return a + b; }
            private static int Throw(int at, int line) { if (at == line) { throw new ArgumentException(); } return 0; }
        }
        """;

    [Theory]
    [InlineData(false, 18)]
    [InlineData(false, 20)]
    [InlineData(false, 27)]
    [InlineData(false, 32)]
    [InlineData(false, 39)]
    [InlineData(true, 18)]
    [InlineData(true, 20)]
    [InlineData(true, 27)]
    [InlineData(true, 32)]
    [InlineData(true, 39)]
    public void A_stack_trace_names_file_and_line(bool optimize, int line)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        using Desktop desktop = new(assembly);
        StackTrace? trace = null;
        int thread = Environment.CurrentManagedThreadId;
        void Record(object? sender, FirstChanceExceptionEventArgs first)
        {
            if (first.Exception is ArgumentException && Environment.CurrentManagedThreadId == thread)
            {
                trace ??= new StackTrace(true);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Record;

        try
        {
            Assert.Equal("thrown", desktop.Call("Test", "Main", line));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Record;
        }

        StackFrame frame = trace!.GetFrames().First(each => each.GetMethod()?.DeclaringType?.DeclaringType?.FullName == "Test");
        Assert.Equal("MoveNext", frame.GetMethod()!.Name);
        Assert.Equal(DeviceAssembly.SourceFile, frame.GetFileName());
        Assert.Equal(line, frame.GetFileLineNumber());
    }
}
