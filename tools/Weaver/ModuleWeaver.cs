using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using UAsyncio.Weaver.Coroutines;
using UAsyncio.Weaver.Inlining;
using UAsyncio.Weaver.Interpreter;

namespace UAsyncio.Weaver
{
    /// <summary>Weaves one module in memory.</summary>
    internal static class ModuleWeaver
    {
        /// <param name="module">What the compiler wrote.</param>
        /// <param name="references">The libraries in their woven form, whose small methods may be inlined; null for none.</param>
        /// <returns>False when there was nothing to weave, or it was woven already.</returns>
        internal static bool Weave(ModuleDefinition module, WovenReferences references)
        {
            bool woven = WeaveCoroutines(module);
            woven |= FilterWeaver.Weave(module);
            woven |= StringCharacters.Weave(module);
            woven |= ExplicitNames.Weave(module);
            woven |= Inline(module, references);
            var definitions = new Definitions(module, references);
            woven |= FreshAwaits.Weave(module, definitions);
            woven |= !InlineRules.IsDebugBuild(module) && Tidy(module);
            woven |= NullStrings.Weave(module);
            woven |= NullThrows.Weave(module);
            woven |= SignWeaver.Weave(module, definitions);
            woven |= FloatWeaver.Weave(module);
            woven |= BoxedThis.Weave(module);
            woven |= StructCopies.Weave(module, definitions);
            woven |= StructPlaces.Weave(module, definitions);
            woven |= LockExits.Weave(module);
            woven |= HandlerWeaver.Weave(module, definitions);
            woven |= OpenConstructors.Close(module);
            woven |= TryBlocks.Separate(module);
            return StaleSlots.Fill(module, definitions) || woven;
        }

        // Each finds work in what the other leaves.
        private static bool Tidy(ModuleDefinition module)
        {
            bool any = false;

            while (Temporaries.Apply(module) | Peephole.Apply(module))
            {
                any = true;
            }

            return any;
        }

        private static bool Inline(ModuleDefinition module, WovenReferences references)
        {
            var definitions = new Definitions(module, references);
            var sections = new CommitSections(module, new StructLoads(definitions));
            bool changed = MarkAttributes.Begin(module);
            changed |= new Inliner(module, references, sections).Run();
            changed |= sections.Close();
            return MarkAttributes.End(module) || changed;
        }

        private static bool WeaveCoroutines(ModuleDefinition module)
        {
            Library library = Library.Of(module);

            if (library == null || !UsesFace(module))
            {
                return false;
            }

            List<TypeDefinition> machines = module.GetTypes()
                .Where(t => t.Interfaces.Any(i => i.InterfaceType.FullName == Names.StateMachine))
                .ToList();

            foreach (TypeDefinition machine in machines)
            {
                new StateMachineWeaver(machine, library).Weave();
            }

            new Erasure(module, library).Apply();

            if (library.IsLibrary)
            {
                RemoveFace(module);
            }

            CheckNothingLeft(module);
            return true;
        }

        private static bool UsesFace(ModuleDefinition module)
        {
            return module.GetTypes().Any(Names.IsFace) || module.GetTypeReferences().Any(Names.IsFace);
        }

        // What only the compiler needs: types, the awaiter pattern, generic twins, attributes.
        private static void RemoveFace(ModuleDefinition module)
        {
            foreach (TypeDefinition type in module.GetTypes())
            {
                foreach (CustomAttribute attribute in type.CustomAttributes.Where(a => Names.IsFace(a.AttributeType)).ToList())
                {
                    type.CustomAttributes.Remove(attribute);
                }

                foreach (MethodDefinition method in type.Methods.Where(m => m.Name == "GetAwaiter" || m.HasGenericParameters).ToList())
                {
                    type.Methods.Remove(method);
                }
            }

            foreach (TypeDefinition type in module.Types.Where(Names.IsFace).ToList())
            {
                module.Types.Remove(type);
            }
        }

        private static void CheckNothingLeft(ModuleDefinition module)
        {
            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
            {
                foreach (var instruction in method.Body.Instructions)
                {
                    if (instruction.Operand is TypeReference type && Names.IsFace(type)
                        || instruction.Operand is MethodReference called && (Names.IsFace(called.DeclaringType) || Names.IsFace(called.ReturnType)))
                    {
                        throw WeaveException.At(method, instruction, "UAN002", "left over by the weaver: " + instruction.Operand);
                    }
                }
            }
        }
    }
}
