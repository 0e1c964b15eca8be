using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>Whether an instruction loads a struct: on a device it is an object on the heap, and a load copies it.</summary>
    internal sealed class StructLoads
    {
        private readonly Definitions _definitions;

        internal StructLoads(Definitions definitions)
        {
            _definitions = definitions;
        }

        internal bool IsLoad(Instruction instruction, MethodDefinition method)
        {
            Instruction load = IL.Simplified(instruction, method.Body);

            switch (load.OpCode.Code)
            {
                case Code.Ldarg:
                    return load.Operand != method.Body.ThisParameter && IsStruct(((ParameterDefinition)load.Operand).ParameterType);
                case Code.Ldloc:
                    return IsStruct(((VariableDefinition)load.Operand).VariableType);
                case Code.Ldfld:
                case Code.Ldsfld:
                    return IsStruct(((FieldReference)load.Operand).FieldType);
                case Code.Ldobj:
                case Code.Ldelem_Any:
                case Code.Unbox_Any:
                    return IsStruct((TypeReference)load.Operand);
                default:
                    return false;
            }
        }

        /// <summary>Whether a type is a struct that can be changed in its place.</summary>
        internal bool CanChange(TypeReference type)
        {
            return type != null && IsStruct(type)
                && !(_definitions.Find(type)?.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.IsReadOnlyAttribute") ?? false);
        }

        /// <summary>Whether a type is a struct that is an object there.</summary>
        internal bool IsStruct(TypeReference type)
        {
            // These two are numbers there.
            return type.IsValueType && !type.IsPrimitive && type.FullName != "System.DateTime" && type.FullName != "System.TimeSpan"
                && !(_definitions.Find(type)?.IsEnum ?? false);
        }
    }
}
