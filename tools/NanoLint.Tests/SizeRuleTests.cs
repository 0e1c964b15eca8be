using System.Linq;
using System.Text;
using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

/// <summary>An assembly for a device has 64 KB for its code, and 64 KB for its names and string literals.</summary>
public class SizeRuleTests
{
    [Fact]
    public void MoreCodeThanThereIsRoomForIsRefused() => ExpectTooLarge(Code(3000), "code");

    [Fact]
    public void TypesThatAreAskedForTakeTheWholeOfTheirToken() => ExpectTooLarge(Types(6500), "code");

    [Fact]
    public void MoreNamesThanThereIsRoomForAreRefused() => ExpectTooLarge(Names(640), "names and string literals");

    [Fact]
    public void MoreTextThanThereIsRoomForIsRefused() => ExpectTooLarge(Text(66), "names and string literals");

    [Fact]
    public void WhatFitsIsAnnounced()
    {
        Expect.Announced(Code(1800));
        Expect.Announced(Types(5300));
        Expect.Announced(Names(580));
        Expect.Announced(Text(60));
    }

    // Each call takes 23 bytes.
    private static string Code(int calls)
    {
        StringBuilder body = new();

        for (int i = 0; i < calls; i++)
        {
            body.Append("a += N(1000000, 2000000, 3000000, a);");
        }

        return "public class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static int N(int a, int b, int c, int d) => a; public static int M(int a) { " + body + " return a; } }";
    }

    // Each call takes 11 bytes, of which ldtoken's operand is 4.
    private static string Types(int calls)
    {
        string body = string.Concat(Enumerable.Repeat("N(typeof(C));\n", calls));
        return "public class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void N(System.Type a) { } public static void M() { " + body + " } }";
    }

    private static string Names(int methods) =>
        string.Concat(Enumerable.Range(0, methods).Select(i => "public class C" + i + " { public void " + new string('m', 100) + i + "() { } } "));

    private static string Text(int literals) =>
        "public class C { public string M(int i) { switch (i) { "
        + string.Concat(Enumerable.Range(0, literals).Select(i => "case " + i + ": return \"" + new string('x', 1000) + i + "\"; "))
        + "} return null; } }";

    private static void ExpectTooLarge(string source, string what)
    {
        using var code = new DeviceCode(source, true);
        Diagnostic finding = Assert.Single(code.Lint());
        Assert.Equal("UAN118", finding.Code);
        Assert.Matches($"has [0-9]+ bytes of {what}, .* 65535: divide it", finding.Message);
    }
}
