using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That a handler's first call is one that returns its argument: where a constructor in the try got no frame, the interpreter has the next call
/// return its first argument.
/// </summary>
public class OpenConstructorTests
{
    [Theory]
    [InlineData("try { s = new Some(); } catch (OutOfMemoryException) { i = Add(i, 2); } return i;")]
    [InlineData("try { s = new Some(); } catch (Exception) { } return Add(i, 2);")]
    [InlineData("try { s.Make(); } catch (Exception e) { i = Add(e.Message.Length, 2); } return i;")]
    [InlineData("try { throw new Some(); } catch (SystemException) { if (i > 0) { return i; } } return Add(i, 2);")]
    [InlineData("try { try { s = new Some(); } catch (Exception) { } } finally { i = Add(i, 2); } return i;")]
    public void Handler_that_comes_to_a_call_begins_with_a_harmless_one(string body)
    {
        Assert.Equal(1, Starts(body));
    }

    [Theory]
    [InlineData("try { s = new Some(); } catch (Exception) { i = 3; } return i;")]
    [InlineData("try { s = new Some(); } catch (Exception) { throw; } return Add(i, 2);")]
    [InlineData("try { s = new Some(); } catch (Exception) { t = new Some(); i = Add(i, 2); } return i;")]
    [InlineData("try { s = new Some(); } catch (ArgumentException) { i = Add(i, 2); } return i;")]
    [InlineData("try { i = Add(i, 2); } catch (Exception) { i = Add(i, 3); } return i;")]
    public void Nothing_is_put_where_no_constructor_can_be_open_or_nothing_is_called(string body)
    {
        Assert.Equal(0, Starts(body));
    }

    // A second weaving finds nothing.
    private static int Starts(string body)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using System.Runtime.CompilerServices;
            public class Some : SystemException
            {
                public Some Other;
                [MethodImpl(MethodImplOptions.NoInlining)]
                public virtual void Make() { Other = new Some(); }
            }
            public static class Test
            {
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static int Add(int a, int b) { return a + b; }
                public static int Filter(object o) { try { return o.GetHashCode(); } catch (Exception e) when (e.Message == null) { return 0; } }
                public static int Method(Some s, Some t, int i) { {{body}} }
            }
            """, true);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { InMemory = true });
        MethodBody code = module.GetType("Test").Methods.Single(m => m.Name == "Method").Body;
        Assert.All(code.Instructions.Where(IsSame), i => Assert.Contains(code.ExceptionHandlers, h => h.HandlerStart == i));
        return code.Instructions.Count(IsSame);
    }

    private static bool IsSame(Instruction instruction) => instruction.Operand is MethodReference { Name: "GetObjectValue" };
}
