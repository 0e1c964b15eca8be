using System;
using System.Linq;
using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

/// <summary>What a device counts in a byte, and how far a branch may go: of 255 nothing is said, one more is refused with its line.</summary>
public class ByteCountRuleTests
{
    [Fact]
    public void FieldsAreCounted()
    {
        ExpectLimit(n => "public class C { " + Repeat(n, i => "public int F" + i + ";") + "\nvoid M() { } }", 2, "instance fields");
        ExpectLimit(n => "public class C { " + Repeat(n, i => "public static int F" + i + ";") + " public int G; public const int K = 1;\nvoid M() { } }", 2, "static fields");
    }

    [Fact]
    public void MethodsOfEachKindAreCounted()
    {
        ExpectLimit(n => "public class C {\n" + Repeat(n, i => "public static void M" + i + "() { }") + " public void N() { } }", 2, "static methods");
        ExpectLimit(n => "public class C {\n" + Repeat(n, i => "public virtual void M" + i + "() { }") + " }", 2, "virtual methods");

        // The constructor is one.
        ExpectLimit(n => "public class C {\n" + Repeat(n - 1, i => "public void M" + i + "() { }") + " }", 2, "instance methods");
    }

    [Fact]
    public void LocalsAndHandlersAreCounted()
    {
        ExpectLimit(n => "public class C { static void R(ref int a) { }\npublic static void M() { " + Repeat(n, i => "int a" + i + " = 0; R(ref a" + i + ");") + " } }", 2, "locals");
        ExpectLimit(n => "public class C { static int s;\npublic static void M() { " + Repeat(n, i => "try { s = 1 / s; } catch { s++; }") + " } }", 2, "exception handlers");
    }

    [Fact]
    public void BranchesOfASwitchAreCounted() =>
        ExpectLimit(n => "public class C { public static int M(int i) {\nswitch (i) { " + Repeat(n, i => "case " + i + ": return " + (i * 7 % 300) + ";") + " } return -1; } }", 2, "branches");

    [Fact]
    public void LocalsOfAnAsyncMethodAreFields() =>
        Assert.Contains("locals of an async method", FieldsOfCoroutine(260).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1400, false)]
    [InlineData(1450, true)]
    public void BranchGoesSoFarAndNoFarther(int calls, bool refused)
    {
        // Each call takes 23 bytes.
        string source = "public class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static int N(int a, int b, int c, int d) => a;\n"
            + "public static int M(int a) {\nwhile (a > 0) { " + Repeat(calls, _ => "a += N(1000000, 2000000, 3000000, a);") + " } return a; } }";
        using var code = new DeviceCode(source, true);
        Diagnostic[] findings = [.. code.Lint()];
        Assert.Equal(refused ? ["UAN119"] : [], findings.Select(f => f.Code));
        Assert.All(findings, f => Assert.Equal(3, f.Line));
    }

    private static Diagnostic FieldsOfCoroutine(int locals)
    {
        string source = "using UAsyncio.Nano; public class C { public async Coroutine<int> M() { " + Repeat(locals, i => "int a" + i + " = " + i + ";") + " await Coroutine.Yield(); return "
            + string.Join(" + ", Enumerable.Range(0, locals).Select(i => "a" + i)) + "; } }";
        using var code = new DeviceCode(source, true);
        return Assert.Single(code.Lint());
    }

    private static void ExpectLimit(Func<int, string> source, int line, string what)
    {
        using var most = new DeviceCode(source(255), true);
        Assert.Empty(most.Lint());
        using var more = new DeviceCode(source(256), true);
        Diagnostic finding = Assert.Single(more.Lint());
        Assert.Equal(("UAN119", line), (finding.Code, finding.Line));
        Assert.Contains("256 " + what + ", and a ", finding.Message, StringComparison.Ordinal);
    }

    private static string Repeat(int count, Func<int, string> text) => string.Join(" ", Enumerable.Range(0, count).Select(text));
}
