using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Keeps a call and a try behind it apart, and has no handler end where its method ends. The 1.x interpreter looks for the handler of an
    /// exception by the address behind the call that threw it: where a try begins there, its catch or finally would run for a call outside of it.
    /// Optimised code has such places, at each <c>lock</c> for instance; in a debug build there is a no-op between the two, and here there is one
    /// too. And the metadata processor takes the last instruction off a handler at the end of a method: what a try inside it goes on with, then,
    /// seems to be outside, the exception that is under way is forgotten, and the interpreter runs on behind the code. A return is put there.
    /// </summary>
    internal static class TryBlocks
    {
        /// <returns>True when there was such a place.</returns>
        internal static bool Separate(ModuleDefinition module)
        {
            bool found = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.HasExceptionHandlers))
            {
                Instruction[] calls = method.Body.ExceptionHandlers
                    .Select(h => h.TryStart.Previous)
                    .Where(i => i != null && i.OpCode.FlowControl == FlowControl.Call)
                    .Distinct()
                    .ToArray();
                ExceptionHandler[] last = method.Body.ExceptionHandlers.Where(h => h.HandlerEnd == null).ToArray();

                if (calls.Length + last.Length == 0)
                {
                    continue;
                }

                var editor = new MethodEditor(method);

                foreach (Instruction call in calls)
                {
                    editor.InsertAfter(call, Instruction.Create(OpCodes.Nop));
                }

                if (last.Length > 0)
                {
                    Instruction end = Instruction.Create(OpCodes.Ret);
                    editor.Instructions.Add(end);

                    foreach (ExceptionHandler handler in last)
                    {
                        handler.HandlerEnd = end;
                    }
                }

                editor.Close();
                found = true;
            }

            return found;
        }
    }
}
