using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>
    /// Methods whose body is in a board's firmware. Desktop .NET refuses to call one with a message that names nothing; here it says what is
    /// missing.
    /// </summary>
    internal static class NativeCalls
    {
        /// <summary>True when there were such methods.</summary>
        public static bool Replace(ModuleDefinition module)
        {
            MethodDefinition[] natives = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.IsInternalCall)];
            if (natives.Length == 0)
            {
                return false;
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

            return true;
        }
    }
}
