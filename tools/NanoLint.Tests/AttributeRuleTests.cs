using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class AttributeRuleTests
{
    private const string Plain = "public class C { public static int M(int x) => x; }";

    [Fact]
    public void RefSafetyRulesShiftAttributes()
    {
        using var code = new DeviceCode(Plain, true, features: false);
        Diagnostic finding = Assert.Single(code.Lint());
        Assert.Equal("UAN110", finding.Code);
        Assert.Null(finding.File);
    }

    [Fact]
    public void TheFeatureOfDeviceProjectsAvoidsThem() => Expect.Announced(Plain);

    [Theory]
    [InlineData("public readonly struct R { public readonly int A; public R(int a) { A = a; } }")]
    [InlineData("public class R { public static int M(in int a) => a; }")]
    [InlineData("public ref struct R { public int A; public int M() => A; }")]
    [InlineData("public struct R { public int A { get; set; } }")]
    [InlineData("#nullable enable\npublic class R { public string? M(string a) => a; }")]
    [InlineData("public class R { public nint M() => 1; }")]
    public void OtherAttributesThatTheCompilerEmbedsDoNoHarm(string source) => Expect.Announced(source);

    [Fact]
    public void AnAttributeOfOnesOwnHasWhatADeviceReads() => Expect.Announced("""
        using System;
        enum Kind { One }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class MarkAttribute : Attribute
        {
            public MarkAttribute() { }
            public MarkAttribute(int number) { }
            public MarkAttribute(string text, bool yes) { }
            public MarkAttribute(params object[] all) { }
            public int Named { get; set; }
        }
        class OneAttribute : Attribute { public OneAttribute(Type type) { } }
        class KindAttribute : Attribute { public KindAttribute(Kind kind) { } }
        class ManyAttribute : Attribute { public ManyAttribute(int[] numbers) { } }
        class C
        {
            [Mark] [Mark(1)] [Mark("a", true)] [Mark(1, "a", 'c', 2.5, true)] [Obsolete("x", false)]
            public static int Fine() => 1;

            [One(typeof(C))]
            public static int Type() => 1; // UAN123

            [Kind(Kind.One)]
            public static int Enum() => 1; // UAN123

            [Many(new[] { 1 })]
            public static int Many() => 1; // UAN123

            [Mark(1, Named = 2)]
            public static int Named() => 1; // UAN123

            [Mark(1, Kind.One, 2)]
            public static int Inside() => 1; // UAN123

            [Mark(1, null, 2)]
            public static int Null() => 1; // UAN123
        }
        """);

    [Fact]
    public void WhatTheCoreLibraryHasForTheCompilerOnlyIsMissing() => Expect.Announced("""
        using System;
        [Flags] enum Bits { One = 1 }
        class C
        {
            public static object M() => DBNull.Value; // UAN117
            public static System.Reflection.MethodInfo N(Type type) => type.GetMethod("M", System.Reflection.BindingFlags.Public);
        }
        """);

    [Fact]
    public void APolyfillOfTheAuthorsOwnIsNotTheCompilers() => Expect.Announced("""
        namespace System.Runtime.CompilerServices { public sealed class IsExternalInit { } }
        public class C
        {
            public int X { get; init; }
            public static C Make() => new C { X = 1 };
        }
        """);
}
