using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>
    /// Keeps a call and a try behind it apart. The 1.x interpreter looks for the handler of an exception by the address behind
    /// the call that threw it: where a try begins there, its catch or finally would run for a call outside of it. Optimised code has
    /// such places, at each <c>lock</c> for instance; in a debug build there is a no-op between the two, and here there is one too.
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

                if (calls.Length == 0)
                {
                    continue;
                }

                var editor = new MethodEditor(method);

                foreach (Instruction call in calls)
                {
                    editor.InsertAfter(call, Instruction.Create(OpCodes.Nop));
                }

                editor.Close();
                found = true;
            }

            return found;
        }
    }
}
