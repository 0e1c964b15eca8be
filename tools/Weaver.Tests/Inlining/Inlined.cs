using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;

namespace Weaver.Tests.Inlining;

/// <summary>Sources to weave, and the calls that are left.</summary>
internal static class Inlined
{
    public static DeviceAssembly Compile(string source, bool optimize)
    {
        return DeviceAssembly.Compile(source.StartsWith("using", StringComparison.Ordinal) ? source : "using System; using System.Runtime.CompilerServices;\n" + source, optimize);
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
