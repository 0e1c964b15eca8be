using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>What an instruction does to the stack, and what it takes in a device's flash.</summary>
    internal static class IL
    {
        /// <summary>How many values it takes from the stack.</summary>
        internal static int Pops(Instruction instruction, MethodDefinition method)
        {
            switch (instruction.OpCode.StackBehaviourPop)
            {
                case StackBehaviour.Pop0:
                    return 0;
                case StackBehaviour.Pop1:
                case StackBehaviour.Popi:
                case StackBehaviour.Popref:
                    return 1;
                case StackBehaviour.Pop1_pop1:
                case StackBehaviour.Popi_pop1:
                case StackBehaviour.Popi_popi:
                case StackBehaviour.Popi_popi8:
                case StackBehaviour.Popi_popr4:
                case StackBehaviour.Popi_popr8:
                case StackBehaviour.Popref_pop1:
                case StackBehaviour.Popref_popi:
                    return 2;
                case StackBehaviour.Popi_popi_popi:
                case StackBehaviour.Popref_popi_popi:
                case StackBehaviour.Popref_popi_popi8:
                case StackBehaviour.Popref_popi_popr4:
                case StackBehaviour.Popref_popi_popr8:
                case StackBehaviour.Popref_popi_popref:
                    return 3;
            }

            if (instruction.OpCode.Code == Code.Ret)
            {
                return IsVoid(method.ReturnType) ? 0 : 1;
            }

            if (!(instruction.Operand is IMethodSignature called))
            {
                return 0;
            }

            int self = called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0;
            int pointer = instruction.OpCode.Code == Code.Calli ? 1 : 0;
            return called.Parameters.Count + self + pointer;
        }

        /// <summary>How many values it leaves on the stack.</summary>
        internal static int Pushes(Instruction instruction)
        {
            switch (instruction.OpCode.StackBehaviourPush)
            {
                case StackBehaviour.Push0:
                    return 0;
                case StackBehaviour.Push1_push1:
                    return 2;
                case StackBehaviour.Varpush:
                    return instruction.OpCode.Code != Code.Newobj && instruction.Operand is IMethodSignature called && IsVoid(called.ReturnType) ? 0 : 1;
                default:
                    return 1;
            }
        }

        /// <summary>Bytes of a device's code: a token takes two there, a branch two or one.</summary>
        internal static int Size(OpCode code, object operand)
        {
            switch (code.OperandType)
            {
                case OperandType.InlineNone:
                    return code.Size;
                case OperandType.InlineSwitch:
                    return code.Size + 1 + (2 * ((Instruction[])operand).Length);
                case OperandType.InlineBrTarget:
                case OperandType.ShortInlineBrTarget:
                case OperandType.ShortInlineI:
                case OperandType.ShortInlineArg:
                case OperandType.ShortInlineVar:
                    return code.Size + 1;
                case OperandType.InlineArg:
                    return operand is ParameterDefinition parameter && parameter.Index < 3 ? 1 : 2;
                case OperandType.InlineVar:
                    return operand is VariableDefinition variable && variable.Index < 4 && variable.Index >= 0 ? 1 : 2;
                case OperandType.InlineI:
                    int value = (int)operand;
                    return value >= -1 && value <= 8 ? 1 : value >= sbyte.MinValue && value <= sbyte.MaxValue ? 2 : 5;
                case OperandType.InlineI8:
                case OperandType.InlineR:
                    return code.Size + 8;
                case OperandType.ShortInlineR:
                    return code.Size + 4;
                default:
                    return code.Size + 2;
            }
        }

        internal static int Size(IEnumerable<Instruction> code)
        {
            int size = 0;

            foreach (Instruction instruction in code)
            {
                size += instruction.OpCode == OpCodes.Nop ? 0 : Size(instruction.OpCode, instruction.Operand);
            }

            return size;
        }

        /// <summary>All that a branch, a switch or a leave goes to.</summary>
        internal static IEnumerable<Instruction> Targets(Instruction instruction)
        {
            if (instruction.Operand is Instruction target)
            {
                yield return target;
            }
            else if (instruction.Operand is Instruction[] targets)
            {
                foreach (Instruction each in targets)
                {
                    yield return each;
                }
            }
        }

        /// <summary>Where a call begins: at its prefix, if it has one.</summary>
        internal static Instruction WithPrefix(Instruction call) => call.Previous?.OpCode.OpCodeType == OpCodeType.Prefix ? call.Previous : call;

        /// <summary>Whether the one behind it is reached from it.</summary>
        internal static bool FallsThrough(Instruction instruction)
        {
            switch (instruction.OpCode.FlowControl)
            {
                case FlowControl.Branch:
                case FlowControl.Return:
                case FlowControl.Throw:
                    return false;
                default:
                    return true;
            }
        }

        /// <summary>Whether it pushes one value that costs nothing to push again: a constant, a local or an argument.</summary>
        internal static bool IsConstant(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldc_I4:
                case Code.Ldc_I8:
                case Code.Ldc_R4:
                case Code.Ldc_R8:
                case Code.Ldnull:
                    return true;
                default:
                    return false;
            }
        }

        internal static bool IsVoid(TypeReference type)
        {
            while (type is IModifierType modifier)
            {
                type = modifier.ElementType;
            }

            return type.FullName == "System.Void";
        }

        internal static int Index(ParameterDefinition parameter, bool hasThis) => hasThis ? parameter.Index + 1 : parameter.Index;

        /// <summary>A copy in the long form, which names its argument, local or constant.</summary>
        internal static Instruction Simplified(Instruction instruction, MethodBody body)
        {
            Instruction copy = Instruction.Create(OpCodes.Nop);
            copy.OpCode = instruction.OpCode;
            copy.Operand = instruction.Operand;
            Code code = instruction.OpCode.Code;

            if (code >= Code.Ldarg_0 && code <= Code.Ldarg_3)
            {
                int index = code - Code.Ldarg_0;
                int self = body.Method.HasThis ? 1 : 0;
                Set(copy, OpCodes.Ldarg, index < self ? body.ThisParameter : body.Method.Parameters[index - self]);
            }
            else if (code >= Code.Ldloc_0 && code <= Code.Ldloc_3)
            {
                Set(copy, OpCodes.Ldloc, body.Variables[code - Code.Ldloc_0]);
            }
            else if (code >= Code.Stloc_0 && code <= Code.Stloc_3)
            {
                Set(copy, OpCodes.Stloc, body.Variables[code - Code.Stloc_0]);
            }
            else if (code >= Code.Ldc_I4_M1 && code <= Code.Ldc_I4_8)
            {
                Set(copy, OpCodes.Ldc_I4, code - Code.Ldc_I4_0);
            }
            else if (code == Code.Ldc_I4_S)
            {
                Set(copy, OpCodes.Ldc_I4, (int)(sbyte)instruction.Operand);
            }
            else if (s_long.TryGetValue(code, out OpCode longer))
            {
                copy.OpCode = longer;
            }

            return copy;
        }

        private static void Set(Instruction instruction, OpCode code, object operand)
        {
            instruction.OpCode = code;
            instruction.Operand = operand;
        }

        private static readonly Dictionary<Code, OpCode> s_long = new Dictionary<Code, OpCode>
        {
            { Code.Ldarg_S, OpCodes.Ldarg },
            { Code.Ldarga_S, OpCodes.Ldarga },
            { Code.Starg_S, OpCodes.Starg },
            { Code.Ldloc_S, OpCodes.Ldloc },
            { Code.Ldloca_S, OpCodes.Ldloca },
            { Code.Stloc_S, OpCodes.Stloc },
            { Code.Br_S, OpCodes.Br },
            { Code.Brfalse_S, OpCodes.Brfalse },
            { Code.Brtrue_S, OpCodes.Brtrue },
            { Code.Beq_S, OpCodes.Beq },
            { Code.Bge_S, OpCodes.Bge },
            { Code.Bgt_S, OpCodes.Bgt },
            { Code.Ble_S, OpCodes.Ble },
            { Code.Blt_S, OpCodes.Blt },
            { Code.Bne_Un_S, OpCodes.Bne_Un },
            { Code.Bge_Un_S, OpCodes.Bge_Un },
            { Code.Bgt_Un_S, OpCodes.Bgt_Un },
            { Code.Ble_Un_S, OpCodes.Ble_Un },
            { Code.Blt_Un_S, OpCodes.Blt_Un },
        };

        /// <summary>The type of what a load, a call or an unboxing leaves; null for other instructions.</summary>
        internal static TypeReference Loaded(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldloc:
                    return ((VariableDefinition)instruction.Operand).VariableType;
                case Code.Ldarg:
                    return ((ParameterDefinition)instruction.Operand).ParameterType;
                case Code.Ldfld:
                case Code.Ldsfld:
                    return ((FieldReference)instruction.Operand).FieldType;
                case Code.Call:
                case Code.Callvirt:
                    return ((MethodReference)instruction.Operand).ReturnType;
                case Code.Ldelem_Any:
                case Code.Ldobj:
                case Code.Unbox_Any:
                    return (TypeReference)instruction.Operand;
                default:
                    return null;
            }
        }

        /// <summary>The instructions from one to another, which is not one of them; to the end for null.</summary>
        internal static IEnumerable<Instruction> Range(Instruction from, Instruction to)
        {
            for (Instruction at = from; at != null && at != to; at = at.Next)
            {
                yield return at;
            }
        }
    }
}
