using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// Takes locals away that hold a value only from one instruction to another a little behind it: the value waits on the stack. To store
    /// and to load it is two instructions, and a local is 12 bytes of each frame, to be cleared at each call. Optimised builds only.
    /// </summary>
    internal sealed class Temporaries
    {
        private readonly MethodEditor _editor;
        private readonly HashSet<Instruction> _targets;

        private Temporaries(MethodEditor editor)
        {
            _editor = editor;
            _targets = editor.Targets();
        }

        /// <returns>True when something was changed.</returns>
        internal static bool Apply(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.HasVariables))
            {
                while (Sweep(method))
                {
                    any = true;
                }

                any |= RemoveUnused(method);
            }

            return any;
        }

        // The store and the load of each local that has one of each, by the short forms too, since to open a method costs more than a look.
        private static IEnumerable<KeyValuePair<Instruction, Instruction>> Pairs(MethodBody body)
        {
            Instruction[] stores = new Instruction[body.Variables.Count];
            Instruction[] loads = new Instruction[body.Variables.Count];
            int[] uses = new int[body.Variables.Count];

            foreach (Instruction instruction in body.Instructions)
            {
                Instruction simple = IL.Simplified(instruction, body);

                if (simple.Operand is VariableDefinition local)
                {
                    uses[local.Index]++;
                    stores[local.Index] = simple.OpCode == OpCodes.Stloc ? instruction : stores[local.Index];
                    loads[local.Index] = simple.OpCode == OpCodes.Ldloc ? instruction : loads[local.Index];
                }
            }

            return Enumerable.Range(0, uses.Length)
                .Where(i => uses[i] == 2 && stores[i] != null && loads[i] != null && stores[i].Offset < loads[i].Offset && IsKept(body.Variables[i].VariableType))
                .Select(i => new KeyValuePair<Instruction, Instruction>(stores[i], loads[i]));
        }

        // A store gives a number the width, and on a device the sign, of its place; of a struct it makes a copy.
        private static bool IsKept(TypeReference type)
        {
            bool isReference = !type.IsValueType && !type.IsPrimitive && !type.IsGenericParameter && (!(type is TypeSpecification) || type is ArrayType || type is GenericInstanceType);
            return isReference || type.MetadataType == MetadataType.Int32 || type.MetadataType == MetadataType.Boolean;
        }

        private static bool Sweep(MethodDefinition method)
        {
            List<KeyValuePair<Instruction, Instruction>> pairs = Pairs(method.Body).ToList();

            if (pairs.Count == 0)
            {
                return false;
            }

            var editor = new MethodEditor(method);
            var sweep = new Temporaries(editor);
            bool changed = false;

            foreach (KeyValuePair<Instruction, Instruction> pair in pairs)
            {
                // Once something has moved, what was found before may be elsewhere: the next sweep finds it there.
                if (sweep.Remove(pair.Key, pair.Value))
                {
                    changed = true;
                    break;
                }
            }

            editor.Close();
            return changed;
        }

        private bool Remove(Instruction store, Instruction load)
        {
            if (_targets.Contains(store) || !IsWhole(store))
            {
                return false;
            }

            int depth = 0;

            for (Instruction at = store.Next; ; at = at.Next)
            {
                if (at == null || _targets.Contains(at))
                {
                    return false;
                }

                if (at == load)
                {
                    break;
                }

                depth -= IL.Pops(at, _editor.Method);

                if (at.OpCode.FlowControl != FlowControl.Next || at.OpCode == OpCodes.Stloc && at.Operand == store.Operand)
                {
                    return false;
                }

                if (depth < 0)
                {
                    return RepeatConstant(store, load);
                }

                depth += IL.Pushes(at);
            }

            if (depth == 0)
            {
                _editor.Drop(store);
                _editor.Drop(load);
                return true;
            }

            return depth == 1 && PushBefore(store, load);
        }

        // Of a number only what has the type of the local already.
        private bool IsWhole(Instruction store)
        {
            TypeReference type = ((VariableDefinition)store.Operand).VariableType;
            bool isCopy = store.Previous?.OpCode == OpCodes.Dup && !_targets.Contains(store.Previous);
            Instruction value = isCopy ? store.Previous.Previous : store.Previous;
            return value != null && (!type.IsPrimitive || IL.Loaded(value)?.MetadataType == type.MetadataType || value.OpCode == OpCodes.Ldc_I4
                || (value.OpCode == OpCodes.Conv_I4 && type.MetadataType == MetadataType.Int32));
        }

        // a.A = b.B = 0: the constant once more, in place of its copy.
        private bool RepeatConstant(Instruction store, Instruction load)
        {
            Instruction copy = store.Previous;
            Instruction constant = copy.Previous;

            if (copy.OpCode != OpCodes.Dup || constant == null || !IL.IsConstant(constant) || _targets.Contains(copy) || _targets.Contains(load)
                || IL.Range(store.Next, load).Any(i => _targets.Contains(i) || i.OpCode.FlowControl != FlowControl.Next))
            {
                return false;
            }

            load.OpCode = constant.OpCode;
            load.Operand = constant.Operand;
            _editor.Drop(copy);
            _editor.Drop(store);
            return true;
        }

        // Value, store, argument, load: the argument comes first, and the value stays where it is then.
        private bool PushBefore(Instruction store, Instruction load)
        {
            Instruction argument = load.Previous;
            Instruction start = StartOf(store);

            // What belongs to the instruction behind it, such as volatile, stays before that.
            if (start == null || start.Previous?.OpCode.FlowControl == FlowControl.Meta || !(IL.IsConstant(argument) || IsSteady(argument)))
            {
                return false;
            }

            Instruction first = Instruction.Create(OpCodes.Nop);
            first.OpCode = argument.OpCode;
            first.Operand = argument.Operand;
            _editor.Drop(argument);
            _editor.Drop(store);
            _editor.Drop(load);
            _editor.InsertBefore(start, first);
            return true;
        }

        // An argument that is the same throughout the method.
        private bool IsSteady(Instruction argument)
        {
            return argument.OpCode == OpCodes.Ldarg && !_editor.Instructions.Any(i => i.Operand == argument.Operand && i.OpCode != OpCodes.Ldarg);
        }

        // Where what makes the one value begins that an instruction takes; null where it is not known.
        private Instruction StartOf(Instruction taker)
        {
            int wanted = 1;

            for (Instruction at = taker.Previous; at != null; at = at.Previous)
            {
                int pushes = IL.Pushes(at);

                if (pushes > wanted || (at.OpCode.FlowControl != FlowControl.Next && at.OpCode.FlowControl != FlowControl.Call))
                {
                    return null;
                }

                wanted += IL.Pops(at, _editor.Method) - pushes;

                if (wanted == 0)
                {
                    return at;
                }

                if (_targets.Contains(at))
                {
                    return null;
                }
            }

            return null;
        }

        private static bool RemoveUnused(MethodDefinition method)
        {
            MethodBody body = method.Body;
            var used = new HashSet<VariableDefinition>(body.Instructions.Select(i => IL.Simplified(i, body).Operand).OfType<VariableDefinition>());

            if (used.Count == body.Variables.Count)
            {
                return false;
            }

            var editor = new MethodEditor(method);
            editor.RemoveLocals(used);
            editor.Close();
            return true;
        }
    }
}
