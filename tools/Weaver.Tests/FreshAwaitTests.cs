using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That an await asks whether its coroutine has begun, unless it is one that was made right there. The code is written as it stands in an
/// optimised program after the library's own was put into it.
/// </summary>
public sealed class FreshAwaitTests : System.IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ModuleDefinition _module = ModuleDefinition.CreateModule("Test", ModuleKind.Dll);
    private readonly FieldReference _state;
    private readonly FieldDefinition _kept;
    private readonly FieldDefinition _other;
    private readonly MethodDefinition _constructor;
    private readonly MethodDefinition _method;

    public FreshAwaitTests()
    {
        using ModuleDefinition library = ModuleDefinition.ReadModule(TestPaths.Library);
        TypeReference coroutine = _module.ImportReference(library.GetType("UAsyncio.Nano.Coroutine"));
        _state = new FieldReference("_state", _module.TypeSystem.Int32, coroutine);
        TypeDefinition machine = Type(string.Empty, "<ChildAsync>d__1", coroutine);
        _constructor = new MethodDefinition(".ctor", MethodAttributes.Public | MethodAttributes.RTSpecialName | MethodAttributes.SpecialName | MethodAttributes.HideBySig, _module.TypeSystem.Void);
        _constructor.Body.GetILProcessor().Emit(OpCodes.Ret);
        machine.Methods.Add(_constructor);
        TypeDefinition test = Type(string.Empty, "Test", _module.TypeSystem.Object);
        _kept = Field(test, "Kept", coroutine);
        _other = Field(test, "Other", coroutine);
        _method = new MethodDefinition("Method", MethodAttributes.Public, _module.TypeSystem.Int32);
        _method.Body.Variables.Add(new VariableDefinition(coroutine));
        test.Methods.Add(_method);
    }

    [Fact]
    public void One_that_is_made_there_is_not_asked()
    {
        ILProcessor code = _method.Body.GetILProcessor();
        code.Emit(OpCodes.Newobj, _constructor);
        code.Emit(OpCodes.Dup);
        code.Emit(OpCodes.Ldc_I4_3);
        code.Emit(OpCodes.Stfld, _state);
        Assert.False(Asks(code));
    }

    [Fact]
    public void Another_one_is_asked_though_one_was_made_and_kept_right_before()
    {
        ILProcessor code = _method.Body.GetILProcessor();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Newobj, _constructor);
        code.Emit(OpCodes.Stfld, _kept);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, _other);
        Assert.True(Asks(code));
    }

    // As it stands in a debug program into which the code of an optimised library was put.
    [Fact]
    public void The_branch_to_which_both_answers_come_stays_with_one_of_them()
    {
        ILProcessor code = _method.Body.GetILProcessor();
        Instruction begun = code.Create(OpCodes.Ldloc_0);
        Instruction ended = code.Create(OpCodes.Ldc_I4_1);
        Instruction branch = code.Create(OpCodes.Brtrue, ended);
        code.Emit(OpCodes.Newobj, _constructor);
        Ask(code, begun);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Br, branch);
        code.Append(begun);
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Call, new MethodReference("JoinOrStart", _module.TypeSystem.Boolean, _state.DeclaringType) { HasThis = true, Parameters = { new ParameterDefinition(_state.DeclaringType) } });
        code.Append(branch);
        code.Emit(OpCodes.Ldc_I4_2);
        code.Emit(OpCodes.Ret);
        code.Append(ended);
        code.Emit(OpCodes.Ret);
        Assert.Equal(["newobj", "brtrue.s"], Woven().Where(i => i.OpCode.FlowControl is FlowControl.Cond_Branch or FlowControl.Call).Select(i => i.OpCode.Name));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    // local = what is on the stack; return local._state == -2 ? 1 : 2
    private bool Asks(ILProcessor code)
    {
        Instruction begun = code.Create(OpCodes.Ldc_I4_2);
        Ask(code, begun);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Ret);
        code.Append(begun);
        code.Emit(OpCodes.Ret);
        return Woven().Any(i => i.OpCode.FlowControl == FlowControl.Cond_Branch);
    }

    private void Ask(ILProcessor code, Instruction begun)
    {
        code.Emit(OpCodes.Stloc_0);
        code.Emit(OpCodes.Ldloc_0);
        code.Emit(OpCodes.Ldfld, _state);
        code.Emit(OpCodes.Ldc_I4_S, (sbyte)-2);
        code.Emit(OpCodes.Bne_Un, begun);
    }

    private Instruction[] Woven()
    {
        string path = Path.Combine(_folder, "Test.dll");
        _module.Write(path);
        AssemblyWeaver.Weave(path, [TestPaths.Library, TestPaths.Mscorlib]);
        using ModuleDefinition woven = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        return [.. woven.GetType("Test").Methods.Single().Body.Instructions];
    }

    private TypeDefinition Type(string space, string name, TypeReference super)
    {
        TypeDefinition type = new(space, name, TypeAttributes.Public | TypeAttributes.Class, super);
        _module.Types.Add(type);
        return type;
    }

    private static FieldDefinition Field(TypeDefinition type, string name, TypeReference of)
    {
        FieldDefinition field = new(name, FieldAttributes.Public, of);
        type.Fields.Add(field);
        return field;
    }
}
