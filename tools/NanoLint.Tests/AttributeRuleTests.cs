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
    public void APolyfillOfTheAuthorsOwnIsNotTheCompilers() => Expect.Announced("""
        namespace System.Runtime.CompilerServices { public sealed class IsExternalInit { } }
        public class C
        {
            public int X { get; init; }
            public static C Make() => new C { X = 1 };
        }
        """);
}
