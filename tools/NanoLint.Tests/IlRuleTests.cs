using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

/// <summary>What C# cannot say, or not with nanoFramework's core library: compiled, then changed.</summary>
public class IlRuleTests
{
    private const string Source = """
        class C
        {
            static int s_n;
            static void M()
            {
                s_n = 1;
                try
                {
                    s_n = 2;
                }
                finally
                {
                    s_n = 3;
                }
            }
        }
        """;

    [Fact]
    public void WhatIsChangedBelowIsClean() => Assert.Empty(Lint((_, _) => { }));

    [Fact]
    public void FaultHandlersAreRefused()
    {
        Diagnostic finding = Assert.Single(Lint((_, body) => body.ExceptionHandlers[0].HandlerType = ExceptionHandlerType.Fault));
        Assert.Equal(("UAN108", DeviceCode.File, 9), (finding.Code, finding.File, finding.Line));
    }

    [Theory]
    [InlineData("arglist")]
    [InlineData("ckfinite")]
    [InlineData("cpblk")]
    [InlineData("initblk")]
    [InlineData("readonly.")]
    [InlineData("refanytype")]
    [InlineData("tail.")]
    public void InstructionsThatTheInterpreterLacksAreRefused(string name)
    {
        OpCode code = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).Single(c => c.Name == name);
        Diagnostic finding = Assert.Single(Lint((_, body) => body.Instructions.Insert(FirstStore(body), Instruction.Create(code))));
        Assert.Equal(("UAN114", 6), (finding.Code, finding.Line));
        Assert.Contains(name, finding.Message);
    }

    [Theory]
    [InlineData("mkrefany")]
    [InlineData("refanyval")]
    public void TypedReferencesAreRefused(string name)
    {
        OpCode code = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).Single(c => c.Name == name);
        Diagnostic finding = Assert.Single(Lint((module, body) => body.Instructions.Insert(FirstStore(body), Instruction.Create(code, module.TypeSystem.Int32))));
        Assert.Equal(("UAN114", 6), (finding.Code, finding.Line));
    }

    [Fact]
    public void JumpsAndVariableArgumentsAreRefused()
    {
        IReadOnlyList<Diagnostic> findings = Lint((module, body) =>
        {
            body.Method.CallingConvention = MethodCallingConvention.VarArg;
            var call = new MethodReference("M", module.TypeSystem.Void, body.Method.DeclaringType) { CallingConvention = MethodCallingConvention.VarArg };
            body.Instructions.Insert(FirstStore(body), Instruction.Create(OpCodes.Call, call));
            body.Instructions.Insert(FirstStore(body), Instruction.Create(OpCodes.Jmp, body.Method));
        });
        Assert.Contains(findings, f => f.Code == "UAN114" && f.Line == 6 && f.Message.Contains("jmp"));
        Assert.Contains(findings, f => f.Code == "UAN114" && f.Line == 6 && f.Message.Contains("argument list"));
    }

    [Fact]
    public void VolatileIsRefused()
    {
        IReadOnlyList<Diagnostic> findings = Lint((module, body) =>
        {
            var modifier = new TypeDefinition("System.Runtime.CompilerServices", "IsVolatile", TypeAttributes.Class, module.TypeSystem.Object);
            module.Types.Add(modifier);
            body.Method.DeclaringType.Fields[0].FieldType = new RequiredModifierType(modifier, module.TypeSystem.Int32);
            body.Instructions.Insert(FirstStore(body), Instruction.Create(OpCodes.Volatile));
        });
        Assert.All(findings, f => Assert.Equal("UAN112", f.Code));
        Assert.Contains(findings, f => f.Line == 6);
    }

    [Theory]
    [InlineData("conv.ovf.i8.un")]
    [InlineData("conv.ovf.u1")]
    [InlineData("sub.ovf")]
    [InlineData("mul.ovf.un")]
    public void EveryCheckedInstructionIsRefused(string name)
    {
        OpCode code = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).Single(c => c.Name == name);
        Diagnostic finding = Assert.Single(Lint((_, body) => body.Instructions.Insert(FirstStore(body), Instruction.Create(code))));
        Assert.Equal(("UAN106", 6), (finding.Code, finding.Line));
    }

    [Fact]
    public void FindingsOfOneRunAreAllReportedInTheOrderOfTheSource()
    {
        IReadOnlyList<Diagnostic> findings = Lint((_, body) =>
        {
            body.ExceptionHandlers[0].HandlerType = ExceptionHandlerType.Fault;
            body.Instructions.Insert(FirstStore(body), Instruction.Create(OpCodes.Tail));
            body.Instructions.Insert(FirstStore(body), Instruction.Create(OpCodes.Add_Ovf));
        });
        Assert.Equal(["UAN106", "UAN114", "UAN108"], findings.Select(f => f.Code));
        Assert.Equal([6, 6, 9], findings.Select(f => f.Line));
    }

    [Fact]
    public void ADefaultMethodOfAnInterfaceElsewhereIsRefusedAtItsCall()
    {
        using var library = new DeviceCode("public interface I { int A(); int B() => A(); }", true, weave: false);
        string path = Path.Combine(library.Folder, "Other.dll");
        Rename(library.Path, path, "Other");
        string source = """
            class C
            {
                static int Good(I i) => i.A();
                static int Bad(I i) => i.B(); // UAN104
            }
            """;
        using var code = new DeviceCode(source, true, references: [.. TestPaths.Nano, path]);
        Expect.Same(source, code.Lint([.. TestPaths.Nano, path]), "Release");
    }

    private static int FirstStore(MethodBody body)
    {
        return body.Instructions.IndexOf(body.Instructions.First(i => i.OpCode == OpCodes.Stsfld));
    }

    private static IReadOnlyList<Diagnostic> Lint(Action<ModuleDefinition, MethodBody> change)
    {
        using var code = new DeviceCode(Source, true);
        var parameters = new ReaderParameters { InMemory = true, ReadSymbols = true, SymbolReaderProvider = new PortablePdbReaderProvider() };

        using (ModuleDefinition module = ModuleDefinition.ReadModule(code.Path, parameters))
        {
            change(module, module.GetType("C").Methods.Single(m => m.Name == "M").Body);
            module.Write(code.Path, new WriterParameters { WriteSymbols = true, SymbolWriterProvider = new PortablePdbWriterProvider() });
        }

        return code.Lint();
    }

    private static void Rename(string from, string to, string name)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(from);
        assembly.Name.Name = name;
        assembly.MainModule.Name = name + ".dll";
        assembly.Write(to);
    }
}
