using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a copy of a struct be one, by boxing and unboxing it; of what is boxed already the first does nothing. To the 1.x interpreter a struct on
    /// the stack is an object. A <c>dup</c> pushes that object once more: behind <c>a = b = c</c> the three would be one. And to a method that is
    /// called through an interface, a delegate or a virtual method of Object it hands the box, of which a load of <c>this</c> copies nothing: what is
    /// then done to the copy happens to the box.
    /// </summary>
    internal static class StructCopies
    {
        /// <returns>True when there was such a copy.</returns>
        internal static bool Weave(ModuleDefinition module, Definitions definitions)
        {
            bool any = CopyThis(module);
            var structs = new StructLoads(definitions);

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(IsShared)))
            {
                var depths = new StackDepths(method);
                any |= Copy(method, method.Body.Instructions.Where(i => IsShared(i) && structs.CanChange(Duplicated(i, method, depths))), i => Duplicated(i, method, depths));
            }

            return any;
        }

        // To box is to copy.
        private static bool IsShared(Instruction instruction) => instruction.OpCode == OpCodes.Dup && instruction.Next.OpCode != OpCodes.Box;

        // The type of what the last one before it has put in that place of the stack: where ways meet it is the same on each. Null for an address, and the like.
        private static TypeReference Duplicated(Instruction dup, MethodDefinition method, StackDepths depths)
        {
            Instruction from = dup;

            while (from != null && from.OpCode == OpCodes.Dup)
            {
                from = depths.Producer(from, depths.Before(from) - 1);
            }

            return from == null ? null : from.OpCode == OpCodes.Newobj ? ((MethodReference)from.Operand).DeclaringType : IL.Loaded(IL.Simplified(from, method.Body));
        }

        private static bool CopyThis(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in BoxedThis.Methods(module))
            {
                any |= Copy(method, method.Body.Instructions.Where(i => IsLoadOfThis(i, method)), load => (TypeReference)load.Operand);
            }

            return any;
        }

        private static bool IsLoadOfThis(Instruction instruction, MethodDefinition method)
        {
            return instruction.OpCode == OpCodes.Ldobj && instruction.Previous != null
                && IL.Simplified(instruction.Previous, method.Body).Operand == method.Body.ThisParameter;
        }

        private static bool Copy(MethodDefinition method, IEnumerable<Instruction> loads, Func<Instruction, TypeReference> type)
        {
            List<Instruction> found = loads.Where(i => !IsCopied(i)).ToList();

            if (found.Count == 0)
            {
                return false;
            }

            var editor = new MethodEditor(method);

            foreach (Instruction load in found)
            {
                TypeReference copied = type(load);
                editor.InsertAfter(load, Instruction.Create(OpCodes.Unbox_Any, copied));
                editor.InsertAfter(load, Instruction.Create(OpCodes.Box, copied));
            }

            editor.Close();
            return true;
        }

        private static bool IsCopied(Instruction load)
        {
            return load.Next.OpCode == OpCodes.Box && load.Next.Next.OpCode == OpCodes.Unbox_Any;
        }
    }
}
