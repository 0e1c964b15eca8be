using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// The parts of a method that must not fail: on a device the frame of a call, and any object, can meet a heap that is full. A method
    /// marked [Commit], and what stands between Commit.Begin() and Commit.End(), consists of loads, stores and branches.
    /// </summary>
    internal sealed class CommitSections
    {
        private readonly ModuleDefinition _module;
        private readonly StructLoads _structs;

        internal CommitSections(ModuleDefinition module, StructLoads structs)
        {
            _module = module;
            _structs = structs;
        }

        /// <summary>Whether a method is Commit.Begin or Commit.End.</summary>
        internal bool IsMarker(MethodReference method)
        {
            return method.DeclaringType is TypeDefinition type && type.Module == _module && MarkAttributes.IsCommitClass(type);
        }

        /// <summary>The instructions of a method that are in such a part.</summary>
        internal HashSet<Instruction> Find(MethodDefinition method)
        {
            if (IsMarked(method))
            {
                return new HashSet<Instruction>(method.Body.Instructions);
            }

            return method.Body.Instructions.Any(IsMarkerCall)
                ? new HashSet<Instruction>(Depths(method).Where(d => d.Value > 0).Select(d => d.Key))
                : new HashSet<Instruction>();
        }

        /// <summary>Checks every method, and takes the marks away.</summary>
        internal bool Close()
        {
            bool found = false;

            foreach (MethodDefinition method in _module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToList())
            {
                Check(method);

                if (method.Body.Instructions.Any(IsMarkerCall))
                {
                    var editor = new MethodEditor(method);
                    editor.Drop(editor.Instructions.Where(IsMarkerCall));
                    editor.Close();
                    found = true;
                }
            }

            return found;
        }

        /// <exception cref="WeaveException">The method does in such a part what can fail.</exception>
        internal void Check(MethodDefinition method)
        {
            if (!method.HasBody || (!IsMarked(method) && !method.Body.Instructions.Any(IsMarkerCall)))
            {
                return;
            }

            HashSet<Instruction> section = Find(method);

            foreach (Instruction instruction in method.Body.Instructions.Where(i => section.Contains(i) && !IsMarkerCall(i)))
            {
                string fault = Fault(instruction, method);

                if (fault != null)
                {
                    throw WeaveException.At(method, instruction, "UAN010", SourceMap.Describe(method) + ": a commit section " + fault + ": prepare it before the section begins");
                }
            }
        }

        private bool IsMarked(MethodDefinition method) => method.CustomAttributes.Any(a => a.AttributeType.Name == MarkAttributes.Commit);

        private bool IsMarkerCall(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Call && IsMarker((MethodReference)instruction.Operand);
        }

        private string Fault(Instruction instruction, MethodDefinition method)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Call:
                case Code.Callvirt:
                    var called = (MethodReference)instruction.Operand;
                    return "makes a call, of " + called.DeclaringType.Name + "." + called.Name;
                case Code.Calli:
                case Code.Jmp:
                    return "makes a call";
                case Code.Newobj:
                    return "makes an object, a " + ((MethodReference)instruction.Operand).DeclaringType.Name;
                case Code.Newarr:
                    return "makes an array";
                case Code.Box:
                    return "boxes a value";
                case Code.Ldstr:
                    return "loads a string, which a device makes anew each time";
                case Code.Ldtoken:
                case Code.Localloc:
                case Code.Mkrefany:
                    return "makes an object (" + instruction.OpCode.Name + ")";
                case Code.Throw:
                case Code.Rethrow:
                    return "throws";
                default:
                    return _structs.IsLoad(instruction, method) ? "loads a struct, which a device copies to the heap" : null;
            }
        }

        // How many sections each instruction is in: one can be inlined into another.
        private Dictionary<Instruction, int> Depths(MethodDefinition method)
        {
            var depths = new Dictionary<Instruction, int>();
            var open = new Stack<Instruction>();
            Enter(method, method.Body.Instructions[0], 0, depths, open);

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();
                int depth = depths[instruction];

                if (IsMarkerCall(instruction))
                {
                    depth += ((MethodReference)instruction.Operand).Name == "Begin" ? 1 : -1;
                }

                if (depth < 0 || (depth > 0 && instruction.OpCode == OpCodes.Ret))
                {
                    string message = depth < 0 ? "Commit.End() without a Commit.Begin() on every way to it" : "returns inside a commit section: Commit.End() is missing on this way";
                    throw WeaveException.At(method, instruction, "UAN010", SourceMap.Describe(method) + ": " + message);
                }

                foreach (ExceptionHandler handler in method.Body.ExceptionHandlers.Where(h => Leaves(instruction, h)))
                {
                    Enter(method, handler.HandlerStart, depth, depths, open);
                }

                foreach (Instruction target in IL.Targets(instruction))
                {
                    Enter(method, target, depth, depths, open);
                }

                if (IL.FallsThrough(instruction))
                {
                    Enter(method, instruction.Next, depth, depths, open);
                }

                // What catches is reached from somewhere in the block, with nothing begun.
                foreach (ExceptionHandler handler in method.Body.ExceptionHandlers.Where(h => h.TryStart == instruction && h.HandlerType != ExceptionHandlerType.Finally))
                {
                    Enter(method, handler.HandlerStart, 0, depths, open);
                    Enter(method, handler.FilterStart, 0, depths, open);
                }
            }

            return depths;
        }

        // Whether it goes through a finally block.
        private static bool Leaves(Instruction instruction, ExceptionHandler handler)
        {
            return handler.HandlerType == ExceptionHandlerType.Finally
                && (instruction.OpCode == OpCodes.Leave || instruction.OpCode == OpCodes.Leave_S)
                && IsIn(instruction, handler) && !IsIn((Instruction)instruction.Operand, handler);
        }

        private static bool IsIn(Instruction instruction, ExceptionHandler handler)
        {
            for (Instruction at = handler.TryStart; at != null && at != handler.TryEnd; at = at.Next)
            {
                if (at == instruction)
                {
                    return true;
                }
            }

            return false;
        }

        private static void Enter(MethodDefinition method, Instruction instruction, int depth, Dictionary<Instruction, int> depths, Stack<Instruction> open)
        {
            if (instruction == null)
            {
                return;
            }

            if (!depths.TryGetValue(instruction, out int before))
            {
                depths.Add(instruction, depth);
                open.Push(instruction);
            }
            else if (depth > before)
            {
                // In a section on one way is in a section: what is forbidden there is forbidden here.
                depths[instruction] = depth;
                open.Push(instruction);
            }
        }
    }
}
