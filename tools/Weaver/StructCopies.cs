using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver
{
    /// <summary>
    /// Has a copy of <c>this</c> be one in a struct. To a method that is called through an interface, a delegate or a virtual method of Object the
    /// 1.x interpreter hands the box, and a load of it copies nothing: what is then done to the copy happens to the box. To box and unbox copies; of
    /// what is boxed already the first does nothing.
    /// </summary>
    internal static class StructCopies
    {
        /// <returns>True when there was such a copy.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;
            HashSet<MethodReference> inDelegates = FindInDelegates(module);

            foreach (TypeDefinition type in module.GetTypes().Where(t => t.IsValueType && !t.IsEnum))
            {
                foreach (MethodDefinition method in FindCalledOnBox(type, inDelegates))
                {
                    List<Instruction> loads = method.Body.Instructions.Where(i => IsLoadOfThis(i, method) && !IsCopied(i)).ToList();

                    if (loads.Count > 0)
                    {
                        var editor = new MethodEditor(method);

                        foreach (Instruction load in loads)
                        {
                            editor.InsertAfter(load, Instruction.Create(OpCodes.Unbox_Any, (TypeReference)load.Operand));
                            editor.InsertAfter(load, Instruction.Create(OpCodes.Box, (TypeReference)load.Operand));
                        }

                        editor.Close();
                        any = true;
                    }
                }
            }

            return any;
        }

        private static HashSet<MethodReference> FindInDelegates(ModuleDefinition module)
        {
            return new HashSet<MethodReference>(module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
                .Where(i => i.OpCode == OpCodes.Ldftn).Select(i => (MethodReference)i.Operand));
        }

        // Those, and what they call on themselves.
        private static HashSet<MethodDefinition> FindCalledOnBox(TypeDefinition type, HashSet<MethodReference> inDelegates)
        {
            var found = new HashSet<MethodDefinition>();
            var open = new Stack<MethodDefinition>(type.Methods.Where(m => m.HasBody && !m.IsStatic && (m.IsVirtual || inDelegates.Contains(m))));

            while (open.Count > 0)
            {
                MethodDefinition method = open.Pop();

                if (found.Add(method))
                {
                    foreach (MethodDefinition called in method.Body.Instructions.Select(i => i.Operand).OfType<MethodDefinition>())
                    {
                        if (called.DeclaringType == type && called.HasBody && !called.IsStatic && !called.IsConstructor)
                        {
                            open.Push(called);
                        }
                    }
                }
            }

            return found;
        }

        private static bool IsLoadOfThis(Instruction instruction, MethodDefinition method)
        {
            return instruction.OpCode == OpCodes.Ldobj && instruction.Previous != null
                && IL.Simplified(instruction.Previous, method.Body).Operand == method.Body.ThisParameter;
        }

        private static bool IsCopied(Instruction load)
        {
            return load.Next.OpCode == OpCodes.Box && load.Next.Next.OpCode == OpCodes.Unbox_Any;
        }
    }
}
