using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>
    /// Methods whose body is in a board's firmware. Desktop .NET refuses to call one with a message that names nothing; here it says what is
    /// missing. Assemblies without such methods are loaded as they are.
    /// </summary>
    internal static class NativeCalls
    {
        /// <summary>The assembly with bodies that throw; null when it has no native methods.</summary>
        public static byte[]? Replace(string path)
        {
            bool hasSymbols = File.Exists(Path.ChangeExtension(path, ".pdb"));
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { ReadSymbols = hasSymbols });
            ModuleDefinition module = assembly.MainModule;
            MethodDefinition[] natives = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.IsInternalCall)];
            if (natives.Length == 0)
            {
                return null;
            }

            TypeReference exception = new("System", "NotSupportedException", module, module.TypeSystem.CoreLibrary);
            MethodReference constructor = new(".ctor", module.TypeSystem.Void, exception) { HasThis = true };
            constructor.Parameters.Add(new ParameterDefinition(module.TypeSystem.String));

            foreach (MethodDefinition method in natives)
            {
                method.IsInternalCall = false;
                method.Body = new MethodBody(method);
                ILProcessor il = method.Body.GetILProcessor();
                il.Emit(OpCodes.Ldstr, $"The virtual device lacks {method.DeclaringType.FullName.Replace('/', '.')}.{method.Name}, which is native code of a board's firmware");
                il.Emit(OpCodes.Newobj, constructor);
                il.Emit(OpCodes.Throw);
            }

            using MemoryStream replaced = new();
            assembly.Write(replaced, new WriterParameters { SymbolWriterProvider = hasSymbols ? new EmbeddedPortablePdbWriterProvider() : null });
            return replaced.ToArray();
        }
    }
}
