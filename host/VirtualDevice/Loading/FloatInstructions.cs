using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>
    /// The instructions that a device does in another way when they are given floats: divisions, and conversions to whole numbers that are
    /// too small for them, which desktop .NET brings to the nearest.
    /// </summary>
    internal sealed class FloatInstructions(ModuleDefinition module, TypeReference arithmetic)
    {
        /// <summary>True when one was replaced by a call.</summary>
        public bool Replace(MethodBody body)
        {
            if (!body.Instructions.Any(instruction => NameOf(instruction.OpCode.Code) != null))
            {
                return false;
            }

            bool hasReplaced = false;
            body.SimplifyMacros();
            foreach (Instruction instruction in body.Instructions)
            {
                if (NameOf(instruction.OpCode.Code) is { } name && FloatOf(StackUse.ProducerFor(instruction)) is { } type && !DividesByConstant(instruction))
                {
                    instruction.Operand = MakeCall(name, instruction.OpCode.Code, type);
                    instruction.OpCode = OpCodes.Call;
                    hasReplaced = true;
                }
            }

            body.OptimizeMacros();
            return hasReplaced;
        }

        private static string? NameOf(Code code)
        {
            return code switch
            {
                Code.Div => "Divide",
                Code.Rem => "Remainder",
                Code.Conv_I1 => "ToSByte",
                Code.Conv_U1 => "ToByte",
                Code.Conv_I2 => "ToInt16",
                Code.Conv_U2 => "ToUInt16",
                Code.Conv_I4 => "ToInt32",
                Code.Conv_U4 => "ToUInt32",
                Code.Conv_U8 => "ToUInt64",
                _ => null,
            };
        }

        private static bool DividesByConstant(Instruction instruction)
        {
            return instruction.OpCode.Code is Code.Div or Code.Rem && instruction.Previous.Operand is double and not 0 or float and not 0;
        }

        // The type of the float that an instruction leaves on the stack. Both operands of one that calculates have the same.
        private TypeReference? FloatOf(Instruction? instruction)
        {
            TypeReference? type = instruction?.OpCode.Code switch
            {
                Code.Ldc_R4 or Code.Conv_R4 or Code.Ldelem_R4 or Code.Ldind_R4 => module.TypeSystem.Single,
                Code.Ldc_R8 or Code.Conv_R8 or Code.Conv_R_Un or Code.Ldelem_R8 or Code.Ldind_R8 => module.TypeSystem.Double,
                Code.Ldloc => ((VariableDefinition)instruction.Operand).VariableType,
                Code.Ldarg => ((ParameterDefinition)instruction.Operand).ParameterType,
                Code.Ldfld or Code.Ldsfld => ((FieldReference)instruction.Operand).FieldType,
                Code.Call or Code.Callvirt => ((MethodReference)instruction.Operand).ReturnType,
                Code.Ldelem_Any or Code.Ldobj or Code.Unbox_Any => (TypeReference)instruction.Operand,
                Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem or Code.Neg or Code.Dup => FloatOf(StackUse.ProducerFor(instruction)),
                _ => null,
            };
            return type?.FullName is "System.Single" or "System.Double" ? type : null;
        }

        private MethodReference MakeCall(string name, Code code, TypeReference type)
        {
            TypeSystem types = module.TypeSystem;
            TypeReference result = code switch
            {
                Code.Conv_I1 => types.SByte,
                Code.Conv_U1 => types.Byte,
                Code.Conv_I2 => types.Int16,
                Code.Conv_U2 => types.UInt16,
                Code.Conv_I4 => types.Int32,
                Code.Conv_U4 => types.UInt32,
                Code.Conv_U8 => types.UInt64,
                _ => type,
            };
            MethodReference call = new(name, result, arithmetic);
            if (code is Code.Div or Code.Rem)
            {
                call.Parameters.Add(new ParameterDefinition(type));
                call.Parameters.Add(new ParameterDefinition(type));
            }
            else
            {
                call.Parameters.Add(new ParameterDefinition(types.Double));
            }

            return call;
        }
    }
}
