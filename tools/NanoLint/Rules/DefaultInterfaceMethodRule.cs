using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A default interface method: calling one throws WRONG_TYPE. Static members of interfaces work.</summary>
    internal sealed class DefaultInterfaceMethodRule : Rule
    {
        internal override string Code => "UAN104";

        private const string Message = "the interface method {0} has a body: calling it throws on the device; declare it without, and share the code in an abstract class or a static method";

        internal override void OnMethod(MethodDefinition method)
        {
            if (IsDefault(method))
            {
                Report(new Place(method), string.Format(CultureInfo.InvariantCulture, Message, method.Name));
            }
        }

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            // One of this assembly has been reported where it is defined.
            if (instruction.Operand is MethodReference called && !(called is MethodDefinition)
                && Members.FindMethod(References.Find(called.DeclaringType), called, References) is MethodDefinition found
                && found.Module != Module && IsDefault(found))
            {
                Report(method, instruction, string.Format(CultureInfo.InvariantCulture, Message, SourceName(found)));
            }
        }

        private static bool IsDefault(MethodDefinition method) => method.DeclaringType.IsInterface && method.HasBody && !method.IsStatic;

        private static string SourceName(MethodDefinition method) => method.DeclaringType.FullName + "." + method.Name;
    }
}
