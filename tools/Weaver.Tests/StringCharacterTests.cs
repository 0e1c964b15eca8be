using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That <c>foreach</c> over a string gives characters, whatever the variable's type: to the compiler nanoFramework's String has objects in it.
/// </summary>
public class StringCharacterTests
{
    [Theory]
    [InlineData("foreach (var c in T) { R += c; }", "a1b")]
    [InlineData("foreach (var c in T) { R += c + \"-\"; }", "a-1-b-")]
    [InlineData("foreach (object c in T) { object o = c; R += o; R += o.ToString(); }", "aa11bb")]
    [InlineData("foreach (var c in T) { switch (c) { case 'a': R += \"A\"; break; case '1': R += \"one\"; break; default: R += \"?\"; break; } }", "Aone?")]
    [InlineData("foreach (var c in T) { R += c is char d && d == 'b' ? \"y\" : \"n\"; }", "nny")]
    [InlineData("foreach (var c in T) { int n = (char)c; R += n + \" \"; }", "97 49 98 ")]
    [InlineData("foreach (var c in T) { Give f = () => c; R += f(); }", "a1b")]
    [InlineData("foreach (var c in T) { R += Twice(c, c); }", "aa11bb")]
    [InlineData("foreach (var c in T) { R += c.Equals('1'); R += c.GetType().Name; }", "FalseCharTrueCharFalseChar")]
    [InlineData("object[] all = new object[1]; foreach (var c in T) { all[0] = c; R += all[0]; }", "a1b")]
    [InlineData("ArrayList all = new ArrayList(); foreach (var c in T) { all.Add(c); } foreach (var o in all) { R += (char)o; }", "a1b")]
    [InlineData("foreach (int c in T) { R += c + \" \"; }", "97 49 98 ")]
    [InlineData("foreach (ulong c in T) { R += (c << 32) / 7 + \" \"; }", "59515975387 30064771072 60129542144 ")]
    [InlineData("foreach (double c in T) { R += c / 2 + \" \"; }", "48.5 24.5 49 ")]
    [InlineData("foreach (char c in T) { R += c; }", "a1b")]
    [InlineData("for (int i = 0; i < T.Length; i++) { object c = T[i]; R += c; R += T[i] == '1' ? T[i] : (char)(T[i] + 1); }", "ab11bc")]
    public void Foreach_over_a_string_gives_characters(string code, string expected)
    {
        foreach (bool optimised in new[] { false, true })
        {
            using DeviceAssembly assembly = Compile(code, optimised);
            using Desktop desktop = new(assembly);
            Assert.Equal(expected, desktop.Call("Test", "Method"));
            Assert.Equal(expected, desktop.Call("Test", "Awaited"));
            Assert.False(assembly.Weave());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_char_of_a_string_is_not_boxed_on_its_way(bool optimised)
    {
        using DeviceAssembly assembly = Compile("foreach (char c in T) { if (c > 'a') { R += \"!\"; } }", optimised);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.DoesNotContain(module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions, i => i.OpCode.Code is Code.Box or Code.Unbox_Any);
    }

    private static DeviceAssembly Compile(string code, bool optimised) => DeviceAssembly.Woven($$"""
        using System;
        using System.Collections;
        using UAsyncio.Nano;
        public static class Test
        {
            public delegate object Give();
            public static string T = "a1b", R;
            public static string Twice(object a, object b) { return a.ToString() + b; }
            public static string Method() { R = ""; {{code}} return R; }
            public static string Awaited() { EventLoop loop = new EventLoop(); string text = loop.Run(MethodAsync()); loop.Close(); return text; }
            public static async Coroutine<string> MethodAsync() { R = ""; await Coroutine.Yield(); {{code.Replace("T) { ", "T) { await Coroutine.Yield(); ", System.StringComparison.Ordinal)}} return R; }
        }
        """, optimised);
}
