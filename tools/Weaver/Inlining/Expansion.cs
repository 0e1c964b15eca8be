using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// What stands in the place of one call. Arguments are evaluated where they were: one that the body takes first stays on the stack,
    /// a constant or an unchanged local is repeated, the others are kept in locals.
    /// </summary>
    internal sealed class Expansion
    {
        private readonly InlineBody _body;
        private readonly Instruction _call;
        private readonly Arguments _arguments;
        private readonly LocalPool _locals;
        private readonly Access _access;
        private readonly List<Instruction> _code = new List<Instruction>();
        private readonly List<Instruction> _dropped = new List<Instruction>();
        private readonly Instruction[] _values;
        private readonly Dictionary<Instruction, Instruction> _copies = new Dictionary<Instruction, Instruction>();
        private readonly Dictionary<VariableDefinition, VariableDefinition> _variables = new Dictionary<VariableDefinition, VariableDefinition>();

        internal Expansion(InlineBody body, Instruction call, Arguments arguments, LocalPool locals, Access access)
        {
            _body = body;
            _call = call;
            _arguments = arguments;
            _locals = locals;
            _access = access;
            _values = new Instruction[body.ParameterCount];
        }

        /// <summary>What the body becomes.</summary>
        internal IReadOnlyList<Instruction> Code => _code;

        /// <summary>The instructions before the call that are not needed any more.</summary>
        internal IReadOnlyList<Instruction> Dropped => _dropped;

        /// <summary>By how many bytes the caller grows on a device.</summary>
        internal int Growth => IL.Size(_code) - IL.Size(_dropped) - IL.Size(_call.OpCode, _call.Operand);

        /// <summary>Writes it; nothing is changed yet.</summary>
        /// <param name="touch">A field of the receiver that has to be loaded first, so that a null throws; null when it need not.</param>
        /// <returns>False when an argument cannot be kept in a local.</returns>
        internal bool Write(FieldReference touch)
        {
            int onStack = touch == null ? Leading() : 0;
            int count = _body.ParameterCount;
            var kept = new List<int>();
            _locals.Begin(Enumerable.Range(onStack, count - onStack).Where(IsRepeated).Select(i => _arguments.Simple(i).Operand));

            for (int i = onStack; i < count; i++)
            {
                if (IsRepeated(i))
                {
                    _values[i] = _arguments.Simple(i);
                    _dropped.Add(_values[i]);
                }
                else
                {
                    kept.Add(i);
                }
            }

            int skip = onStack;

            for (int k = kept.Count - 1; k >= 0; k--)
            {
                if (!Keep(kept[k], onStack + k == 0 || k == 0, ref skip, touch))
                {
                    return false;
                }
            }

            if (touch != null)
            {
                _code.Add(Load(0));
                _code.Add(Instruction.Create(OpCodes.Ldfld, touch));
                _code.Add(Instruction.Create(OpCodes.Pop));
            }

            foreach (VariableDefinition local in _body.Method.Body.Variables)
            {
                _variables.Add(local, null);
            }

            Copy(skip);
            return true;
        }

        // How many arguments the body begins with, in order, and never looks at again.
        private int Leading()
        {
            int i = 0;

            while (i < _body.ParameterCount && IsLoad(i, i) && _body.Loads(i) == 1 && !_body.IsChanged(i))
            {
                i++;
            }

            return i;
        }

        private bool IsLoad(int at, int parameter)
        {
            Instruction instruction = _body.Code[at];
            return instruction.OpCode == OpCodes.Ldarg && !_body.Targets.Contains(instruction)
                && IL.Index((ParameterDefinition)instruction.Operand, _body.Method.HasThis) == parameter;
        }

        private bool IsRepeated(int parameter) => _arguments.Simple(parameter) != null && !_body.IsChanged(parameter);

        // From the stack into a local. The last one to be kept stays on the stack as well, when the body goes on with it.
        private bool Keep(int parameter, bool isLast, ref int skip, FieldReference touch)
        {
            bool next = isLast && touch == null && skip < _body.Code.Count && IsLoad(skip, parameter);
            int loads = _body.Loads(parameter) + (parameter == 0 && touch != null ? 1 : 0);

            if (loads == 0 && !_body.IsChanged(parameter))
            {
                _code.Add(Instruction.Create(OpCodes.Pop));
                return true;
            }

            if (next && loads == 1 && !_body.IsChanged(parameter))
            {
                skip++;
                return true;
            }

            TypeReference type = _body.ParameterType(parameter);

            if (type is ByReferenceType)
            {
                return false;
            }

            VariableDefinition local = _locals.Take(_access.ImportType(type));

            if (next)
            {
                _code.Add(Instruction.Create(OpCodes.Dup));
                skip++;
            }

            _code.Add(Instruction.Create(OpCodes.Stloc, local));
            _values[parameter] = Instruction.Create(OpCodes.Ldloc, local);
            return true;
        }

        private Instruction Load(int parameter)
        {
            Instruction value = Instruction.Create(OpCodes.Nop);
            value.OpCode = _values[parameter].OpCode;
            value.Operand = _values[parameter].Operand;
            return value;
        }

        private void Copy(int skip)
        {
            List<Instruction> source = _body.Code.Skip(skip).ToList();
            Instruction end = _call.Next;

            foreach (VariableDefinition cleared in new UnsetLocals(_body).Find())
            {
                Clear(Local(cleared));
            }

            foreach (Instruction instruction in source)
            {
                Instruction copy = CopyOf(instruction);

                if (instruction.OpCode == OpCodes.Ret)
                {
                    copy.OpCode = instruction == source[source.Count - 1] ? OpCodes.Nop : OpCodes.Br;
                    copy.Operand = copy.OpCode == OpCodes.Br ? end : null;
                }

                _copies.Add(instruction, copy);
                _code.Add(copy);
            }

            // The last return falls through to what is behind the call: what branches to it goes there.
            foreach (Instruction copy in _code.Where(c => c.Operand is Instruction || c.Operand is Instruction[]))
            {
                if (copy.Operand is Instruction target)
                {
                    copy.Operand = Map(target, end);
                }
                else
                {
                    copy.Operand = ((Instruction[])copy.Operand).Select(t => Map(t, end)).ToArray();
                }
            }

            _code.RemoveAll(c => c.OpCode == OpCodes.Nop);
        }

        private Instruction Map(Instruction target, Instruction end)
        {
            return !_copies.TryGetValue(target, out Instruction copy) || copy.OpCode == OpCodes.Nop ? end : copy;
        }

        private Instruction CopyOf(Instruction instruction)
        {
            Instruction copy = Instruction.Create(OpCodes.Nop);
            copy.OpCode = instruction.OpCode;
            copy.Operand = _access.Import(instruction.Operand);

            if (instruction.Operand is VariableDefinition variable)
            {
                copy.Operand = Local(variable);
            }
            else if (instruction.Operand is ParameterDefinition parameter)
            {
                int index = IL.Index(parameter, _body.Method.HasThis);

                if (instruction.OpCode == OpCodes.Ldarg)
                {
                    return Load(index);
                }

                copy.OpCode = instruction.OpCode == OpCodes.Starg ? OpCodes.Stloc : OpCodes.Ldloca;
                copy.Operand = _values[index].Operand;
            }

            return copy;
        }

        private VariableDefinition Local(VariableDefinition variable)
        {
            return _variables[variable] ?? (_variables[variable] = _locals.Take(_access.ImportType(variable.VariableType)));
        }

        // What the body expects to be zero: it may run for the second time here.
        private void Clear(VariableDefinition local)
        {
            if (local.VariableType.IsValueType && !(local.VariableType.IsPrimitive && local.VariableType.MetadataType <= MetadataType.UInt32))
            {
                _code.Add(Instruction.Create(OpCodes.Ldloca, local));
                _code.Add(Instruction.Create(OpCodes.Initobj, local.VariableType));
            }
            else
            {
                _code.Add(local.VariableType.IsValueType ? Instruction.Create(OpCodes.Ldc_I4, 0) : Instruction.Create(OpCodes.Ldnull));
                _code.Add(Instruction.Create(OpCodes.Stloc, local));
            }
        }
    }
}
