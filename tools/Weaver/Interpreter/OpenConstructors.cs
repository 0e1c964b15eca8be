using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a handler take away what a constructor without a frame has left. The 1.x interpreter notes in a frame that it calls a constructor, and takes
    /// an end of the next call for the constructor's: it hands over the first argument in the place of the result. Where memory is too short for the
    /// constructor's own frame the note stays. So a call that returns its argument anyway is made in front of the first call that a handler comes to:
    /// where there is no frame for it, that is as if there had been none for the other. And where a handler comes to too many, or goes back, a TimeSpan
    /// is made at its end: its constructor takes the note away before it has a frame, so that nobody needs to know whether it got one.
    /// </summary>
    internal static class OpenConstructors
    {
        /// <returns>True when there was such a handler.</returns>
        internal static bool Close(ModuleDefinition module)
        {
            bool found = false;
            MethodReference same = Same(module);
            MethodReference time = Time(module);

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.HasExceptionHandlers))
            {
                OpenPaths paths = OpenPaths.Find(method.Body);

                if (paths.Calls.Count + paths.Ends.Count == 0)
                {
                    continue;
                }

                var editor = new MethodEditor(method);

                foreach (Instruction call in paths.Calls)
                {
                    editor.InsertBefore(call, Instruction.Create(OpCodes.Pop));
                    editor.InsertBefore(call, Instruction.Create(OpCodes.Call, module.ImportReference(same)));
                    editor.InsertBefore(call, Instruction.Create(OpCodes.Ldnull));
                }

                foreach (KeyValuePair<Instruction, ExceptionHandler> end in paths.Ends)
                {
                    MakeTime(editor, end.Key, end.Value, module.ImportReference(time));
                }

                editor.Close();
                found = true;
            }

            return found;
        }

        // The stack is empty in front of a leave.
        private static void MakeTime(MethodEditor editor, Instruction end, ExceptionHandler around, MethodReference time)
        {
            foreach (Instruction instruction in new[]
            {
                Instruction.Create(OpCodes.Pop), Instruction.Create(OpCodes.Leave, (Instruction)end.Operand), Instruction.Create(OpCodes.Pop),
                Instruction.Create(OpCodes.Newobj, time), Instruction.Create(OpCodes.Conv_I8), Instruction.Create(OpCodes.Ldc_I4, 0),
            })
            {
                editor.InsertBefore(end, instruction);
            }

            // What stood there begins the try now.
            Instruction failed = end.Next.Next.Next.Next.Next;
            ModuleDefinition module = editor.Method.Module;
            IList<ExceptionHandler> handlers = editor.Method.Body.ExceptionHandlers;
            handlers.Insert(handlers.IndexOf(around), new ExceptionHandler(ExceptionHandlerType.Catch)
            {
                CatchType = new TypeReference("System", "OutOfMemoryException", module, module.TypeSystem.CoreLibrary),
                TryStart = end,
                TryEnd = failed,
                HandlerStart = failed,
                HandlerEnd = failed.Next.Next,
            });
        }

        // For what is no box it returns its argument.
        private static MethodReference Same(ModuleDefinition module)
        {
            var type = new TypeReference("System.Runtime.CompilerServices", "RuntimeHelpers", module, module.TypeSystem.CoreLibrary);
            var method = new MethodReference("GetObjectValue", module.TypeSystem.Object, type);
            method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
            return method;
        }

        private static MethodReference Time(ModuleDefinition module)
        {
            var type = new TypeReference("System", "TimeSpan", module, module.TypeSystem.CoreLibrary, true);
            var method = new MethodReference(".ctor", module.TypeSystem.Void, type) { HasThis = true };
            method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Int64));
            return method;
        }
    }
}
