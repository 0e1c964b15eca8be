using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Puts a number where the 1.x interpreter looks for a reference that nobody has put there. It runs a small instance method in its caller's
    /// frame, begins that method's stack one slot too high, and counts the slot between as used. What lies there is what some earlier expression
    /// or frame has left. A collection inside the method takes it for an object: where it points into the middle of a newer one, that is written to
    /// and its bytes are followed. So before such a call a number is pushed and popped, unless one lies there already on every way to it.
    /// </summary>
    internal sealed class StaleSlots
    {
        private const int MaxDepth = 62;

        // Of the interpreter: what a frame has at least, in values, and beyond the stack that a method needs.
        private const int MinFrame = 10;
        private const int Spare = 3;

        private readonly MethodDefinition _method;
        private readonly Definitions _definitions;
        private readonly StackDepths _depths;
        private readonly int _frame;
        private readonly HashSet<Instruction> _calls;

        // By instruction, the slots that hold a number before it, a bit each; the lowest is that of an empty stack's first value.
        private readonly Dictionary<Instruction, ulong> _numbers = new Dictionary<Instruction, ulong>();
        private readonly Stack<Instruction> _open = new Stack<Instruction>();

        private StaleSlots(MethodDefinition method, Definitions definitions)
        {
            _method = method;
            _definitions = definitions;
            _depths = new StackDepths(method);

            // With the slot for a number, and what the interpreter adds for a constructor's object.
            _frame = Math.Max(StackOf(method, _depths) + 1 + Spare, MinFrame - method.Body.Variables.Count);
            _calls = new HashSet<Instruction>(method.Body.Instructions.Where(MayRunInFrame));
        }

        /// <returns>True when there was such a call.</returns>
        internal static bool Fill(ModuleDefinition module, Definitions definitions)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Count > 0))
            {
                Instruction[] calls = new StaleSlots(method, definitions).Find();

                if (calls.Length > 0)
                {
                    var editor = new MethodEditor(method);

                    foreach (Instruction call in calls)
                    {
                        Instruction first = IL.WithPrefix(call);
                        editor.InsertBefore(first, Instruction.Create(OpCodes.Ldc_I4, 0));
                        editor.InsertAfter(first, Instruction.Create(OpCodes.Pop));
                    }

                    editor.Close();
                    any = true;
                }
            }

            return any;
        }

        private Instruction[] Find()
        {
            if (_calls.Count == 0)
            {
                return new Instruction[0];
            }

            Enter(_method.Body.Instructions[0], 0);

            foreach (ExceptionHandler handler in _method.Body.ExceptionHandlers)
            {
                Enter(handler.HandlerStart, 0);
                Enter(handler.FilterStart, 0);
            }

            while (_open.Count > 0)
            {
                Instruction instruction = _open.Pop();
                ulong after = Step(instruction, _numbers[instruction]);

                // A finally block runs on the same slots in between.
                bool leaves = instruction.OpCode.FlowControl == FlowControl.Branch && instruction.OpCode.StackBehaviourPop == StackBehaviour.PopAll;

                foreach (Instruction target in IL.Targets(instruction))
                {
                    Enter(target, leaves ? 0 : after);
                }

                if (IL.FallsThrough(instruction))
                {
                    Enter(instruction.Next, after);
                }
            }

            return _numbers.Where(n => _calls.Contains(n.Key) && (n.Value & Slot(_depths.Before(n.Key))) == 0).Select(n => n.Key).ToArray();
        }

        private void Enter(Instruction instruction, ulong numbers)
        {
            if (instruction == null)
            {
                return;
            }

            bool known = _numbers.TryGetValue(instruction, out ulong before);
            ulong both = known ? before & numbers : numbers;

            if (!known || both != before)
            {
                _numbers[instruction] = both;
                _open.Push(instruction);
            }
        }

        private ulong Step(Instruction instruction, ulong numbers)
        {
            Instruction simplified = IL.Simplified(instruction, _method.Body);
            int depth = _depths.Before(instruction);
            int rest = depth - IL.Pops(instruction, _method);

            if (_calls.Contains(instruction))
            {
                // The method's own values come behind the slot.
                numbers = (numbers | Slot(depth)) & (Slot(depth + 1) - 1);
            }
            else if (instruction.OpCode.Code == Code.Newobj)
            {
                // Its arguments are moved up for the object.
                numbers &= Slot(rest) - 1;
            }

            for (int i = IL.Pushes(instruction); i > 0; i--)
            {
                ulong slot = Slot(rest++);
                bool? isNumber = instruction.OpCode.Code == Code.Dup ? (numbers & Slot(depth - 1)) != 0 : IsNumber(simplified);
                numbers = isNumber == null ? numbers : isNumber.Value ? numbers | slot : numbers & ~slot;
            }

            return numbers;
        }

        // Null where it is what the first operand was: arithmetic is done in its slot.
        private bool? IsNumber(Instruction instruction)
        {
            TypeReference type = IL.Loaded(instruction);

            if (type != null)
            {
                return IsNumber(type);
            }

            if (IL.IsConstant(instruction))
            {
                return true;
            }

            switch (instruction.OpCode.StackBehaviourPush)
            {
                case StackBehaviour.Push1:
                    return instruction.OpCode.StackBehaviourPop == StackBehaviour.Pop1_pop1 || instruction.OpCode.StackBehaviourPop == StackBehaviour.Pop1 ? (bool?)null : false;
                case StackBehaviour.Pushi8:
                case StackBehaviour.Pushr4:
                case StackBehaviour.Pushr8:
                    return true;
                case StackBehaviour.Pushi:
                    return !IsAddress(instruction.OpCode.Code);
                default:
                    return false;
            }
        }

        private static bool IsAddress(Code code)
        {
            switch (code)
            {
                case Code.Ldloca:
                case Code.Ldarga:
                case Code.Ldflda:
                case Code.Ldsflda:
                case Code.Ldelema:
                case Code.Ldelem_I:
                case Code.Ldind_I:
                case Code.Unbox:
                case Code.Localloc:
                case Code.Ldtoken:
                case Code.Ldftn:
                case Code.Ldvirtftn:
                case Code.Isinst:
                case Code.Arglist:
                case Code.Conv_I:
                case Code.Conv_U:
                    return true;
                default:
                    return false;
            }
        }

        private bool IsNumber(TypeReference type)
        {
            bool isInteger = type.IsPrimitive && type.MetadataType != MetadataType.IntPtr && type.MetadataType != MetadataType.UIntPtr;
            return isInteger || (type.IsValueType && (_definitions.Find(type)?.IsEnum ?? false));
        }

        // Whether the interpreter may run it in the caller's frame: an instance method, by itself or behind a delegate, for which there is room.
        // Never a constructor, nor what is native, as far as that is known everywhere alike.
        private bool MayRunInFrame(Instruction instruction)
        {
            if (instruction.OpCode.Code != Code.Call && instruction.OpCode.Code != Code.Callvirt)
            {
                return false;
            }

            var called = (MethodReference)instruction.Operand;

            if (!called.HasThis || called.Name == ".ctor")
            {
                return false;
            }

            MethodDefinition target = _definitions.Find(called);
            bool isKnown = target != null
                && (!target.IsVirtual || target.IsFinal || instruction.OpCode.Code == Code.Call || _definitions.IsSealed(target.DeclaringType));

            if (isKnown && target.IsInternalCall && called.DeclaringType.Scope?.Name == "mscorlib")
            {
                return false;
            }

            // Its arguments and two, its locals and its stack, of which a result takes one at least.
            int needed = called.Parameters.Count + 1 + 2;

            if (isKnown && _definitions.HasBody(target))
            {
                needed += target.Body.Variables.Count + StackOf(target, new StackDepths(target));
            }
            else if (!IL.IsVoid(called.ReturnType))
            {
                needed++;
            }

            return _frame - (_depths.Before(instruction) - 1) > needed;
        }

        // Without the numbers that are only put there, so that a second weaving comes to the same.
        private static int StackOf(MethodDefinition method, StackDepths depths)
        {
            return method.Body.Instructions
                .Where(i => i.OpCode.Code != Code.Ldc_I4_0 || i.Next?.OpCode.Code != Code.Pop)
                .Max(i => depths.Before(i) - IL.Pops(i, method) + IL.Pushes(i));
        }

        private static ulong Slot(int depth) => depth < 0 || depth > MaxDepth ? 0 : 1UL << depth;
    }
}
