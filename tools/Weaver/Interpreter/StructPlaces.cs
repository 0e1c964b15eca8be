using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a struct that is assigned to a variable take the place of the one in it, through the variable's address. To the 1.x interpreter a struct
    /// is an object, an address of the variable that object, and an assignment gives the variable another one: who had the address before, a
    /// <c>ref</c>, an <c>in</c>, or a method of the struct, would go on with the old one. Only where an address is kept over an assignment: it
    /// costs three instructions and a copy.
    /// </summary>
    internal sealed class StructPlaces
    {
        private readonly ModuleDefinition _module;
        private readonly Definitions _definitions;
        private readonly StructLoads _structs;

        private StructPlaces(ModuleDefinition module, Definitions definitions)
        {
            _module = module;
            _definitions = definitions;
            _structs = new StructLoads(definitions);
        }

        /// <returns>True when there was such an assignment.</returns>
        internal static bool Weave(ModuleDefinition module, Definitions definitions) => new StructPlaces(module, definitions).Weave();

        // The address of the variable that a store is to.
        private static OpCode Address(OpCode store)
        {
            switch (store.Code)
            {
                case Code.Stfld:
                    return OpCodes.Ldflda;
                case Code.Stsfld:
                    return OpCodes.Ldsflda;
                case Code.Stloc:
                    return OpCodes.Ldloca;
                case Code.Starg:
                    return OpCodes.Ldarga;
                default:
                    return OpCodes.Nop;
            }
        }

        private static TypeReference Type(object variable)
        {
            return variable is FieldReference field ? field.FieldType : variable is VariableDefinition local ? local.VariableType : ((ParameterDefinition)variable).ParameterType;
        }

        private bool Weave()
        {
            Dictionary<MethodDefinition, HashSet<object>> stored = _module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToDictionary(m => m, Stored);
            var fields = new HashSet<object>(stored.Values.SelectMany(s => s).OfType<FieldDefinition>());
            var addresses = new KeptAddresses(_definitions, stored);
            var kept = new HashSet<object>(stored.SelectMany(m => addresses.Find(m.Key, m.Value)));
            kept.UnionWith(stored.Keys.SelectMany(m => addresses.Find(m, fields)));
            List<MethodDefinition> found = stored.Keys.Where(m => stored[m].Overlaps(kept)).ToList();

            foreach (MethodDefinition method in found)
            {
                Replace(method, method.Body.Instructions.Where(i => Stored(i, method) is object variable && kept.Contains(variable)).ToList());
            }

            return found.Count > 0;
        }

        private HashSet<object> Stored(MethodDefinition method)
        {
            return new HashSet<object>(method.Body.Instructions.Select(i => Stored(i, method)).Where(v => v != null));
        }

        // A field of this module, a local or an argument. What a constructor sets has been nobody's before.
        private object Stored(Instruction instruction, MethodDefinition method)
        {
            Instruction store = IL.Simplified(instruction, method.Body);

            if (Address(store.OpCode) == OpCodes.Nop || (store.Operand is FieldReference && (method.IsConstructor || !(store.Operand is FieldDefinition))))
            {
                return null;
            }

            return _structs.IsStruct(Type(store.Operand)) ? store.Operand : null;
        }

        private static void Replace(MethodDefinition method, List<Instruction> stores)
        {
            var editor = new MethodEditor(method);
            var locals = new Dictionary<string, VariableDefinition>();

            foreach (Instruction store in stores)
            {
                TypeReference type = Type(store.Operand);

                if (!locals.TryGetValue(type.FullName, out VariableDefinition value))
                {
                    value = editor.AddLocal(type);
                    locals.Add(type.FullName, value);
                }

                Instruction address = Instruction.Create(OpCodes.Nop);
                address.OpCode = Address(store.OpCode);
                address.Operand = store.Operand;
                store.OpCode = OpCodes.Stloc;
                store.Operand = value;
                editor.InsertAfter(store, Instruction.Create(OpCodes.Stobj, type));
                editor.InsertAfter(store, Instruction.Create(OpCodes.Ldloc, value));
                editor.InsertAfter(store, address);
            }

            editor.Close();
        }
    }
}
