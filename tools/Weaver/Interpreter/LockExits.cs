using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a <c>lock</c> be let go of although memory is short. To let go of it is a call, whose frame is on the 1.x runtime's heap: where there is no
    /// room for that the lock would stay with its thread, and who comes next wait for good. Here the call is made again, some hundred times at the most.
    /// </summary>
    internal static class LockExits
    {
        private const sbyte Attempts = 127;

        /// <returns>True when there was a lock.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool found = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.HasExceptionHandlers))
            {
                List<KeyValuePair<Instruction, ExceptionHandler>> exits = Exits(method.Body);

                if (exits.Count == 0)
                {
                    continue;
                }

                var editor = new MethodEditor(method);
                VariableDefinition left = editor.AddLocal(module.TypeSystem.Int32);

                foreach (KeyValuePair<Instruction, ExceptionHandler> exit in exits)
                {
                    Repeat(editor, exit.Key, exit.Value, left);
                }

                editor.Close();
                found = true;
            }

            return found;
        }

        // The compiler has a finally block for it, which may lie in another one and stands before that. What is woven already has a try there.
        private static List<KeyValuePair<Instruction, ExceptionHandler>> Exits(MethodBody body)
        {
            return body.ExceptionHandlers
                .Where(h => h.HandlerType == ExceptionHandlerType.Finally)
                .SelectMany(h => IL.Range(h.HandlerStart, h.HandlerEnd)
                    .Where(i => IsExit(i) && Load(i, body) is Instruction load && body.ExceptionHandlers.All(inner => inner.TryStart != load))
                    .Select(i => new KeyValuePair<Instruction, ExceptionHandler>(i, h)))
                .GroupBy(e => e.Key, (exit, of) => of.First())
                .ToList();
        }

        internal static bool IsExit(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference called && called.Name == "Exit" && called.DeclaringType.FullName == "System.Threading.Monitor";
        }

        // Where its argument is loaded: a local, or the field that the compiler has for it in a debug build's coroutine; null for what nobody writes as a lock.
        private static Instruction Load(Instruction exit, MethodBody body)
        {
            Instruction load = exit.Previous;
            bool isField = load.OpCode == OpCodes.Ldfld && IL.Simplified(load.Previous, body).OpCode == OpCodes.Ldarg;
            return isField ? load.Previous : IL.Simplified(load, body).OpCode == OpCodes.Ldloc ? load : null;
        }

        private static void Repeat(MethodEditor editor, Instruction exit, ExceptionHandler around, VariableDefinition left)
        {
            Instruction load = Load(exit, editor.Method.Body);
            editor.InsertBefore(load, Instruction.Create(OpCodes.Ldc_I4, (int)Attempts));
            editor.InsertBefore(load.Next, Instruction.Create(OpCodes.Stloc, left));
            load = load.Next.Next;
            Instruction end = exit.Next;
            Instruction failed = Instruction.Create(OpCodes.Pop);
            Instruction give = Instruction.Create(OpCodes.Rethrow);
            Instruction last = exit;

            foreach (Instruction instruction in new[]
            {
                Instruction.Create(OpCodes.Leave, end),
                failed, Instruction.Create(OpCodes.Ldloc, left), Instruction.Create(OpCodes.Ldc_I4, 1), Instruction.Create(OpCodes.Sub), Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, left), Instruction.Create(OpCodes.Brfalse, give), Instruction.Create(OpCodes.Leave, load), give,
            })
            {
                editor.InsertAfter(last, instruction);
                last = instruction;
            }

            // An inner one stands before the one around it.
            IList<ExceptionHandler> handlers = editor.Method.Body.ExceptionHandlers;
            ModuleDefinition module = editor.Method.Module;
            handlers.Insert(handlers.IndexOf(around), new ExceptionHandler(ExceptionHandlerType.Catch)
            {
                CatchType = new TypeReference("System", "OutOfMemoryException", module, module.TypeSystem.CoreLibrary),
                TryStart = load,
                TryEnd = failed,
                HandlerStart = failed,
                HandlerEnd = end,
            });
        }
    }
}
