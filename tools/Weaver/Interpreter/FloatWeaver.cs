using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Turns round those comparisons of floats that a device gets wrong where one is NaN. To the 1.x interpreter NaN is greater than, and less
    /// than, everything: "greater" of x and y says yes, where "less" of y and x says no, as C# has it.
    /// </summary>
    internal sealed class FloatWeaver
    {
        // The same with its operands exchanged, for those that are wrong.
        private static readonly Dictionary<Code, OpCode> s_turned = new Dictionary<Code, OpCode>
        {
            { Code.Bgt, OpCodes.Blt },
            { Code.Bge, OpCodes.Ble },
            { Code.Cgt, OpCodes.Clt },
            { Code.Blt_Un, OpCodes.Bgt_Un },
            { Code.Ble_Un, OpCodes.Bge_Un },
            { Code.Clt_Un, OpCodes.Cgt_Un },
        };

        private readonly MethodDefinition _method;
        private readonly List<Comparison> _found = new List<Comparison>();
        private readonly Dictionary<Instruction, Value[]> _atTargets = new Dictionary<Instruction, Value[]>();
        private List<Value> _stack = new List<Value>();

        private FloatWeaver(MethodDefinition method)
        {
            _method = method;
        }

        /// <returns>True when there was such a comparison.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(i => IsWrong(i, m))))
            {
                var weaver = new FloatWeaver(method);
                weaver.Find();

                if (weaver._found.Count > 0)
                {
                    weaver.Turn();
                    any = true;
                }
            }

            return any;
        }

        private static bool IsWrong(Instruction instruction, MethodDefinition method) => s_turned.ContainsKey(IL.Simplified(instruction, method.Body).OpCode.Code);

        private void Find()
        {
            var depths = new StackDepths(_method);
            var targets = new HashSet<Instruction>(_method.Body.Instructions.SelectMany(IL.Targets));

            foreach (Instruction instruction in _method.Body.Instructions)
            {
                int depth = depths.Before(instruction);

                if (depth < 0)
                {
                    continue;
                }

                if (targets.Contains(instruction) || depth != _stack.Count)
                {
                    Enter(instruction, depth);
                }

                Step(instruction, IL.Simplified(instruction, _method.Body));
            }
        }

        // What is on the stack where ways meet has been put there by several; its type is the same on each.
        private void Enter(Instruction instruction, int depth)
        {
            if (_stack.Count != depth)
            {
                bool isKnown = _atTargets.TryGetValue(instruction, out Value[] known) && known.Length == depth;
                _stack = new List<Value>(isKnown ? known : new Value[depth]);
            }

            _stack = _stack.Select(value => new Value { Type = value.Type }).ToList();
        }

        private void Step(Instruction place, Instruction instruction)
        {
            int first = _stack.Count - IL.Pops(instruction, _method);
            Value[] taken = _stack.Skip(first).ToArray();
            _stack.RemoveRange(first, taken.Length);

            if (s_turned.ContainsKey(instruction.OpCode.Code))
            {
                TypeReference type = taken[0].Type ?? taken[1].Type;

                if (type != null)
                {
                    _found.Add(new Comparison { Place = place, Left = taken[0].From, Right = taken[1].From, Type = type });
                }
            }

            foreach (Instruction target in IL.Targets(instruction))
            {
                _atTargets[target] = _stack.ToArray();
            }

            TypeReference result = ResultOf(instruction, taken);

            for (int pushes = IL.Pushes(instruction); pushes > 0; pushes--)
            {
                _stack.Add(new Value { From = place, Type = result });
            }

            if (!IL.FallsThrough(instruction))
            {
                _stack.Clear();
            }
        }

        // The type of the float that an instruction leaves, null for anything else.
        private TypeReference ResultOf(Instruction instruction, Value[] taken)
        {
            TypeSystem types = _method.Module.TypeSystem;

            switch (instruction.OpCode.Code)
            {
                case Code.Ldc_R4:
                case Code.Conv_R4:
                case Code.Ldelem_R4:
                case Code.Ldind_R4:
                    return types.Single;
                case Code.Ldc_R8:
                case Code.Conv_R8:
                case Code.Conv_R_Un:
                case Code.Ldelem_R8:
                case Code.Ldind_R8:
                    return types.Double;
                case Code.Add:
                case Code.Sub:
                case Code.Mul:
                case Code.Div:
                case Code.Rem:
                case Code.Neg:
                case Code.Dup:
                    return taken[0].Type;
                default:
                    return IL.Loaded(instruction) is TypeReference type ? Float(type) : null;
            }
        }

        private static TypeReference Float(TypeReference type)
        {
            while (type is IModifierType modifier)
            {
                type = modifier.ElementType;
            }

            return type.MetadataType == MetadataType.Single || type.MetadataType == MetadataType.Double ? type : null;
        }

        private void Turn()
        {
            var editor = new MethodEditor(_method);
            var locals = new LocalPool(_method.Body);

            foreach (Comparison comparison in _found)
            {
                Turn(editor, locals, comparison);
            }

            editor.Close();
        }

        private static void Turn(MethodEditor editor, LocalPool locals, Comparison comparison)
        {
            Instruction place = comparison.Place;
            Instruction left = comparison.Left;
            Instruction right = comparison.Right;
            OpCode turned = s_turned[place.OpCode.Code];

            // Where ways meet between the two, or behind them, it is not known what has put them there.
            if (left != null && right != null && right.Next == place && IsSimple(right))
            {
                place.OpCode = turned;

                if (left.Next == right && IsSimple(left))
                {
                    Exchange(left, right);
                    return;
                }

                locals.Begin(Enumerable.Empty<object>());
                VariableDefinition kept = locals.Take(comparison.Type);
                editor.InsertAfter(right, Instruction.Create(OpCodes.Ldloc, kept));
                editor.InsertBefore(right, Instruction.Create(OpCodes.Stloc, kept));
                locals.Commit();
                return;
            }

            locals.Begin(Enumerable.Empty<object>());
            VariableDefinition first = locals.Take(comparison.Type);
            VariableDefinition second = locals.Take(comparison.Type);
            Instruction compare = Instruction.Create(OpCodes.Nop);
            compare.OpCode = turned;
            compare.Operand = place.Operand;
            place.OpCode = OpCodes.Stloc;
            place.Operand = second;
            editor.InsertAfter(place, compare);
            editor.InsertAfter(place, Instruction.Create(OpCodes.Ldloc, first));
            editor.InsertAfter(place, Instruction.Create(OpCodes.Ldloc, second));
            editor.InsertAfter(place, Instruction.Create(OpCodes.Stloc, first));
            locals.Commit();
        }

        private static void Exchange(Instruction left, Instruction right)
        {
            OpCode code = left.OpCode;
            object operand = left.Operand;
            left.OpCode = right.OpCode;
            left.Operand = right.Operand;
            right.OpCode = code;
            right.Operand = operand;
        }

        private static bool IsSimple(Instruction instruction)
        {
            Code code = instruction.OpCode.Code;
            return code == Code.Ldloc || code == Code.Ldarg || IL.IsConstant(instruction);
        }

        private struct Value
        {
            internal Instruction From;

            internal TypeReference Type;
        }

        private struct Comparison
        {
            internal Instruction Place;

            internal Instruction Left;

            internal Instruction Right;

            internal TypeReference Type;
        }
    }
}
