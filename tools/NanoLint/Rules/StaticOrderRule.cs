using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>
    /// A static initialiser that reads what another one sets only later. A device runs those of an assembly before Main, class by class in the
    /// order in which the metadata processor writes the classes; it does not run one because another one asks for it.
    /// </summary>
    internal sealed class StaticOrderRule : Rule
    {
        private readonly List<TypeDefinition> _order = new List<TypeDefinition>();
        private readonly HashSet<TypeDefinition> _seen = new HashSet<TypeDefinition>();
        private readonly HashSet<TypeDefinition> _open = new HashSet<TypeDefinition>();

        internal override string Code => "UAN122";

        internal override void OnEnd()
        {
            // As the metadata processor does it.
            Sort(Module.GetTypes().Where(t => t.FullName != "<Module>").OrderBy(t => t.FullName, StringComparer.InvariantCulture));

            for (int i = 0; i < _order.Count; i++)
            {
                MethodDefinition initializer = Initializer(_order[i]);

                if (initializer != null && initializer.HasBody)
                {
                    Check(initializer, new HashSet<TypeDefinition>(_order.Skip(i + 1)));
                }
            }
        }

        private void Check(MethodDefinition initializer, HashSet<TypeDefinition> later)
        {
            foreach (Instruction instruction in initializer.Body.Instructions)
            {
                FieldDefinition field = FindRead(instruction, later, new HashSet<MethodDefinition>());

                if (field != null)
                {
                    Report(initializer, instruction, "a static initialiser of " + initializer.DeclaringType.Name + " reads " + field.DeclaringType.Name + "." + field.Name
                        + ", which a device sets later: it does so class by class, in the order of their names; put both into one class, or set one of them in Main");
                }
            }
        }

        // What an instruction reads too early, itself or by what it calls.
        private FieldDefinition FindRead(Instruction instruction, HashSet<TypeDefinition> later, HashSet<MethodDefinition> seen)
        {
            if (instruction.Operand is FieldDefinition field)
            {
                bool reads = instruction.OpCode == OpCodes.Ldsfld || instruction.OpCode == OpCodes.Ldsflda;
                return reads && later.Contains(field.DeclaringType) && IsSet(field) ? field : null;
            }

            bool calls = instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is MethodDefinition called && !(instruction.OpCode == OpCodes.Callvirt && called.IsVirtual);

            if (!calls || !((MethodDefinition)instruction.Operand).HasBody || !seen.Add((MethodDefinition)instruction.Operand))
            {
                return null;
            }

            return ((MethodDefinition)instruction.Operand).Body.Instructions.Select(i => FindRead(i, later, seen)).FirstOrDefault(f => f != null);
        }

        // The compiler's own, of lambdas, is not looked at by those.
        private static bool IsSet(FieldDefinition field)
        {
            MethodDefinition initializer = Initializer(field.DeclaringType);
            return initializer != null && !field.DeclaringType.Name.StartsWith("<", StringComparison.Ordinal)
                && initializer.Body.Instructions.Any(i => i.Operand == field && (i.OpCode == OpCodes.Stsfld || i.OpCode == OpCodes.Ldsflda));
        }

        private static MethodDefinition Initializer(TypeDefinition type) => type.Methods.FirstOrDefault(m => m.IsConstructor && m.IsStatic);

        private void Sort(IEnumerable<TypeDefinition> types)
        {
            foreach (TypeDefinition type in types)
            {
                // One that is open comes before itself: another rule says so.
                if (type == null || type.Module != Module || _seen.Contains(type) || !_open.Add(type))
                {
                    continue;
                }

                Sort(NestedInterfaceRule.Before(type, References));
                _open.Remove(type);

                if (_seen.Add(type))
                {
                    IEnumerable<MethodReference> named = type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>();
                    Sort(named.SelectMany(m => new[] { m.ReturnType }.Concat(m.Parameters.Select(p => p.ParameterType))).Select(t => References.Find(t.GetElementType())));
                    _order.Add(type);
                }
            }
        }
    }
}
