using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>What a woven assembly consists of.</summary>
public class MetadataTests
{
    /// <summary>Names of types that exist for the compiler only.</summary>
    private static readonly string[] s_face =
    [
        "UAsyncio.Nano.Coroutine`1", "UAsyncio.Nano.Awaiter", "UAsyncio.Nano.Awaiter`1", "UAsyncio.Nano.IntAwaiter",
        "UAsyncio.Nano.CoroutineBuilder", "UAsyncio.Nano.CoroutineBuilder`1",
        "System.Runtime.CompilerServices.IAsyncStateMachine", "System.Runtime.CompilerServices.AsyncMethodBuilderAttribute",
        "System.Runtime.CompilerServices.INotifyCompletion", "System.Runtime.CompilerServices.ICriticalNotifyCompletion",
    ];

    public static TheoryData<bool> Both => [false, true];

    [Theory]
    [MemberData(nameof(Both))]
    public void Nothing_generic_is_left(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Empty(Generics(module));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void No_type_for_the_compiler_is_left(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Empty(module.GetTypeReferences().Select(type => type.FullName).Intersect(s_face));
    }

    [Fact]
    public void The_woven_library_has_nothing_generic_and_no_type_for_the_compiler()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(TestPaths.Library);
        Assert.Empty(Generics(module));
        Assert.Empty(module.GetTypes().Select(type => type.FullName).Intersect(s_face));
        Assert.Empty(module.GetTypeReferences().Select(type => type.FullName).Intersect(s_face));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Every_member_it_refers_to_is_in_the_woven_library(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(System.IO.Path.GetDirectoryName(TestPaths.Library));
        resolver.AddSearchDirectory(System.IO.Path.GetDirectoryName(TestPaths.Mscorlib));
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { AssemblyResolver = resolver });

        Assert.Empty(module.GetMemberReferences().Where(member => member.Resolve() == null).Select(member => member.FullName));
        Assert.Empty(module.GetTypeReferences().Where(type => type.Resolve() == null).Select(type => type.FullName));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_coroutine_has_fields_for_what_lives_across_an_await_only(bool optimize)
    {
        const string Source = """
            using UAsyncio.Nano;
            public class Test
            {
                public static async Coroutine Nothing() { await Coroutine.Yield(); await Coroutine.Yield(); }
                public async Coroutine<int> Some(int parameter)
                {
                    int hoisted = parameter;
                    await Coroutine.Yield();
                    return hoisted;
                }
            }
            """;
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);

        Assert.Empty(Machine(module, "Nothing").Fields);
        Assert.All(Machine(module, "Some").Fields, field => Assert.DoesNotContain("__state", field.Name));
        Assert.Equal(optimize ? ["<hoisted>5__2"] : ["<>4__this", "<hoisted>5__1", "parameter"], Machine(module, "Some").Fields
            .Select(field => field.Name).Where(name => !optimize || name != "parameter").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_coroutine_in_the_library_has_four_fields_of_its_own()
    {
        // 12 bytes each, and 12 for the object: 60.
        using ModuleDefinition module = ModuleDefinition.ReadModule(TestPaths.Library);
        TypeDefinition coroutine = module.GetType("UAsyncio.Nano.Coroutine");
        Assert.Equal(4, coroutine.Fields.Count(field => !field.IsStatic && !field.HasConstant));
        Assert.DoesNotContain(module.GetType("UAsyncio.Nano.Awaitable").Fields, field => !field.IsStatic);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_state_machine_is_a_class_derived_from_Coroutine(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        List<TypeDefinition> machines = module.GetTypes().Where(type => type.Methods.Any(method => method.Name == "MoveNext")).ToList();

        Assert.Equal(12, machines.Count);
        Assert.All(machines, machine =>
        {
            Assert.Equal("UAsyncio.Nano.Coroutine", machine.BaseType.FullName);
            Assert.False(machine.IsValueType);
            Assert.False(machine.HasInterfaces);
            Assert.True(machine.IsAutoLayout);
            Assert.Equal([".ctor", "MoveNext"], machine.Methods.Select(method => method.Name).Order(StringComparer.Ordinal));
            MethodDefinition moveNext = machine.Methods.Single(method => method.Name == "MoveNext");
            Assert.True(moveNext.IsVirtual && !moveNext.IsNewSlot && !moveNext.HasOverrides);
        });
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_call_makes_one_object(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        MethodDefinition kickoff = module.GetType("Sample.Reader").Methods.Single(method => method.Name == "ColorAsync");

        Assert.Single(kickoff.Body.Instructions, instruction => instruction.OpCode == OpCodes.Newobj);
        Assert.DoesNotContain(kickoff.Body.Instructions, instruction => instruction.OpCode.FlowControl == FlowControl.Call && instruction.OpCode != OpCodes.Newobj);
        Assert.Equal("UAsyncio.Nano.Coroutine", kickoff.ReturnType.FullName);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void No_try_begins_right_behind_a_call(bool optimize)
    {
        const string Source = """
            using System;
            using UAsyncio.Nano;
            public class Test
            {
                private static int s_count;
                private static void Add(int count) { s_count += count; if (count > 9) { throw new Exception(); } }
                public static void Catch(int count) { Add(count); try { Add(1); } catch (Exception) { Add(-count); } }
                public static void Nested(int count) { Add(count); try { try { Add(1); } finally { Add(2); } } catch (Exception) { } }
                public static int Loop(object gate) { while (s_count < 5) { lock (gate) { Add(1); } } return s_count; }
                public static async Coroutine Await(int count)
                {
                    Add(count);
                    try { await Coroutine.Yield(); } catch (Exception) { Add(-count); }
                    Add(1);
                    try { Add(2); } finally { await Coroutine.Yield(); }
                }
            }
            """;
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimize);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        List<ExceptionHandler> blocks = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.ExceptionHandlers).ToList();

        Assert.True(blocks.Count >= 6);
        Assert.All(blocks, block => Assert.False(block.TryStart.Previous?.OpCode.FlowControl == FlowControl.Call, block.TryStart.Previous?.ToString()));
    }

    private static TypeDefinition Machine(ModuleDefinition module, string method)
    {
        return module.GetType("Test").NestedTypes.Single(type => type.Name.StartsWith("<" + method + ">", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Generics(ModuleDefinition module)
    {
        foreach (TypeDefinition type in module.GetTypes())
        {
            IEnumerable<TypeReference?> used = type.Fields.Select(field => field.FieldType)
                .Concat(type.Properties.Select(property => property.PropertyType))
                .Concat(type.Events.Select(@event => @event.EventType))
                .Concat(type.Interfaces.Select(@interface => @interface.InterfaceType))
                .Concat(type.Methods.SelectMany(Used))
                .Append(type.BaseType);

            foreach (TypeReference? each in used.Where(each => each != null && (each.ContainsGenericParameter || each.GetElementType().HasGenericParameters || IsInstance(each))))
            {
                yield return type.FullName + ": " + each!.FullName;
            }

            if (type.HasGenericParameters || type.Methods.Any(method => method.HasGenericParameters))
            {
                yield return type.FullName;
            }
        }
    }

    private static IEnumerable<TypeReference> Used(MethodDefinition method)
    {
        foreach (MethodReference signature in method.Overrides.Prepend<MethodReference>(method))
        {
            foreach (TypeReference type in Signature(signature))
            {
                yield return type;
            }
        }

        if (!method.HasBody)
        {
            yield break;
        }

        foreach (VariableDefinition variable in method.Body.Variables)
        {
            yield return variable.VariableType;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            IEnumerable<TypeReference> types = instruction.Operand switch
            {
                TypeReference type => [type],
                FieldReference field => [field.FieldType, field.DeclaringType],
                MethodReference called => Signature(called),
                _ => [],
            };

            foreach (TypeReference type in types)
            {
                yield return type;
            }
        }
    }

    private static IEnumerable<TypeReference> Signature(MethodReference method)
    {
        return method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Append(method.DeclaringType)
            .Concat(method is GenericInstanceMethod instance ? instance.GenericArguments.Append(new GenericInstanceType(instance.DeclaringType)) : []);
    }

    private static bool IsInstance(TypeReference type)
    {
        return type is GenericInstanceType || (type is TypeSpecification specification && IsInstance(specification.ElementType));
    }
}
