using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That what a constructor without a frame has left does no harm: the interpreter has the next call return its first argument. In front of the first
/// call that a handler comes to stands one that returns its argument anyway, or a TimeSpan is made at the handler's end.
/// </summary>
public class OpenConstructorTests
{
    [Theory]
    [InlineData("try { s = new Some(); } catch (OutOfMemoryException) { i = Add(i, 2); } return i;")]
    [InlineData("try { s.Make(); } catch (Exception e) { i = Add(e.Message.Length, 2); } return i;")]
    [InlineData("try { throw new Some(); } catch (SystemException) { if (i > 0) { return i; } } return Add(i, 2);")]
    [InlineData("try { s = new Some(); } finally { i = Add(i, 2); } return i;")]
    [InlineData("try { s = new Some(); } finally { Say(); i = Add(i, 2); } return i;")]
    [InlineData("try { s = new Some(); } catch (Exception) { Change(ref i); } return Add(i, 2);")]
    public void First_call_of_a_handler_has_a_harmless_one_in_front(string body)
    {
        Assert.Equal((1, 0), Made(body));
    }

    [Theory]
    [InlineData("try { s = new Some(); } catch (OutOfMemoryException) { i = i > 2 ? Add(i, 2) : Add(2, i); } return i;")]
    [InlineData("try { try { s = new Some(); } catch (Exception) { } } finally { i = Add(i, 2); } return Add(i, 3);")]
    [InlineData("try { s = new Some(); } catch (OutOfMemoryException) { try { i = Add(i, 2); } catch (OutOfMemoryException) { } } return Add(i, 3);")]
    public void Each_way_to_a_first_call_has_one(string body)
    {
        Assert.Equal((2, 0), Made(body));
    }

    [Theory]
    [InlineData("try { s = new Some(); } catch (Exception) { } return Add(i, 2);")]
    [InlineData("try { s = new Some(); } catch (Exception) { if (i > 2) { i = 3; } } return Add(i, 2);")]
    public void A_call_behind_a_handler_without_one_has_it(string body)
    {
        Assert.Equal((1, 0), Made(body));
    }

    [Theory]
    [InlineData("Some kept = null; try { s = new Some(); } catch (Some e) when (e != t) { kept = e; } return Add(i, 2);")]
    [InlineData("object kept = null; try { s = new Some(); } catch (Exception e) { kept = e; } s.Do(); if (kept == null) { return Add(i, 2); } return i;")]
    [InlineData("int kept = 0; try { s = new Some(); } catch (Exception) { kept = 1; } s.Do(); return kept == 0 ? Add(i, 2) : i;")]
    [InlineData("object kept = null; try { s = new Some(); } catch (Exception e) { kept = e; } if (kept == null) { return Add(i, 2); } return i;", 0)]
    [InlineData("int kept = 0; try { s = new Some(); } catch (Exception) { kept = 1; } return kept == 0 ? Add(i, 2) : i;", 0)]
    [InlineData("int kept = 0; try { s = new Some(); } catch (Exception) { kept = 1; kept = 0; } return kept == 0 ? Add(i, 2) : i;")]
    public void Where_a_handler_cannot_come_to_there_is_none(string body, int calls = 1)
    {
        Assert.Equal((calls, 0), Made(body));
    }

    [Theory]
    [InlineData("for (; ; ) { try { s = new Some(); return i; } catch (OutOfMemoryException) { } i = Add(i, 2); }", 1, 0)]
    [InlineData("for (; ; ) { try { i = Add(i, 2); s = new Some(); return i; } catch (OutOfMemoryException) { } }", 0, 1)]
    [InlineData("for (int n = 3; n > 0; n--) { try { i = Add(i, 2); s = new Some(); return i; } catch (OutOfMemoryException) { } } return i;", 0, 1)]
    [InlineData("try { s = new Some(); } catch (Exception) { } return i == 1 ? Add(i, 2) : i == 2 ? Add(i, 3) : i == 3 ? Add(i, 4) : i;", 0, 1)]
    public void A_handler_that_goes_back_or_comes_to_many_calls_makes_a_time(string body, int calls, int times)
    {
        Assert.Equal((calls, times), Made(body));
    }

    [Theory]
    [InlineData("try { s = new Some(); } catch (Exception) { i = 3; } return i;")]
    [InlineData("try { s = new Some(); } catch (Exception) { throw; } return Add(i, 2);")]
    [InlineData("try { s = new Some(); } catch (Exception) { t = new Some(); i = Add(i, 2); } return i;")]
    [InlineData("lock (t) { s = new Some(); } return Add(i, 2);")]
    [InlineData("try { s = new Some(); } catch (ArgumentException) { i = Add(i, 2); } return i;")]
    [InlineData("try { i = Add(i, 2); } catch (Exception) { i = Add(i, 3); } return i;")]
    [InlineData("try { i = Add(i, 2); } finally { i = Add(i, 3); } return i;")]
    public void Nothing_is_put_where_no_constructor_can_be_open_or_nothing_is_called(string body)
    {
        Assert.Equal((0, 0), Made(body));
    }

    // A second weaving finds nothing.
    private static (int Calls, int Times) Made(string body)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using System.Runtime.CompilerServices;
            public class Some : SystemException
            {
                public Some Other;
                [MethodImpl(MethodImplOptions.NoInlining)]
                public virtual void Make() { Other = new Some(); }
                public virtual void Do() { }
            }
            public static class Test
            {
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static int Add(int a, int b) { return a + b; }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static void Say() { }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static void Change(ref int i) { i++; }
                public static int Filter(object o) { try { return o.GetHashCode(); } catch (Exception e) when (e.Message == null) { return 0; } }
                public static int Method(Some s, Some t, int i) { {{body}} }
            }
            """, true);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { InMemory = true });
        MethodBody code = module.GetType("Test").Methods.Single(m => m.Name == "Method").Body;
        Instruction[] harmless = [.. code.Instructions.Where(i => i.Operand is MethodReference { Name: "GetObjectValue" })];
        Instruction[] times = [.. code.Instructions.Where(i => i.Operand is MethodReference { DeclaringType.Name: "TimeSpan" })];
        Assert.All(harmless, i => Assert.Equal((OpCodes.Ldnull, OpCodes.Pop, FlowControl.Call), (i.Previous.OpCode, i.Next.OpCode, Behind(i.Next).OpCode.FlowControl)));
        Assert.All(times, i => Assert.Contains(code.ExceptionHandlers, h => h.TryStart == i.Previous.Previous && h.HandlerStart.OpCode == OpCodes.Pop));
        return (harmless.Length, times.Length);
    }

    // Between the two a number may be left above the arguments, as in front of other calls.
    private static Instruction Behind(Instruction pop) => pop.Next.OpCode == OpCodes.Ldc_I4_0 ? pop.Next.Next.Next : pop.Next;
}
