using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a struct's method that can be called on a box assign <c>this</c> field by field. Through an interface, a delegate, a <c>using</c> in a
    /// coroutine or a virtual method of Object the 1.x interpreter hands it the box: <c>this = other</c> throws there, and <c>this = default</c>
    /// does nothing.
    /// </summary>
    internal static class BoxedThis
    {
        /// <returns>True when there was such an assignment.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in Methods(module).Where(m => m.Body.Instructions.Any(IsStore)))
            {
                var depths = new StackDepths(method);
                List<KeyValuePair<Instruction, Instruction>> stores = method.Body.Instructions.Where(IsStore)
                    .Select(i => new KeyValuePair<Instruction, Instruction>(LoadOfThis(i, method, depths), i)).Where(s => s.Key != null).ToList();

                if (stores.Count > 0)
                {
                    Replace(method, stores);
                    any = true;
                }
            }

            return any;
        }

        /// <summary>The methods of a module's structs that can be called on a box: virtual ones and those of delegates, and what they call on themselves.</summary>
        internal static IEnumerable<MethodDefinition> Methods(ModuleDefinition module)
        {
            var inDelegates = new HashSet<MethodReference>(module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
                .Where(i => i.OpCode == OpCodes.Ldftn).Select(i => (MethodReference)i.Operand));
            return module.GetTypes().Where(t => t.IsValueType && !t.IsEnum).SelectMany(t => Methods(t, inDelegates)).ToList();
        }

        private static HashSet<MethodDefinition> Methods(TypeDefinition type, HashSet<MethodReference> inDelegates)
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

        private static bool IsStore(Instruction instruction) => instruction.OpCode == OpCodes.Stobj || instruction.OpCode == OpCodes.Initobj;

        // Null for another address.
        private static Instruction LoadOfThis(Instruction store, MethodDefinition method, StackDepths depths)
        {
            Instruction from = depths.Before(store) < 0 ? null : depths.Producer(store, depths.Before(store) - IL.Pops(store, method));
            return from != null && IL.Simplified(from, method.Body).Operand == method.Body.ThisParameter ? from : null;
        }

        private static void Replace(MethodDefinition method, List<KeyValuePair<Instruction, Instruction>> stores)
        {
            var editor = new MethodEditor(method);
            VariableDefinition value = editor.AddLocal(method.DeclaringType);

            foreach (KeyValuePair<Instruction, Instruction> pair in stores)
            {
                Instruction store = pair.Value;
                Instruction at = store;
                editor.Drop(pair.Key);

                void Add(Instruction next)
                {
                    editor.InsertAfter(at, next);
                    at = next;
                }

                if (store.OpCode == OpCodes.Stobj)
                {
                    store.OpCode = OpCodes.Stloc;
                    store.Operand = value;
                }
                else
                {
                    editor.InsertBefore(store, Instruction.Create(OpCodes.Ldloca, value));
                    at = store.Next;
                }

                foreach (FieldDefinition field in method.DeclaringType.Fields.Where(f => !f.IsStatic))
                {
                    Add(Instruction.Create(OpCodes.Ldarg, method.Body.ThisParameter));
                    Add(Instruction.Create(OpCodes.Ldloca, value));
                    Add(Instruction.Create(OpCodes.Ldfld, field));
                    Add(Instruction.Create(OpCodes.Stfld, field));
                }
            }

            editor.Close();
        }
    }
}
