using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>Where a method goes on from its handlers, up to the first call: <see cref="OpenConstructors"/> says why.</summary>
    internal sealed class OpenPaths
    {
        // What all that comes by the code behind a handler has to pay for; more is left to the handler alone.
        private const int MostCallsBehind = 2;

        private static readonly HashSet<string> s_caught = new HashSet<string> { "System.Object", "System.Exception", "System.SystemException", "System.OutOfMemoryException" };

        private readonly MethodBody _body;
        private readonly Dictionary<Instruction, int> _places = new Dictionary<Instruction, int>();

        private OpenPaths(MethodBody body)
        {
            _body = body;

            foreach (Instruction instruction in body.Instructions)
            {
                _places.Add(instruction, _places.Count);
            }
        }

        /// <summary>The first calls.</summary>
        internal HashSet<Instruction> Calls { get; } = new HashSet<Instruction>();

        /// <summary>Where a handler ends without one.</summary>
        internal Dictionary<Instruction, ExceptionHandler> Ends { get; } = new Dictionary<Instruction, ExceptionHandler>();

        internal static OpenPaths Find(MethodBody body)
        {
            var paths = new OpenPaths(body);
            List<ExceptionHandler> open = body.ExceptionHandlers.Where(h => MayRun(h) && IL.Range(h.TryStart, h.TryEnd).Any(MayConstruct)).ToList();

            for (int i = 0; i < open.Count; i++)
            {
                paths.Follow(open[i]);

                // A call that is put in front of one in another try may have no frame either.
                open.AddRange(body.ExceptionHandlers.Where(h => MayRun(h) && !open.Contains(h) && paths.Calls.Any(c => paths.IsIn(c, h.TryStart, h.TryEnd))));
            }

            return paths;
        }

        // From a handler's start to its first calls and its ends.
        private void Follow(ExceptionHandler handler)
        {
            var seen = new HashSet<Instruction> { handler.HandlerStart };
            var open = new Stack<Instruction>(seen);

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();

                if (IsCall(instruction))
                {
                    Calls.Add(IL.WithPrefix(instruction));
                }
                else if (!Takes(instruction) && (!IsLeave(instruction) || IsIn((Instruction)instruction.Operand, handler.HandlerStart, handler.HandlerEnd)))
                {
                    Push(Next(instruction), seen, open);
                }
                else if (IsLeave(instruction))
                {
                    FollowEnd(instruction, handler);
                }
            }
        }

        private void FollowEnd(Instruction leave, ExceptionHandler handler)
        {
            HashSet<VariableDefinition> set = Set(handler, leave);
            List<Instruction> calls = Behind(leave, set) ?? Behind(leave, new HashSet<VariableDefinition>());

            // One in front of it is what is tried again.
            if (calls.Count > MostCallsBehind || calls.Any(c => _places[c] < _places[leave]))
            {
                Ends[leave] = handler;
            }
            else
            {
                Calls.UnionWith(calls.Select(IL.WithPrefix));
            }
        }

        // The first calls behind it; null when a variable that is said to be set is set anew.
        private List<Instruction> Behind(Instruction leave, HashSet<VariableDefinition> set)
        {
            var calls = new List<Instruction>();
            var seen = new HashSet<Instruction>();
            var open = new Stack<Instruction>();
            Push(Next(leave), seen, open);

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();
                Instruction plain = IL.Simplified(instruction, _body);

                if (plain.OpCode == OpCodes.Stloc && set.Contains((VariableDefinition)plain.Operand))
                {
                    return null;
                }

                if (IsCall(instruction))
                {
                    calls.Add(instruction);
                }
                else if (!Takes(instruction))
                {
                    Push(IsSet(instruction.Previous, set) ? NextOfSet(instruction) : Next(instruction), seen, open);
                }
            }

            return calls;
        }

        // What a handler without branches has put into variables, so that the code behind it knows: the exception, or a number that is not 0.
        private HashSet<VariableDefinition> Set(ExceptionHandler handler, Instruction leave)
        {
            var set = new HashSet<VariableDefinition>();

            for (Instruction instruction = handler.HandlerStart; instruction != leave; instruction = instruction.Next)
            {
                Instruction plain = IL.Simplified(instruction, _body);
                Instruction value = instruction == handler.HandlerStart ? null : IL.Simplified(instruction.Previous, _body);

                if (instruction.OpCode.FlowControl != FlowControl.Next)
                {
                    return new HashSet<VariableDefinition>();
                }

                if (plain.OpCode == OpCodes.Stloc)
                {
                    bool isSet = value == null || value.OpCode == OpCodes.Dup || (value.OpCode == OpCodes.Ldc_I4 && (int)value.Operand != 0);
                    _ = isSet ? set.Add((VariableDefinition)plain.Operand) : set.Remove((VariableDefinition)plain.Operand);
                }
            }

            return set;
        }

        private bool IsSet(Instruction load, HashSet<VariableDefinition> set)
        {
            Instruction plain = load == null ? null : IL.Simplified(load, _body);
            return plain != null && plain.OpCode == OpCodes.Ldloc && set.Contains((VariableDefinition)plain.Operand);
        }

        private IEnumerable<Instruction> NextOfSet(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Brfalse:
                case Code.Brfalse_S:
                    return new[] { instruction.Next };
                case Code.Brtrue:
                case Code.Brtrue_S:
                    return IL.Targets(instruction);
                default:
                    return Next(instruction);
            }
        }

        private IEnumerable<Instruction> Next(Instruction instruction)
        {
            IEnumerable<Instruction> next = IL.Targets(instruction);

            if (IsLeave(instruction))
            {
                next = next.Concat(_body.ExceptionHandlers
                    .Where(h => h.HandlerType == ExceptionHandlerType.Finally && IsIn(instruction, h.TryStart, h.TryEnd))
                    .Select(h => h.HandlerStart));
            }

            return IL.FallsThrough(instruction) && instruction.Next != null ? next.Append(instruction.Next) : next;
        }

        private bool IsIn(Instruction instruction, Instruction start, Instruction end)
        {
            return _places[instruction] >= _places[start] && (end == null || _places[instruction] < _places[end]);
        }

        private static void Push(IEnumerable<Instruction> next, HashSet<Instruction> seen, Stack<Instruction> open)
        {
            foreach (Instruction instruction in next.Where(seen.Add))
            {
                open.Push(instruction);
            }
        }

        private static bool MayRun(ExceptionHandler handler)
        {
            return handler.HandlerType == ExceptionHandlerType.Finally || (handler.HandlerType == ExceptionHandlerType.Catch && s_caught.Contains(handler.CatchType.FullName));
        }

        // By itself, or what runs in the same frame: small instance methods.
        private static bool MayConstruct(Instruction instruction)
        {
            return (Constructs(instruction) && !IsTime(instruction)) || (IsAnyCall(instruction) && ((MethodReference)instruction.Operand).HasThis);
        }

        // A delegate's is not called.
        private static bool Constructs(Instruction instruction)
        {
            return instruction.OpCode.Code == Code.Newobj && instruction.Operand is MethodReference called
                && !(called.Parameters.Count == 2 && called.Parameters[1].ParameterType.MetadataType == MetadataType.IntPtr);
        }

        // A constructor takes the note for its own. At the end of a lock what is handed over is the lock's object, which goes with the rest of the stack at the
        // next leave. Not so of any call without a result: its first argument may be an address, and where it has none there is what an earlier one has left.
        private static bool Takes(Instruction instruction) => Constructs(instruction) || IsSame(instruction) || LockExits.IsExit(instruction);

        private static bool IsCall(Instruction instruction) => IsAnyCall(instruction) && !Takes(instruction);

        private static bool IsAnyCall(Instruction instruction) => instruction.OpCode.Code == Code.Call || instruction.OpCode.Code == Code.Callvirt;

        private static bool IsSame(Instruction instruction)
        {
            return IsAnyCall(instruction) && instruction.Operand is MethodReference { Name: "GetObjectValue", DeclaringType: { Name: "RuntimeHelpers" } };
        }

        // One that is nobody's, made at a handler's end.
        private static bool IsTime(Instruction instruction)
        {
            return instruction.Operand is MethodReference { DeclaringType: { FullName: "System.TimeSpan" } } && instruction.Next.OpCode == OpCodes.Pop;
        }

        private static bool IsLeave(Instruction instruction) => instruction.OpCode.Code == Code.Leave || instruction.OpCode.Code == Code.Leave_S;
    }
}
