using System;
using System.IO;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    public sealed class NativeCallTests
    {
        [Fact]
        public void A_native_method_that_is_missing_is_named()
        {
            string path = Path.Combine(Directory.CreateTempSubdirectory("native-").FullName, "Board.dll");
            Write(path);
            MethodInfo call = Device.Load(path).GetType("Board.Led")!.GetMethod("Blink")!;
            NotSupportedException e = Assert.Throws<NotSupportedException>(() => call.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));
            Assert.Equal("The virtual device lacks Board.Led.NativeSet, which is native code of a board's firmware", e.Message);
        }

        [Fact]
        public void An_assembly_that_calls_nothing_special_is_loaded_as_it_is()
        {
            string path = Path.Combine(Directory.CreateTempSubdirectory("plain-").FullName, "Board.dll");
            Write(path, isNative: false);
            Assert.Equal(path, Device.Load(path).Location);
        }

        // As a package of a board's own hardware is: managed methods over native ones.
        private static void Write(string path, bool isNative = true)
        {
            using AssemblyDefinition assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Board", new Version(1, 0)), "Board", ModuleKind.Dll);
            ModuleDefinition module = assembly.MainModule;
            TypeDefinition led = new("Board", "Led", Mono.Cecil.TypeAttributes.Public, module.TypeSystem.Object);
            MethodDefinition native = new("NativeSet", Mono.Cecil.MethodAttributes.Private | Mono.Cecil.MethodAttributes.Static, module.TypeSystem.Void) { IsInternalCall = true, IsRuntime = false };
            MethodDefinition blink = new("Blink", Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static, module.TypeSystem.Void);
            ILProcessor il = blink.Body.GetILProcessor();
            if (isNative)
            {
                il.Emit(OpCodes.Call, native);
                led.Methods.Add(native);
            }

            il.Emit(OpCodes.Ret);
            led.Methods.Add(blink);
            module.Types.Add(led);
            assembly.Write(path);
        }
    }
}
