using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That a number which a coroutine returns is boxed where it returns: on a device there may be no memory for it, and there the program can
/// put back what it has taken for the result.
/// </summary>
public class BoxedResultTests
{
    [Theory]
    [InlineData("int", "return N;")]
    [InlineData("bool", "return N > 1;")]
    [InlineData("long", "return N > 1 ? N : 2L;")]
    [InlineData("Kind", "if (N > 1) { return Kind.A; } return Kind.B;")]
    [InlineData("Pair", "return new Pair { A = N };")]
    public void Its_box_is_in_the_try_that_it_returns_from(string type, string statement)
    {
        Assert.Equal((true, true), (IsCaught(type, statement, true), IsCaught(type, statement, false)));
    }

    [Theory]
    [InlineData("int", "return 20 + N;", "23")]
    [InlineData("bool", "return N > 1 && N < 2;", "False")]
    [InlineData("long", "return N > 1 ? N : 2L;", "3")]
    [InlineData("Kind", "if (N > 5) { return Kind.A; } return Kind.B;", "1")]
    [InlineData("Pair", "if (N > 5) { return new Pair { A = N }; } return default;", "0")]
    [InlineData("Pair", "Pair pair = new Pair { A = N }; try { return pair; } finally { pair.A = 7; }", "3")]
    [InlineData("int", "try { return N; } finally { N = 7; await Coroutine.Yield(); }", "3")]
    public void It_is_what_was_returned(string type, string statement, string expected)
    {
        foreach (bool optimised in new[] { true, false })
        {
            using DeviceAssembly assembly = DeviceAssembly.Woven(Program(type, statement), optimised);
            using Desktop desktop = new(assembly);
            Assert.Equal(expected, desktop.Call("Test", "Main"));
        }
    }

    private static bool IsCaught(string type, string statement, bool optimised)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Program(type, "try { " + statement + " } catch (OutOfMemoryException) { N = 0; throw; }"), optimised);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        MethodBody body = module.GetType("Test").NestedTypes.Single(t => t.Name.Contains("<GiveAsync>", System.StringComparison.Ordinal)).Methods.Single(m => m.Name == "MoveNext").Body;
        ExceptionHandler handler = body.ExceptionHandlers.Single(h => h.CatchType?.Name == "OutOfMemoryException");
        Instruction[] boxes = body.Instructions.Where(i => i.OpCode.Code == Code.Box).ToArray();
        return boxes.Length > 0 && boxes.All(b => b.Offset >= handler.TryStart.Offset && b.Offset < handler.TryEnd.Offset);
    }

    private static string Program(string type, string statement)
    {
        return $$"""
            using System;
            using UAsyncio.Nano;

            public enum Kind { A, B }
            public struct Pair { public int A; public override string ToString() { return A.ToString(); } }

            public static class Test
            {
                public static int N = 3;

                public static string Main()
                {
                    EventLoop loop = new EventLoop();
                    string text = loop.Run(MainAsync());
                    loop.Close();
                    return text;
                }

                public static async Coroutine<{{type}}> GiveAsync() { await Coroutine.Yield(); {{statement}} }

                private static async Coroutine<string> MainAsync()
                {
                    {{type}} value = await GiveAsync();
                    return {{(type == "Kind" ? "((int)value).ToString()" : "value.ToString()")}};
                }
            }
            """;
    }
}
