using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Stores null into the elements of a new array of strings. The 1.x interpreter makes them strings without a text in place of references to
    /// nothing: wherever one is brought, <c>== null</c> says no where it compares, and a comparison with another string crashes. A null that is
    /// stored is one. <c>Array.Clear</c> makes them too.
    /// </summary>
    internal sealed class NullStrings
    {
        // Up to so many elements a store each is shorter than a loop, and quicker.
        private const int FewElements = 6;

        private readonly MethodDefinition _method;
        private readonly StackDepths _depths;

        private NullStrings(MethodDefinition method)
        {
            _method = method;
            _depths = new StackDepths(method);
        }

        /// <returns>True when there was such an array, or such a call.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(i => IsNew(i) || IsClear(i))))
            {
                any |= new NullStrings(method).Weave();
            }

            return any;
        }

        private static bool IsNew(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Newarr && ((TypeReference)instruction.Operand).MetadataType == MetadataType.String;
        }

        private static bool IsClear(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference called && called.Name == "Clear" && called.DeclaringType.FullName == "System.Array";
        }

        private bool Weave()
        {
            List<Instruction> cleared = _method.Body.Instructions.Where(i => IsClear(i) && IsOfStrings(i) && !IsStoredBehind(i)).ToList();
            Dictionary<Instruction, List<Instruction>> found = _method.Body.Instructions.Where(IsNew).ToDictionary(i => i, Stores);

            if (cleared.Count == 0 && found.All(a => a.Value.Count == 0))
            {
                return false;
            }

            var editor = new MethodEditor(_method);

            foreach (KeyValuePair<Instruction, List<Instruction>> array in found)
            {
                Insert(editor, array.Key, array.Value);
            }

            foreach (Instruction call in cleared)
            {
                StoreBehind(editor, call);
            }

            editor.Close();
            return true;
        }

        private static void Insert(MethodEditor editor, Instruction behind, List<Instruction> inserted)
        {
            for (int i = inserted.Count - 1; i >= 0; i--)
            {
                editor.InsertAfter(behind, inserted[i]);
            }
        }

        // Whether what has pushed the array has pushed one of strings.
        private bool IsOfStrings(Instruction clear)
        {
            Instruction from = _depths.Producer(clear, _depths.Before(clear) - 3);
            return from != null && IL.Loaded(IL.Simplified(from, _method.Body)) is ArrayType array && array.ElementType.MetadataType == MetadataType.String;
        }

        private static bool IsStoredBehind(Instruction clear)
        {
            Instruction[] behind = IL.Range(clear.Next, null).Take(6).ToArray();
            return behind.Length == 6 && (behind[1].OpCode == OpCodes.Brfalse || behind[1].OpCode == OpCodes.Brfalse_S) && behind[5].OpCode == OpCodes.Ldc_I4_1;
        }

        private List<Instruction> Stores(Instruction array)
        {
            if (Constant(array.Previous) is int length && length >= 0)
            {
                int[] open = Enumerable.Range(0, length).Except(Stored(array)).ToArray();

                if (open.Length <= FewElements)
                {
                    return open.SelectMany(Store).ToList();
                }
            }

            return array.Next.OpCode == OpCodes.Dup && array.Next.Next.OpCode == OpCodes.Ldlen ? new List<Instruction>() : Loop(array.Next);
        }

        // The elements that an initialiser stores behind it: each has the array once more, its index, what may take long to calculate, and the store.
        private HashSet<int> Stored(Instruction array)
        {
            var stored = new HashSet<int>();
            Instruction next = array.Next;

            while (next.OpCode == OpCodes.Dup && Constant(next.Next) is int index)
            {
                int depth = _depths.Before(next);
                Instruction store = next.Next.Next;

                while (store != null && _depths.Before(store) > depth && !(store.OpCode == OpCodes.Stelem_Ref && _depths.Before(store) == depth + 3))
                {
                    store = store.Next;
                }

                if (store == null || store.OpCode != OpCodes.Stelem_Ref)
                {
                    break;
                }

                stored.Add(index);
                next = store.Next;
            }

            return stored;
        }

        private int? Constant(Instruction instruction)
        {
            instruction = instruction == null ? null : IL.Simplified(instruction, _method.Body);
            return instruction != null && instruction.OpCode == OpCodes.Ldc_I4 ? (int?)(int)instruction.Operand : null;
        }

        private static IEnumerable<Instruction> Store(int index)
        {
            yield return Instruction.Create(OpCodes.Dup);
            yield return Instruction.Create(OpCodes.Ldc_I4, index);
            yield return Instruction.Create(OpCodes.Ldnull);
            yield return Instruction.Create(OpCodes.Stelem_Ref);
        }

        // From the last one on. The array stays on the stack: in a local it would live as long as the method. Who measures the stack from top to
        // bottom, as the metadata processor does, must come to the loop from above: behind a plain branch it would count as empty.
        private List<Instruction> Loop(Instruction end)
        {
            var left = new VariableDefinition(_method.Module.TypeSystem.Int32);
            _method.Body.Variables.Add(left);
            _method.Body.InitLocals = true;
            Instruction first = Instruction.Create(OpCodes.Dup);
            return new List<Instruction>
            {
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Ldlen),
                Instruction.Create(OpCodes.Conv_I4),
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, left),
                Instruction.Create(OpCodes.Brfalse, end),
                first,
                Instruction.Create(OpCodes.Ldloc, left),
                Instruction.Create(OpCodes.Ldc_I4_1),
                Instruction.Create(OpCodes.Sub),
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, left),
                Instruction.Create(OpCodes.Ldnull),
                Instruction.Create(OpCodes.Stelem_Ref),
                Instruction.Create(OpCodes.Ldloc, left),
                Instruction.Create(OpCodes.Brtrue, first),
            };
        }

        // The call stays, since it checks what it is given.
        private void StoreBehind(MethodEditor editor, Instruction call)
        {
            VariableDefinition left = editor.AddLocal(_method.Module.TypeSystem.Int32);
            VariableDefinition index = editor.AddLocal(_method.Module.TypeSystem.Int32);
            VariableDefinition array = editor.AddLocal(new ArrayType(_method.Module.TypeSystem.String));
            Instruction first = Instruction.Create(OpCodes.Ldloc, array);
            Insert(editor, call, new List<Instruction>
            {
                Instruction.Create(OpCodes.Ldloc, left),
                Instruction.Create(OpCodes.Brfalse, call.Next),
                first,
                Instruction.Create(OpCodes.Ldloc, index),
                Instruction.Create(OpCodes.Ldloc, left),
                Instruction.Create(OpCodes.Ldc_I4_1),
                Instruction.Create(OpCodes.Sub),
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Stloc, left),
                Instruction.Create(OpCodes.Add),
                Instruction.Create(OpCodes.Ldnull),
                Instruction.Create(OpCodes.Stelem_Ref),
                Instruction.Create(OpCodes.Ldloc, left),
                Instruction.Create(OpCodes.Brtrue, first),
            });

            foreach (Instruction inserted in new[]
            {
                Instruction.Create(OpCodes.Stloc, left),
                Instruction.Create(OpCodes.Stloc, index),
                Instruction.Create(OpCodes.Stloc, array),
                Instruction.Create(OpCodes.Ldloc, array),
                Instruction.Create(OpCodes.Ldloc, index),
                Instruction.Create(OpCodes.Ldloc, left),
            }.Reverse())
            {
                editor.InsertBefore(call, inserted);
            }
        }
    }
}
