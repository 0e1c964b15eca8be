using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has <c>throw</c> of null throw a NullReferenceException, as .NET does: the 1.x interpreter goes on with an exception that is none, and
    /// crashes. Asked is only what is loaded as an exception: not what is made on the spot, has been caught, or was asked for null right
    /// before; and a method or a cast that gives exceptions is taken at its word.
    /// </summary>
    internal static class NullThrows
    {
        /// <returns>True when there was such a throw.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(i => i.OpCode == OpCodes.Throw)))
            {
                List<Instruction> found = method.Body.Instructions.Where(i => i.OpCode == OpCodes.Throw && CanBeNull(i.Previous, method)).ToList();

                if (found.Count > 0)
                {
                    Replace(method, found);
                    any = true;
                }
            }

            return any;
        }

        private static bool CanBeNull(Instruction load, MethodDefinition method)
        {
            if (load == null)
            {
                return false;
            }

            switch (IL.Simplified(load, method.Body).OpCode.Code)
            {
                case Code.Ldnull:
                case Code.Ldarg:
                case Code.Ldsfld:
                case Code.Ldelem_Ref:
                    return !IsAsked(load, 1, method);
                case Code.Ldfld:
                    return !IsAsked(load, 2, method);
                case Code.Ldloc:
                    return !IsCaught(load, method) && !IsAsked(load, 1, method);
                default:
                    return false;
            }
        }

        private static bool IsCaught(Instruction load, MethodDefinition method)
        {
            object local = IL.Simplified(load, method.Body).Operand;
            return method.Body.ExceptionHandlers.Any(h => h.HandlerType == ExceptionHandlerType.Catch && Keeps(h.HandlerStart, local, method));
        }

        // HandlerWeaver has it kept beside what the handler does with it.
        private static bool Keeps(Instruction first, object local, MethodDefinition method)
        {
            Instruction store = IL.Simplified(first.OpCode == OpCodes.Dup ? first.Next : first, method.Body);
            return store.OpCode == OpCodes.Stloc && store.Operand == local;
        }

        // Whether the same was loaded, and null has taken a branch.
        private static bool IsAsked(Instruction load, int length, MethodDefinition method)
        {
            Instruction first = length == 2 ? load.Previous : load;
            Instruction branch = first?.Previous;

            if (branch == null || (branch.OpCode != OpCodes.Brfalse && branch.OpCode != OpCodes.Brfalse_S))
            {
                return false;
            }

            Instruction asked = branch.Previous;

            for (Instruction at = load; length > 0; length--, at = at.Previous, asked = asked.Previous)
            {
                if (asked == null)
                {
                    return false;
                }

                Instruction one = IL.Simplified(at, method.Body);
                Instruction other = IL.Simplified(asked, method.Body);

                if (one.OpCode != other.OpCode || !Equals(one.Operand, other.Operand))
                {
                    return false;
                }
            }

            return true;
        }

        private static void Replace(MethodDefinition method, List<Instruction> throws)
        {
            ModuleDefinition module = method.Module;
            var constructor = new MethodReference(".ctor", module.TypeSystem.Void, new TypeReference("System", "NullReferenceException", module, module.TypeSystem.CoreLibrary))
            {
                HasThis = true,
            };
            var editor = new MethodEditor(method);

            foreach (Instruction thrown in throws)
            {
                Instruction end = Instruction.Create(OpCodes.Throw);
                thrown.OpCode = OpCodes.Dup;
                editor.InsertAfter(thrown, end);
                editor.InsertAfter(thrown, Instruction.Create(OpCodes.Newobj, constructor));
                editor.InsertAfter(thrown, Instruction.Create(OpCodes.Pop));
                editor.InsertAfter(thrown, Instruction.Create(OpCodes.Brtrue, end));
            }

            editor.Close();
        }
    }
}
