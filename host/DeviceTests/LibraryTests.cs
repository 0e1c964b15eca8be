using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.VirtualDevice.Heap;
using Xunit;

namespace UAsyncio.DeviceTests
{
    /// <summary>What holds for the woven library as a whole.</summary>
    public sealed class LibraryTests
    {
        private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

        private readonly ITestOutputHelper _output;

        public LibraryTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void The_default_event_queue_takes_at_most_512_bytes()
        {
            OnThread(() =>
            {
                object loop = Create("UAsyncio.Nano.EventLoop", 16, 16, null);
                object queue = loop.GetType().GetField("_queue", Hidden)!.GetValue(loop)!;
                Type coroutine = DeviceAssembly.Library.GetType("UAsyncio.Nano.Coroutine", true)!;
                int bytes = NanoHeap.GraphOf(queue, coroutine.IsInstanceOfType).Bytes;
                loop.GetType().GetMethod("Close")!.Invoke(loop, null);
                _output.WriteLine($"event queue, 16 + 16: {bytes} bytes");
                Assert.InRange(bytes, 1, 512);
            });
        }

        [Fact]
        public void A_coroutine_without_locals_takes_at_most_72_bytes()
        {
            object coroutine = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Core.Sample")
                .GetMethod("WithoutLocalsAsync")!.Invoke(null, null)!;
            int bytes = NanoHeap.SizeOf(coroutine);
            _output.WriteLine($"coroutine without locals: {bytes} bytes");
            Assert.InRange(bytes, 1, 72);
        }

        // Firmware without networking cannot load what refers to System.Net.
        [Theory]
        [InlineData("UAsyncio.Nano", "mscorlib", "nanoFramework.Runtime.Native")]
        [InlineData("UAsyncio.Nano.Net", "mscorlib", "nanoFramework.System.Text", "System.IO.Streams", "System.Net", "UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Http", "mscorlib", "nanoFramework.System.Text", "System.IO.Streams", "System.Net", "UAsyncio.Nano", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.WebSockets", "mscorlib", "nanoFramework.System.Text", "System.Net", "UAsyncio.Nano", "UAsyncio.Nano.Http", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Http.Client", "mscorlib", "nanoFramework.System.Text", "System.Net", "UAsyncio.Nano", "UAsyncio.Nano.Http", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Cancellation", "mscorlib", "System.Threading", "UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Udp", "mscorlib", "System.Net", "UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Discovery", "mscorlib", "nanoFramework.Runtime.Native", "System.Net", "UAsyncio.Nano", "UAsyncio.Nano.Udp")]
        [InlineData("UAsyncio.Nano.Gpio", "mscorlib", "System.Device.Gpio", "UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Serial", "mscorlib", "System.IO.Ports", "UAsyncio.Nano", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Adc", "mscorlib", "System.Device.Adc", "UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Inspection", "mscorlib", "nanoFramework.Runtime.Native", "nanoFramework.System.Text", "System.Net", "UAsyncio.Nano", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Mqtt", "mscorlib", "nanoFramework.System.Text", "UAsyncio.Nano", "UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Mqtt.WebSockets", "mscorlib", "UAsyncio.Nano", "UAsyncio.Nano.Mqtt", "UAsyncio.Nano.Net", "UAsyncio.Nano.WebSockets")]
        [InlineData("UAsyncio.Nano.Mqtt.HomeAssistant", "mscorlib", "nanoFramework.System.Text", "UAsyncio.Nano", "UAsyncio.Nano.Mqtt")]
        public void An_assembly_refers_to_no_more_than_it_needs(string assembly, params string[] expected)
        {
            using ModuleDefinition module = Read(assembly);
            Assert.Equal(expected, module.AssemblyReferences.Select(r => r.Name).Order(StringComparer.OrdinalIgnoreCase));
        }

        [Theory]
        [InlineData("UAsyncio.Nano")]
        [InlineData("UAsyncio.Nano.Net")]
        [InlineData("UAsyncio.Nano.Http")]
        [InlineData("UAsyncio.Nano.WebSockets")]
        [InlineData("UAsyncio.Nano.Http.Client")]
        [InlineData("UAsyncio.Nano.Cancellation")]
        [InlineData("UAsyncio.Nano.Udp")]
        [InlineData("UAsyncio.Nano.Gpio")]
        [InlineData("UAsyncio.Nano.Serial")]
        [InlineData("UAsyncio.Nano.Adc")]
        [InlineData("UAsyncio.Nano.Discovery")]
        [InlineData("UAsyncio.Nano.Inspection")]
        [InlineData("UAsyncio.Nano.Mqtt")]
        [InlineData("UAsyncio.Nano.Mqtt.HomeAssistant")]
        [InlineData("UAsyncio.Nano.Mqtt.WebSockets")]
        public void A_woven_library_has_nothing_generic(string assembly)
        {
            using ModuleDefinition module = Read(assembly);
            List<string> found = [];
            found.AddRange(module.GetTypes().Where(t => t.HasGenericParameters).Select(t => t.FullName));
            found.AddRange(module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasGenericParameters).Select(m => m.FullName));
            found.AddRange(module.GetTypes().SelectMany(References).Where(r => r.ContainsGenericParameter || r is GenericInstanceType).Select(r => r.FullName));
            found.AddRange(module.GetTypes().SelectMany(t => t.Methods).SelectMany(Operands).OfType<GenericInstanceMethod>().Select(m => m.FullName));
            Assert.Empty(found);
        }

        private static ModuleDefinition Read(string assembly) => ModuleDefinition.ReadModule(DeviceAssembly.PathOf(assembly));

        // Every type that a type names: its base, fields, signatures, locals and what its code refers to.
        private static IEnumerable<TypeReference> References(TypeDefinition type)
        {
            IEnumerable<TypeReference?> types = type.Interfaces.Select(i => i.InterfaceType)
                .Append(type.BaseType)
                .Concat(type.Fields.Select(f => f.FieldType))
                .Concat(type.Properties.Select(p => p.PropertyType))
                .Concat(type.CustomAttributes.Select(a => a.AttributeType))
                .Concat(type.Methods.SelectMany(Signature))
                .Concat(type.Methods.SelectMany(Operands).SelectMany(Named));
            return types.OfType<TypeReference>();
        }

        private static IEnumerable<TypeReference> Signature(MethodDefinition method)
        {
            IEnumerable<TypeReference> types = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);
            return method.HasBody
                ? types.Concat(method.Body.Variables.Select(v => v.VariableType))
                    .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType).OfType<TypeReference>())
                : types;
        }

        private static IEnumerable<object> Operands(MethodDefinition method)
        {
            return method.HasBody ? method.Body.Instructions.Select((Instruction i) => i.Operand).OfType<object>() : [];
        }

        private static IEnumerable<TypeReference?> Named(object operand) => operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method => method.Parameters.Select(p => p.ParameterType).Append(method.DeclaringType).Append(method.ReturnType),
            _ => [],
        };

        private static object Create(string type, params object?[] arguments)
        {
            return Activator.CreateInstance(DeviceAssembly.Library.GetType(type, true)!, arguments)!;
        }

        private static void OnThread(Action action)
        {
            Exception? failure = null;
            Thread thread = new(() =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            });
            thread.Start();
            thread.Join();
            Assert.Null(failure);
        }
    }
}
