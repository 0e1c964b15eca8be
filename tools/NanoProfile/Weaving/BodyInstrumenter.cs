using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using UAsyncio.NanoProfile.Counting;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>
    /// Weaves counters into one method: its entry, its returns, its basic blocks and what it allocates. What is inserted pushes
    /// and pops its own values only, so it fits where the stack is not empty too.
    /// </summary>
    internal sealed class BodyInstrumenter
    {
        private readonly MethodBody _body;
        private readonly MethodRecord _record;
        private readonly CounterReferences _references;
        private readonly VariableDefinition _node;
        private readonly Dictionary<Instruction, Instruction> _heads = new();
        private readonly List<Instruction> _output = new();

        public BodyInstrumenter(MethodBody body, MethodRecord record, CounterReferences references)
        {
            _body = body;
            _record = record;
            _references = references;
            _node = new VariableDefinition(references.Node);
        }

        public void Run()
        {
            // Short branches might not reach over what is inserted.
            _body.SimplifyMacros();
            HashSet<Instruction> leaders = Leaders();
            EmitEntry();
            _body.Variables.Add(_node);
            _body.InitLocals = true;

            BlockRecord block = new();
            foreach (Instruction instruction in _body.Instructions)
            {
                if (leaders.Contains(instruction))
                {
                    block = new BlockRecord();
                    _heads[instruction] = Emit(OpCodes.Ldloc, _node);
                    Emit(Instruction.Create(OpCodes.Ldc_I4, _record.Blocks.Count));
                    Emit(Instruction.Create(OpCodes.Callvirt, _references.Hit));
                    _record.Blocks.Add(block);
                }

                block.Instructions++;
                EmitBefore(instruction);
                _output.Add(instruction);
                EmitAfter(instruction, block);
            }

            _body.Instructions.Clear();
            foreach (Instruction instruction in _output)
            {
                _body.Instructions.Add(instruction);
            }

            Retarget();
            _body.OptimizeMacros();
        }

        // Where a block begins. A call ends one: what follows it does not run when the call throws.
        private HashSet<Instruction> Leaders()
        {
            HashSet<Instruction> leaders = [_body.Instructions[0]];
            foreach (Instruction instruction in _body.Instructions)
            {
                if (instruction.Operand is Instruction target)
                {
                    leaders.Add(target);
                }
                else if (instruction.Operand is Instruction[] targets)
                {
                    leaders.UnionWith(targets);
                }

                if (instruction.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Meta) && instruction.Next != null)
                {
                    leaders.Add(instruction.Next);
                }
            }

            foreach (ExceptionHandler handler in _body.ExceptionHandlers)
            {
                leaders.UnionWith(new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }.OfType<Instruction>());
            }

            return leaders;
        }

        private void EmitEntry()
        {
            Emit(Instruction.Create(OpCodes.Ldc_I4, _record.Id));
            Emit(Instruction.Create(OpCodes.Call, _references.Enter));
            Emit(OpCodes.Stloc, _node);

            // The interpreter makes an object for each struct among the locals.
            foreach (VariableDefinition variable in _body.Variables.Where(v => CallSites.IsStruct(v.VariableType)).ToArray())
            {
                EmitAllocating(variable.VariableType);
            }
        }

        private void EmitBefore(Instruction instruction)
        {
            if (instruction.OpCode.Code == Code.Ret)
            {
                Emit(OpCodes.Ldloc, _node);
                Emit(Instruction.Create(OpCodes.Callvirt, _references.Leave));
            }
            else if (instruction.OpCode.Code == Code.Newobj && IsSizedByType(((MethodReference)instruction.Operand).DeclaringType))
            {
                EmitAllocating(((MethodReference)instruction.Operand).DeclaringType);
            }
            else if (Profiler.RuntimeCallsFail && CallSites.IsOfRuntime(instruction))
            {
                Emit(Instruction.Create(OpCodes.Call, _references.Calling));
            }
        }

        private void EmitAfter(Instruction instruction, BlockRecord block)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldstr:
                    block.Literals++;
                    break;

                case Code.Newarr:
                case Code.Box:
                    EmitAllocated();
                    break;

                case Code.Newobj:
                    TypeReference type = ((MethodReference)instruction.Operand).DeclaringType;
                    Count(block, instruction);
                    if (CallSites.IsValueType(type))
                    {
                        break;
                    }

                    if (IsSizedByType(type))
                    {
                        Emit(Instruction.Create(OpCodes.Dup));
                        Emit(Instruction.Create(OpCodes.Call, _references.Made));
                    }
                    else
                    {
                        EmitAllocated();
                    }

                    break;

                case Code.Call:
                case Code.Callvirt:
                    CallKind kind = Count(block, instruction);
                    if (kind == CallKind.Runtime && CallSites.ReturnsNew((MethodReference)instruction.Operand))
                    {
                        EmitReturned((MethodReference)instruction.Operand);
                    }

                    break;
            }
        }

        private static CallKind Count(BlockRecord block, Instruction instruction)
        {
            CallKind kind = CallSites.KindOf(instruction);
            block.Calls += kind switch
            {
                CallKind.Direct => new CallCounts(1, 0, 0, 0, 0),
                CallKind.Virtual => new CallCounts(0, 1, 0, 0, 0),
                CallKind.Interface => new CallCounts(0, 0, 1, 0, 0),
                CallKind.Delegate => new CallCounts(0, 0, 0, 1, 0),
                CallKind.Runtime => new CallCounts(0, 0, 0, 0, 1),
                _ => default,
            };
            if (kind == CallKind.Runtime)
            {
                block.RuntimeCalls.Add(CallSites.NameOf((MethodReference)instruction.Operand));
            }

            return kind;
        }

        // Counted before its constructor runs, which may allocate too, and may throw.
        private static bool IsSizedByType(TypeReference type)
        {
            return CallSites.Definition(type) is { } definition && !CallSites.IsDelegate(definition) && (!definition.IsValueType || CallSites.IsStruct(type));
        }

        private void EmitAllocating(TypeReference type)
        {
            Emit(OpCodes.Ldloc, _node);
            Emit(Instruction.Create(OpCodes.Ldtoken, type));
            Emit(Instruction.Create(OpCodes.Callvirt, _references.Allocating));
        }

        private void EmitAllocated()
        {
            Emit(Instruction.Create(OpCodes.Dup));
            Emit(OpCodes.Ldloc, _node);
            Emit(Instruction.Create(OpCodes.Call, _references.Allocated));
        }

        private void EmitReturned(MethodReference method)
        {
            if (method.ReturnType.MetadataType == MetadataType.String)
            {
                Emit(OpCodes.Ldloc, _node);
                Emit(Instruction.Create(OpCodes.Call, _references.AllocatedText));
            }
            else
            {
                EmitAllocated();
            }
        }

        private Instruction Emit(OpCode code, VariableDefinition variable)
        {
            Instruction instruction = Instruction.Create(code, variable);
            _output.Add(instruction);
            return instruction;
        }

        private void Emit(Instruction instruction) => _output.Add(instruction);

        private void Retarget()
        {
            foreach (Instruction instruction in _body.Instructions)
            {
                if (instruction.Operand is Instruction target)
                {
                    instruction.Operand = _heads[target];
                }
                else if (instruction.Operand is Instruction[] targets)
                {
                    instruction.Operand = targets.Select(t => _heads[t]).ToArray();
                }
            }

            foreach (ExceptionHandler handler in _body.ExceptionHandlers)
            {
                handler.TryStart = Head(handler.TryStart);
                handler.TryEnd = Head(handler.TryEnd);
                handler.HandlerStart = Head(handler.HandlerStart);
                handler.HandlerEnd = Head(handler.HandlerEnd);
                handler.FilterStart = Head(handler.FilterStart);
            }

            Instruction? Head(Instruction? instruction) => instruction == null ? null : _heads[instruction];
        }
    }
}
