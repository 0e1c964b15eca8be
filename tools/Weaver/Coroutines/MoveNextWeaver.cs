using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>
    /// The body of the state machine: suspension, resumption and end become loads and stores of the coroutine's own fields.
    /// </summary>
    internal sealed class MoveNextWeaver
    {
        private readonly Library _library;
        private readonly MethodEditor _editor;
        private readonly List<Instruction> _code;
        private readonly ParameterDefinition _this;
        private readonly List<Instruction> _interruptible = new List<Instruction>();
        private readonly TurnState _turn = new TurnState();

        internal MoveNextWeaver(MethodDefinition moveNext, Library library)
        {
            _library = library;
            _editor = new MethodEditor(moveNext);
            _this = moveNext.Body.ThisParameter;

            // The compiler's own no-ops (debug builds) stay where they are and do not disturb the patterns.
            _code = _editor.Instructions.Where(i => i.OpCode != OpCodes.Nop).ToList();
        }

        internal void Weave()
        {
            if (IsThis(0) && IsField(1, OpCodes.Ldfld, Names.StateField) && Is(2, OpCodes.Stloc))
            {
                _turn.Load = new[] { _code[0], _code[1], _code[2] };
            }

            for (int i = 0; i < _code.Count; i++)
            {
                if (_code[i].Operand is FieldReference field && field.Name.StartsWith(Names.AwaiterFieldPrefix))
                {
                    if (_code[i].OpCode == OpCodes.Stfld)
                    {
                        Suspend(i);
                    }
                    else if (_code[i].OpCode == OpCodes.Ldfld)
                    {
                        Resume(i);
                    }
                }
            }

            for (int i = 0; i < _code.Count; i++)
            {
                RewriteEnd(i);
            }

            foreach (Instruction end in _interruptible)
            {
                ThrowInterruption(end);
            }

            _turn.Write(_editor, _library, _this);
            CheckNothingLeft();
            _editor.Close();
        }

        // this.state = state = n; this.u = awaiter; builder.AwaitOnCompleted(ref awaiter, ref this)
        // becomes this._awaiting = awaiter; this.state = state = n: it is parked already, by BeginAwait, and nothing can fail any more.
        private void Suspend(int store)
        {
            int first = store - 7;
            int i = store + 1;

            // A debug build passes a copy of this by reference.
            if (IsThis(i) && Is(i + 1, OpCodes.Stloc) && IsThis(i + 2))
            {
                i += 2;
            }

            bool known = IsThis(first) && Is(first + 1, OpCodes.Ldc_I4) && Is(first + 2, OpCodes.Dup) && Is(first + 3, OpCodes.Stloc)
                && IsField(first + 4, OpCodes.Stfld, Names.StateField)
                && IsThis(store - 2) && Is(store - 1, OpCodes.Ldloc)
                && IsThis(i) && IsField(i + 1, OpCodes.Ldflda, Names.BuilderField)
                && Is(i + 2, OpCodes.Ldloca) && _code[i + 2].Operand == _code[store - 1].Operand
                && (IsThis(i + 3) || Is(i + 3, OpCodes.Ldloca))
                && Is(i + 4, OpCodes.Call) && _code[i + 4].Operand is GenericInstanceMethod;

            if (!known)
            {
                throw Unknown(store);
            }

            var call = (GenericInstanceMethod)_code[i + 4].Operand;
            CheckAwaiter(call.GenericArguments[0], _code[store]);
            var awaiter = (VariableDefinition)_code[store - 1].Operand;
            _editor.Replace(
                _code.GetRange(first, i + 4 - first + 1),
                Instruction.Create(OpCodes.Ldarg, _this),
                Instruction.Create(OpCodes.Ldloc, awaiter),
                Instruction.Create(OpCodes.Stfld, _library.Awaiting),
                Instruction.Create(OpCodes.Ldarg, _this),
                Instruction.Create(OpCodes.Ldc_I4, (int)_code[first + 1].Operand),
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, (VariableDefinition)_code[first + 3].Operand),
                Instruction.Create(OpCodes.Stfld, _library.State));
            _turn.Copies.Add(_code[first + 5]);
            _turn.Copies.Add(_code[first + 6]);
        }

        // awaiter = this.u; this.u = null; this.state = state = -1
        // becomes awaiter = this._awaiting; state = -1: the field has it from the start of the turn on. What is waited for stays
        // referenced until the next await: to forget it would cost three instructions each time.
        private void Resume(int load)
        {
            int i = load + 1;
            Instruction cast = null;

            if (Is(i, OpCodes.Castclass))
            {
                cast = _code[i];
                i++;
            }

            bool known = IsThis(load - 1) && Is(i, OpCodes.Stloc)
                && IsThis(i + 1) && Is(i + 2, OpCodes.Ldnull) && IsAwaiterStore(i + 3)
                && IsThis(i + 4) && Is(i + 5, OpCodes.Ldc_I4) && Is(i + 6, OpCodes.Dup) && Is(i + 7, OpCodes.Stloc)
                && IsField(i + 8, OpCodes.Stfld, Names.StateField);

            if (!known)
            {
                throw Unknown(load);
            }

            var awaiter = (VariableDefinition)_code[i].Operand;
            var state = (VariableDefinition)_code[i + 7].Operand;
            var by = new List<Instruction> { Instruction.Create(OpCodes.Ldc_I4, -1), Instruction.Create(OpCodes.Stloc, state) };
            string type = (cast == null ? awaiter.VariableType : (TypeReference)cast.Operand).GetElementType().FullName;

            // Of a delay nothing is asked any more.
            if (type != Names.VoidAwaiter)
            {
                by.Add(Instruction.Create(OpCodes.Ldarg, _this));
                by.Add(Instruction.Create(OpCodes.Ldfld, _library.Awaiting));
                by.Add(Instruction.Create(OpCodes.Stloc, awaiter));
            }

            if (type == Names.VoidAwaiter || type == Names.IntAwaiter)
            {
                _interruptible.Add(_code[i + 8]);
            }

            _turn.Resumptions.Add(_code[load - 1]);
            _editor.Replace(_code.GetRange(load - 1, i + 8 - (load - 1) + 1), by.ToArray());
        }

        // These end without a call, which could meet a heap that is full when the result is there. So whether an exception has come in the
        // place of what was waited for is seen here.
        private void ThrowInterruption(Instruction end)
        {
            Instruction next = end.Next;
            InsertAfter(
                end,
                Instruction.Create(OpCodes.Ldarg, _this),
                Instruction.Create(OpCodes.Ldfld, _library.Due),
                Instruction.Create(OpCodes.Ldc_I4, Library.Interrupted),
                Instruction.Create(OpCodes.Bne_Un, next),
                Instruction.Create(OpCodes.Ldarg, _this),
                Instruction.Create(OpCodes.Call, _library.ThrowInterruption));
        }

        private void RewriteEnd(int i)
        {
            Instruction instruction = _code[i];

            if (IsField(i, OpCodes.Stfld, Names.StateField) && Is(i - 1, OpCodes.Ldc_I4) && IsThis(i - 2))
            {
                // state = -2 before SetResult and SetException: the end has a state of its own.
                _editor.Drop(_code.GetRange(i - 2, 3));
            }
            else if (IsField(i, OpCodes.Ldflda, Names.BuilderField))
            {
                // In front of what ends it: this is left on the stack.
                _editor.Drop(instruction);
            }
            else if (IsField(i, OpCodes.Ldfld, Names.StateField) || IsField(i, OpCodes.Stfld, Names.StateField))
            {
                instruction.Operand = _library.State;
            }
            else if (instruction.Operand is MethodReference method && Names.IsBuilder(method.DeclaringType))
            {
                RewriteBuilderCall(i, instruction, method);
            }
        }

        // The outcome is on the stack, above this: this._awaiting = outcome; this._state = the end.
        private void RewriteBuilderCall(int i, Instruction instruction, MethodReference method)
        {
            bool failed = method.Name == "SetException";

            if (method.Name == "SetResult")
            {
                if (method.DeclaringType is GenericInstanceType builder)
                {
                    TypeReference result = builder.GenericArguments[0];

                    if (result.IsValueType && !BoxWhereItReturns(i - 1, result))
                    {
                        _editor.InsertBefore(instruction, Instruction.Create(OpCodes.Box, result));
                        instruction = instruction.Next ?? instruction;
                    }
                }
                else
                {
                    _editor.InsertBefore(instruction, Instruction.Create(OpCodes.Ldnull));
                    instruction = instruction.Next ?? instruction;
                }
            }
            else if (!failed)
            {
                return;
            }

            instruction.OpCode = OpCodes.Stfld;
            instruction.Operand = _library.Awaiting;
            InsertAfter(
                instruction,
                Instruction.Create(OpCodes.Ldarg, _this),
                Instruction.Create(OpCodes.Ldc_I4, failed ? Library.Faulted : Library.Succeeded),
                Instruction.Create(OpCodes.Stfld, _library.State));
        }

        // Where the program returns, the box can fail yet: its catch blocks see it, as the place where something can be put back. At the end of
        // the coroutine there is nobody any more, and what was taken for the result would be lost.
        private bool BoxWhereItReturns(int load, TypeReference type)
        {
            var result = Is(load, OpCodes.Ldloc) ? (VariableDefinition)_code[load].Operand : null;
            List<Instruction> uses = _code.Where(c => result != null && c.Operand == result).ToList();

            if (uses.Count == 0 || uses.Any(c => c.OpCode != OpCodes.Stloc && c != _code[load]))
            {
                return false;
            }

            foreach (Instruction store in uses.Where(c => c.OpCode == OpCodes.Stloc))
            {
                _editor.InsertBefore(store, Instruction.Create(OpCodes.Box, type));
            }

            result.VariableType = _editor.Method.Module.TypeSystem.Object;
            return true;
        }

        private void InsertAfter(Instruction instruction, params Instruction[] inserted)
        {
            foreach (Instruction next in inserted.Reverse())
            {
                _editor.InsertAfter(instruction, next);
            }
        }

        private void CheckAwaiter(TypeReference awaiter, Instruction at)
        {
            if (!Names.IsFace(awaiter))
            {
                throw _editor.Error(at, "UAN006", "cannot await a " + awaiter.FullName + ": only what derives from UAsyncio.Nano.Awaitable can be awaited");
            }
        }

        private void CheckNothingLeft()
        {
            foreach (Instruction instruction in _editor.Instructions)
            {
                bool left = (instruction.Operand is FieldReference field
                        && (field.Name == Names.BuilderField || field.Name == Names.StateField || field.Name.StartsWith(Names.AwaiterFieldPrefix)))
                    || (instruction.Operand is MethodReference method && Names.IsBuilder(method.DeclaringType));

                if (left)
                {
                    throw _editor.Error(instruction, "UAN002", "the weaver does not know this compiler's state machine (" + instruction.OpCode + " " + instruction.Operand + ")");
                }
            }
        }

        private WeaveException Unknown(int i)
        {
            Instruction call = _code.Skip(i).FirstOrDefault(c => c.Operand is GenericInstanceMethod m && Names.IsBuilder(m.DeclaringType));

            if (call != null)
            {
                CheckAwaiter(((GenericInstanceMethod)call.Operand).GenericArguments[0], _code[i]);
            }

            return _editor.Error(_code[i], "UAN002", "the weaver does not know this compiler's state machine (" + _code[i].OpCode + " at an await)");
        }

        private bool Is(int i, OpCode code) => i >= 0 && i < _code.Count && _code[i].OpCode == code;

        private bool IsThis(int i) => Is(i, OpCodes.Ldarg) && _code[i].Operand == _this;

        private bool IsField(int i, OpCode code, string name) => Is(i, code) && ((FieldReference)_code[i].Operand).Name == name;

        private bool IsAwaiterStore(int i) => Is(i, OpCodes.Stfld) && ((FieldReference)_code[i].Operand).Name.StartsWith(Names.AwaiterFieldPrefix);
    }
}
