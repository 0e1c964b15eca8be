using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Begins a handler with a call that does no harm. The 1.x interpreter notes in a frame that it calls a constructor, and takes an end of the next
    /// call for the constructor's: it hands over the first argument in the place of the result. Where memory is too short for the constructor's
    /// own frame the note stays, so that the first call behind the catch would return its first argument. The call here returns that anyway.
    /// </summary>
    internal sealed class OpenConstructors
    {
        private const string Type = "RuntimeHelpers";
        private const string Name = "GetObjectValue";

        private static readonly HashSet<string> s_caught = new HashSet<string> { "System.Object", "System.Exception", "System.SystemException", "System.OutOfMemoryException" };

        private readonly MethodBody _body;

        private OpenConstructors(MethodBody body)
        {
            _body = body;
        }

        /// <returns>True when there was such a handler.</returns>
        internal static bool Close(ModuleDefinition module)
        {
            MethodReference same = null;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.HasExceptionHandlers))
            {
                var constructors = new OpenConstructors(method.Body);
                List<Instruction> starts = method.Body.ExceptionHandlers.Where(constructors.IsOpen).Select(h => h.HandlerStart).ToList();

                if (starts.Count == 0)
                {
                    continue;
                }

                same = same ?? Same(module);
                var editor = new MethodEditor(method);

                foreach (Instruction start in starts)
                {
                    editor.InsertBefore(start, Instruction.Create(OpCodes.Call, same));
                }

                editor.Close();
            }

            return same != null;
        }

        /// <summary>What a handler begins with, but for what is put here.</summary>
        internal static Instruction First(ExceptionHandler handler) => IsSame(handler.HandlerStart) ? handler.HandlerStart.Next : handler.HandlerStart;

        private bool IsOpen(ExceptionHandler handler)
        {
            return handler.HandlerType == ExceptionHandlerType.Catch && s_caught.Contains(handler.CatchType.FullName) && !IsSame(handler.HandlerStart)
                && IL.Range(handler.TryStart, handler.TryEnd).Any(MayConstruct) && MeetsCall(handler.HandlerStart);
        }

        // By itself, or what runs in the same frame: small instance methods.
        private static bool MayConstruct(Instruction instruction)
        {
            return Constructs(instruction) || (IsCall(instruction) && ((MethodReference)instruction.Operand).HasThis);
        }

        // A delegate's is not called.
        private static bool Constructs(Instruction instruction)
        {
            return instruction.OpCode.Code == Code.Newobj && instruction.Operand is MethodReference called
                && !(called.Parameters.Count == 2 && called.Parameters[1].ParameterType.MetadataType == MetadataType.IntPtr);
        }

        private static bool IsCall(Instruction instruction) => instruction.OpCode.Code == Code.Call || instruction.OpCode.Code == Code.Callvirt;

        // Whether a call may come before a constructor's, which takes the note for its own, or the end of the method.
        private bool MeetsCall(Instruction start)
        {
            var seen = new HashSet<Instruction> { start };
            var open = new Stack<Instruction>(seen);

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();

                if (IsCall(instruction))
                {
                    return true;
                }

                if (Constructs(instruction))
                {
                    continue;
                }

                foreach (Instruction next in Next(instruction).Where(seen.Add))
                {
                    open.Push(next);
                }
            }

            return false;
        }

        private IEnumerable<Instruction> Next(Instruction instruction)
        {
            IEnumerable<Instruction> next = IL.Targets(instruction);
            bool leaves = instruction.OpCode.Code == Code.Leave || instruction.OpCode.Code == Code.Leave_S;

            if (leaves)
            {
                next = next.Concat(_body.ExceptionHandlers
                    .Where(h => h.HandlerType == ExceptionHandlerType.Finally && IL.Range(h.TryStart, h.TryEnd).Contains(instruction))
                    .Select(h => h.HandlerStart));
            }

            return IL.FallsThrough(instruction) && instruction.Next != null ? next.Append(instruction.Next) : next;
        }

        private static bool IsSame(Instruction instruction)
        {
            return instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference called && called.Name == Name && called.DeclaringType.Name == Type;
        }

        // For what is no box it returns its argument.
        private static MethodReference Same(ModuleDefinition module)
        {
            var type = new TypeReference("System.Runtime.CompilerServices", Type, module, module.TypeSystem.CoreLibrary);
            var method = new MethodReference(Name, module.TypeSystem.Object, type);
            method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
            return module.ImportReference(method);
        }
    }
}
