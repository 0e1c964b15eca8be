using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;
using MethodDefinition = Mono.Cecil.MethodDefinition;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;

namespace Weaver.Tests;

/// <summary>The portable symbols of woven code, read with another library than the one that wrote them.</summary>
public class SymbolTests
{
    // Each line calls a method of its own, whose name tells the line's number in the test: IL and symbols are compared by it.
    private const string Source = """
        using System; using System.Runtime.CompilerServices;
        using UAsyncio.Nano;
        public class Test
        {
            [MethodImpl(MethodImplOptions.NoInlining)] public static void L06() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L08() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L11() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L13() { }
            public static async Coroutine<int> Run(int value, Coroutine<int> other) { L06();
                await Coroutine.Yield();
                L08();
                try
                {
                    L11(); value += await other;
                    for (int i = 0; i < 3; i++) { await Coroutine.Yield();
                        L13();
                        int inner = i;
                        await Coroutine.Yield();
                        value += inner; L16();
                    }
                }
                catch (ArgumentException exception)
                {
                    L21();
                    await Coroutine.Yield();
                    value += exception.Message.Length; L23();
                }
                finally
                {
                    await Coroutine.Yield(); L27();
                }

                L30(); return value
                    + await Other()
                    + 1;
            }
            [MethodImpl(MethodImplOptions.NoInlining)] public static void L16() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L21() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L23() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L27() { } [MethodImpl(MethodImplOptions.NoInlining)] public static void L30() { }
            public static async Coroutine<int> Other() { return await Late(); }
            public static Coroutine<int> Late() => null;
        }
        """;

    public static TheoryData<bool> Both => [false, true];

    [Theory]
    [MemberData(nameof(Both))]
    public void An_offset_in_MoveNext_maps_to_its_line(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        List<SequencePoint> points = Points(assembly, "Run");
        int found = 0;

        foreach ((int offset, string called) in Calls(assembly, "Run"))
        {
            if (called.Length == 3 && called[0] == 'L')
            {
                SequencePoint point = points.Last(each => each.Offset <= offset);
                Assert.False(point.IsHidden);
                Assert.Equal(int.Parse(called[1..], System.Globalization.CultureInfo.InvariantCulture), point.StartLine);
                found++;
            }
        }

        Assert.Equal(9, found);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void The_lines_of_MoveNext_are_those_that_the_compiler_wrote(bool optimize)
    {
        using DeviceAssembly compiled = DeviceAssembly.Compile(Source, optimize);
        List<string> before = Visible(Points(compiled, "Run"));
        using DeviceAssembly woven = DeviceAssembly.Woven(Source, optimize);
        Assert.Equal(before, Visible(Points(woven, "Run")));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Every_sequence_point_stands_on_an_instruction(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        using PEReader pe = new(File.OpenRead(assembly.Path));
        using MetadataReaderProvider symbols = OpenSymbols(pe, assembly);
        MetadataReader reader = symbols.GetMetadataReader();
        int checkedPoints = 0;

        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            HashSet<int> offsets = [.. method.Body.Instructions.Select(instruction => instruction.Offset)];
            MethodDebugInformationHandle handle = MetadataTokens.MethodDebugInformationHandle((int)method.MetadataToken.RID);
            int last = -1;

            foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
            {
                Assert.Contains(point.Offset, offsets);
                Assert.True(point.Offset > last);
                last = point.Offset;
                checkedPoints++;
            }
        }

        Assert.True(checkedPoints > 80, checkedPoints.ToString());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Scopes_of_locals_lie_inside_their_method(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        using PEReader pe = new(File.OpenRead(assembly.Path));
        using MetadataReaderProvider symbols = OpenSymbols(pe, assembly);
        MetadataReader reader = symbols.GetMetadataReader();
        Assert.NotEmpty(reader.LocalScopes);

        foreach (LocalScopeHandle handle in reader.LocalScopes)
        {
            LocalScope scope = reader.GetLocalScope(handle);
            MethodDefinition method = (MethodDefinition)module.LookupToken(MetadataTokens.GetToken(scope.Method));
            Assert.InRange(scope.StartOffset, 0, method.Body.CodeSize);
            Assert.InRange(scope.EndOffset, scope.StartOffset, method.Body.CodeSize);

            foreach (LocalVariableHandle variable in scope.GetLocalVariables())
            {
                LocalVariable local = reader.GetLocalVariable(variable);
                Assert.InRange(local.Index, 0, method.Body.Variables.Count - 1);
                Assert.NotEmpty(reader.GetString(local.Name));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Async_information_names_each_await(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { ReadSymbols = true });
        MethodDefinition moveNext = MoveNext(module, "Run");
        AsyncMethodBodyDebugInformation async = moveNext.CustomDebugInformations.OfType<AsyncMethodBodyDebugInformation>().Single();
        HashSet<int> offsets = [.. moveNext.Body.Instructions.Select(instruction => instruction.Offset)];

        Assert.Equal(7, async.Yields.Count);
        Assert.Equal(7, async.Resumes.Count);
        Assert.All(async.Yields, offset => Assert.Contains(offset.Offset, offsets));
        Assert.All(async.Resumes, offset => Assert.Contains(offset.Offset, offsets));

        foreach (InstructionOffset resume in async.Resumes)
        {
            // From the resumption on, what was waited for is taken, or the mark of an exception looked at, before anything is called.
            Instruction first = moveNext.Body.Instructions.First(i => i.Offset >= resume.Offset && (i.Operand is MethodReference || i.OpCode == OpCodes.Ldfld));
            Assert.Contains(((Mono.Cecil.MemberReference)first.Operand).Name, (string[])["_awaiting", "_due"]);
        }

        foreach (InstructionOffset yield in async.Yields)
        {
            // It is parked already: nothing is called any more before it says so.
            Instruction first = moveNext.Body.Instructions.First(i => i.Offset >= yield.Offset && (i.Operand is MethodReference || i.OpCode == OpCodes.Stfld));
            Assert.Contains(((Mono.Cecil.MemberReference)first.Operand).Name, (string[])["_awaiting", "_state"]);
        }

        Assert.Equal("Run", moveNext.DebugInformation.StateMachineKickOffMethod.Name);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void The_assembly_names_its_symbols_as_the_compiler_did(bool optimize)
    {
        using DeviceAssembly compiled = DeviceAssembly.Compile(Source, optimize);
        using DeviceAssembly woven = DeviceAssembly.Woven(Source, optimize);
        Assert.Equal(SymbolName(compiled), SymbolName(woven));
        using PEReader pe = new(File.OpenRead(woven.Path));
        using MetadataReaderProvider symbols = OpenSymbols(pe, woven);
        Assert.NotNull(symbols.GetMetadataReader());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Names_of_scopes_of_hoisted_locals_are_kept(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { ReadSymbols = true });
        MethodDefinition moveNext = MoveNext(module, "Run");
        StateMachineScopeDebugInformation scopes = moveNext.CustomDebugInformations.OfType<StateMachineScopeDebugInformation>().Single();
        Assert.Contains(scopes.Scopes, scope => scope.End.IsEndOfMethod || scope.End.Offset > scope.Start.Offset);
    }

    private static string SymbolName(DeviceAssembly assembly)
    {
        using PEReader pe = new(File.OpenRead(assembly.Path));
        DebugDirectoryEntry entry = pe.ReadDebugDirectory().First(each => each.Type == DebugDirectoryEntryType.CodeView);
        return Path.GetFileName(pe.ReadCodeViewDebugDirectoryData(entry).Path);
    }

    private static List<string> Visible(IEnumerable<SequencePoint> points)
    {
        return [.. points.Where(point => !point.IsHidden).Select(point => $"{point.StartLine},{point.StartColumn}-{point.EndLine},{point.EndColumn}")];
    }

    private static List<SequencePoint> Points(DeviceAssembly assembly, string method)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        using PEReader pe = new(File.OpenRead(assembly.Path));
        using MetadataReaderProvider symbols = OpenSymbols(pe, assembly);
        int row = (int)MoveNext(module, method).MetadataToken.RID;
        return [.. symbols.GetMetadataReader().GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row)).GetSequencePoints()
            .Select(point => new SequencePoint(point.Offset, point.IsHidden, point.StartLine, point.StartColumn, point.EndLine, point.EndColumn))];
    }

    private static MetadataReaderProvider OpenSymbols(PEReader pe, DeviceAssembly assembly)
    {
        Assert.True(pe.TryOpenAssociatedPortablePdb(assembly.Path, File.OpenRead, out MetadataReaderProvider? provider, out _));
        return provider!;
    }

    private static List<(int Offset, string Called)> Calls(DeviceAssembly assembly, string method)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return [.. MoveNext(module, method).Body.Instructions.Where(i => i.OpCode == OpCodes.Call).Select(i => (i.Offset, ((MethodReference)i.Operand).Name))];
    }

    private static MethodDefinition MoveNext(ModuleDefinition module, string method)
    {
        return module.GetType("Test").NestedTypes.Single(type => type.Name.StartsWith("<" + method + ">", StringComparison.Ordinal))
            .Methods.Single(each => each.Name == "MoveNext");
    }

    private sealed record SequencePoint(int Offset, bool IsHidden, int StartLine, int StartColumn, int EndLine, int EndColumn);
}
