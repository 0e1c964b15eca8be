using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Inlining;

/// <summary>Sources to weave, and the calls that are left.</summary>
internal static class Inlined
{
    public static DeviceAssembly Compile(string source, bool optimize)
    {
        return DeviceAssembly.Compile(source.StartsWith("using", StringComparison.Ordinal) ? source : "using System; using System.Runtime.CompilerServices;\n" + source, optimize);
    }

    /// <summary>Weaves a class Test, whose Main has to return what it did before; the second time nothing is found.</summary>
    /// <returns>A method of it, woven.</returns>
    public static MethodBody AssertSame(string source, string method)
    {
        using DeviceAssembly plain = Compile(source, true);
        using DeviceAssembly assembly = Compile(source, true);
        assembly.Weave();
        Assert.False(assembly.Weave());
        using Desktop before = new(plain);
        using Desktop after = new(assembly);
        Assert.Equal(before.Call("Test", "Main"), after.Call("Test", "Main"));
        using MemoryStream file = new(File.ReadAllBytes(assembly.Path));
        return ModuleDefinition.ReadModule(file).GetType("Test").Methods.Single(m => m.Name == method).Body;
    }

    public static List<string> Calls(DeviceAssembly assembly, string type, string method)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return [.. module.GetType(type).Methods.Single(each => each.Name == method).Body.Instructions
            .Where(i => i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt).Select(i => (MethodReference)i.Operand)
            .Where(called => called.DeclaringType.FullName is not ("System.String" or "System.Int32") && called.Name != "ToString")
            .Select(called => called.Name).Order(StringComparer.Ordinal)];
    }
}
