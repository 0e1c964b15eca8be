using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Gives an unsigned number a sign where what follows counts on one. For a cast such as (int)u the compiler writes nothing, since to
    /// .NET a number on the stack is neither; the 1.x interpreter keeps its type with it, and goes on without a sign in a remainder, a shift
    /// to the right, a widening, and in whatever it is handed to; a store keeps the type of its place, but for one by reference. Unsigned operations ask for no type: to them a sign does nothing.
    /// </summary>
    internal sealed class SignWeaver
    {
        private const int Int = 4;
        private const int Long = 8;

        private readonly MethodDefinition _method;
        private readonly Definitions _definitions;
        private readonly Dictionary<Instruction, int> _found = new Dictionary<Instruction, int>();
        private readonly Stack<Value> _stack = new Stack<Value>();

        private SignWeaver(MethodDefinition method, Definitions definitions)
        {
            _method = method;
            _definitions = definitions;
        }

        /// <returns>True when there was such a place.</returns>
        internal static bool Weave(ModuleDefinition module, Definitions definitions)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Count > 0))
            {
                var weaver = new SignWeaver(method, definitions);
                weaver.Find();

                if (weaver._found.Count > 0)
                {
                    var editor = new MethodEditor(method);

                    foreach (KeyValuePair<Instruction, int> number in weaver._found)
                    {
                        editor.InsertAfter(number.Key, Instruction.Create(number.Value == Int ? OpCodes.Conv_I4 : OpCodes.Conv_I8));
                    }

                    editor.Close();
                    any = true;
                }
            }

            return any;
        }

        // Goes through the code as it stands. What crosses a branch on the stack has its sign before.
        private void Find()
        {
            var depths = new StackDepths(_method);
            var targets = new HashSet<Instruction>(_method.Body.Instructions.SelectMany(IL.Targets));

            foreach (Instruction instruction in _method.Body.Instructions)
            {
                int depth = depths.Before(instruction);

                if (depth < 0 || depth != _stack.Count || targets.Contains(instruction))
                {
                    SignAll();

                    for (; depth > 0; depth--)
                    {
                        _stack.Push(default);
                    }

                    if (depth < 0)
                    {
                        continue;
                    }
                }

                Step(IL.Simplified(instruction, _method.Body), instruction);
            }
        }

        private void Step(Instruction instruction, Instruction place)
        {
            Value[] taken = new Value[IL.Pops(instruction, _method)];

            for (int i = taken.Length - 1; i >= 0; i--)
            {
                taken[i] = _stack.Pop();
            }

            switch (instruction.OpCode.Code)
            {
                case Code.Dup:
                    _stack.Push(taken[0]);
                    _stack.Push(taken[0]);
                    return;
                case Code.Conv_I8:
                    // Of a long it is the sign itself.
                    if (taken[0].Size == Int)
                    {
                        Sign(taken[0]);
                    }

                    break;
                case Code.Rem:
                case Code.Shr:
                case Code.Conv_R4:
                case Code.Conv_R8:
                    Sign(taken[0]);
                    break;
                case Code.Stind_I4:
                case Code.Stind_I8:
                    Sign(taken[1]);
                    break;
                case Code.Ret:
                    if (taken.Length > 0 && SizeOf(_method.ReturnType) == 0)
                    {
                        Sign(taken[0]);
                    }

                    break;
                case Code.Call:
                case Code.Callvirt:
                case Code.Newobj:
                    SignArguments((MethodReference)instruction.Operand, taken);
                    break;
            }

            if (instruction.OpCode.FlowControl == FlowControl.Branch || instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
            {
                foreach (Value left in _stack)
                {
                    Sign(left);
                }
            }

            int size = ResultOf(instruction, taken);

            for (int pushes = IL.Pushes(instruction); pushes > 0; pushes--)
            {
                _stack.Push(new Value { From = place, Size = size });
            }
        }

        private void SignArguments(MethodReference called, Value[] taken)
        {
            int first = taken.Length - called.Parameters.Count;

            for (int i = 0; i < called.Parameters.Count; i++)
            {
                TypeReference type = called.Parameters[i].ParameterType;

                if (!type.IsGenericParameter && SizeOf(type) == 0)
                {
                    Sign(taken[first + i]);
                }
            }
        }

        // What an instruction leaves: the size of an unsigned number, 0 for anything else. A calculation has the type of its first operand.
        private int ResultOf(Instruction instruction, Value[] taken)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldelem_U4:
                case Code.Ldind_U4:
                case Code.Conv_U4:
                case Code.Conv_Ovf_U4:
                case Code.Conv_Ovf_U4_Un:
                    return Int;
                case Code.Ldelem_I8:
                case Code.Ldind_I8:
                case Code.Conv_U8:
                case Code.Conv_Ovf_U8:
                case Code.Conv_Ovf_U8_Un:
                    return Long;
                case Code.Add:
                case Code.Sub:
                case Code.Mul:
                case Code.Div:
                case Code.Div_Un:
                case Code.Rem_Un:
                case Code.And:
                case Code.Or:
                case Code.Xor:
                case Code.Shl:
                case Code.Shr_Un:
                case Code.Neg:
                case Code.Not:
                    return taken[0].Size;
                default:
                    return IL.Loaded(instruction) is TypeReference type ? SizeOf(type) : 0;
            }
        }

        private void SignAll()
        {
            while (_stack.Count > 0)
            {
                Sign(_stack.Pop());
            }
        }

        private void Sign(Value value)
        {
            if (value.Size != 0)
            {
                _found[value.From] = value.Size;
            }
        }

        private int SizeOf(TypeReference type)
        {
            while (type is IModifierType modifier)
            {
                type = modifier.ElementType;
            }

            switch (type.MetadataType)
            {
                case MetadataType.UInt32:
                    return Int;
                case MetadataType.UInt64:
                    return Long;
                case MetadataType.ValueType:
                    TypeDefinition definition = _definitions.Find(type);
                    return definition != null && definition.IsEnum ? SizeOf(definition.Fields.First(f => !f.IsStatic).FieldType) : 0;
                default:
                    return 0;
            }
        }

        // A number on the stack, and what has put it there.
        private struct Value
        {
            internal Instruction From;
            internal int Size;
        }
    }
}
