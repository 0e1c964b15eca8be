using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has <c>foreach</c> over a string give what it gives on .NET. With nanoFramework's String, whose enumerator gives objects, the compiler
    /// takes the characters for objects and goes through the string by index all the same: for <c>var</c> and <c>object</c> it forgets to box
    /// them, so that a device prints numbers and no cast fits; for <c>char</c> it boxes and unboxes each, and for <c>int</c> too, which fails.
    /// </summary>
    internal sealed class StringCharacters
    {
        private readonly MethodDefinition _method;
        private readonly StackDepths _depths;
        private readonly HashSet<(Instruction, int)> _seen = new HashSet<(Instruction, int)>();

        private StringCharacters(MethodDefinition method)
        {
            _method = method;
            _depths = new StackDepths(method);
        }

        /// <returns>True when there was such a character.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(IsCharacter)))
            {
                any |= new StringCharacters(method).Weave();
            }

            return any;
        }

        private static bool IsCharacter(Instruction instruction)
        {
            return instruction.Operand is MethodReference called && called.Name == "get_Chars" && called.DeclaringType.MetadataType == MetadataType.String;
        }

        private bool Weave()
        {
            List<Instruction> characters = _method.Body.Instructions.Where(i => IsCharacter(i) && _depths.Before(i) >= 0).ToList();
            List<Instruction> boxed = characters.Where(i => IsUnboxed(i.Next) || (i.Next.OpCode == OpCodes.Box && IsUnboxed(i.Next.Next))).ToList();
            List<Instruction> open = characters.Except(boxed).Where(i => IsTakenAsObject(i.Next, _depths.Before(i) - 2)).ToList();

            if (boxed.Count == 0 && open.Count == 0)
            {
                return false;
            }

            var editor = new MethodEditor(_method);

            foreach (Instruction character in boxed)
            {
                Instruction unbox = character.Next.OpCode == OpCodes.Box ? character.Next.Next : character.Next;
                OpCode? conversion = Conversion((TypeReference)unbox.Operand);
                editor.Replace(IL.Range(character.Next, unbox.Next).ToList(), conversion == null ? new Instruction[0] : new[] { Instruction.Create(conversion.Value) });
            }

            foreach (Instruction character in open)
            {
                editor.InsertAfter(character, Instruction.Create(OpCodes.Box, _method.Module.TypeSystem.Char));
            }

            editor.Close();
            return true;
        }

        private static bool IsUnboxed(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Unbox_Any && ((TypeReference)instruction.Operand).IsPrimitive;
        }

        // What a cast of a char to a number is, as the compiler writes it.
        private static OpCode? Conversion(TypeReference type)
        {
            switch (type.MetadataType)
            {
                case MetadataType.Int64:
                case MetadataType.UInt64:
                    return OpCodes.Conv_U8;
                case MetadataType.Single:
                    return OpCodes.Conv_R4;
                case MetadataType.Double:
                    return OpCodes.Conv_R8;
                default:
                    return null;
            }
        }

        // Follows the value, which has so many below it on the stack, and its copies to whatever takes it.
        private bool IsTakenAsObject(Instruction instruction, int place)
        {
            while (instruction != null && _seen.Add((instruction, place)))
            {
                int taken = place - (_depths.Before(instruction) - IL.Pops(instruction, _method));

                if (instruction.OpCode == OpCodes.Dup && taken == 0)
                {
                    if (IsTakenAsObject(instruction.Next, place + 1))
                    {
                        return true;
                    }
                }
                else if (taken >= 0)
                {
                    return WantsObject(IL.Simplified(instruction, _method.Body), taken);
                }

                if (IL.Targets(instruction).Any(target => IsTakenAsObject(target, place)))
                {
                    return true;
                }

                instruction = IL.FallsThrough(instruction) ? instruction.Next : null;
            }

            return false;
        }

        private bool WantsObject(Instruction instruction, int taken)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Stloc:
                    return IsObject(((VariableDefinition)instruction.Operand).VariableType);
                case Code.Starg:
                    return IsObject(((ParameterDefinition)instruction.Operand).ParameterType);
                case Code.Stfld:
                case Code.Stsfld:
                    return IsObject(((FieldReference)instruction.Operand).FieldType);
                case Code.Ret:
                    return IsObject(_method.ReturnType);
                case Code.Stelem_Ref:
                case Code.Stind_Ref:
                case Code.Isinst:
                case Code.Castclass:
                case Code.Unbox:
                case Code.Unbox_Any:
                    return true;
                case Code.Call:
                case Code.Callvirt:
                case Code.Newobj:
                    var called = (MethodReference)instruction.Operand;
                    int parameter = taken - (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0);
                    return IsObject(parameter < 0 ? called.DeclaringType : called.Parameters[parameter].ParameterType);
                default:
                    return false;
            }
        }

        private static bool IsObject(TypeReference type) => type.MetadataType == MetadataType.Object;
    }
}
