using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;

namespace UAsyncio.NanoLint
{
    /// <summary>Where something stands in an assembly. Its line is looked for only when there is something to report.</summary>
    internal sealed class Place
    {
        private readonly TypeDefinition _type;
        private readonly FieldDefinition _field;
        private readonly MethodDefinition _method;
        private readonly Instruction _instruction;

        /// <summary>The assembly as a whole.</summary>
        internal Place()
        {
        }

        internal Place(TypeDefinition type)
        {
            _type = type;
        }

        internal Place(FieldDefinition field)
        {
            _field = field;
            _type = field.DeclaringType;
        }

        internal Place(MethodDefinition method, Instruction instruction = null)
        {
            _method = method;
            _instruction = instruction;
            _type = method.DeclaringType;
        }

        /// <summary>Whether it is inside a generic type or method, which is a finding of its own.</summary>
        internal bool IsInGeneric
        {
            get
            {
                bool generic = _method != null && _method.HasGenericParameters;

                for (TypeDefinition type = _type; type != null && !generic; type = type.DeclaringType)
                {
                    generic = type.HasGenericParameters;
                }

                return generic;
            }
        }

        internal Diagnostic Report(string code, string message)
        {
            SequencePoint point = _field != null ? FindStore() : _method != null ? FindInMethod() : null;
            string name = string.Empty;

            if (point == null)
            {
                // Then the line is only the nearest: the name says what is meant.
                name = _field != null ? "field " + _field.DeclaringType.FullName + "." + _field.Name + ": "
                    : _method != null ? SourceMap.Describe(_method) + ": "
                    : _type != null ? _type.FullName + ": "
                    : string.Empty;
                point = FindNearest();
            }

            return new Diagnostic(code, name + message, point?.Document.Url, point?.StartLine ?? 0, point?.StartColumn ?? 0);
        }

        private SequencePoint FindInMethod() => SourceMap.Find(_method, _instruction) ?? SourceMap.Find(_method, null);

        private SequencePoint FindNearest()
        {
            SequencePoint point = null;

            for (TypeDefinition type = _type; point == null && type != null; type = type.DeclaringType)
            {
                point = FindFirst(type);
            }

            return point;
        }

        // The symbols know no line for a field, but its initialiser has one, or the first assignment.
        private SequencePoint FindStore()
        {
            IEnumerable<MethodDefinition> methods = _type.Methods.OrderByDescending(m => m.IsConstructor);

            // What an async method or a lambda captures is filled in by the method around it.
            if (_type.DeclaringType != null)
            {
                methods = methods.Concat(_type.DeclaringType.Methods);
            }

            foreach (MethodDefinition method in methods.Where(m => m.HasBody))
            {
                Instruction store = method.Body.Instructions.FirstOrDefault(i =>
                    (i.OpCode == OpCodes.Stfld || i.OpCode == OpCodes.Stsfld) && i.Operand is FieldReference field && field.FullName == _field.FullName);
                SequencePoint point = store == null ? null : SourceMap.Find(method, store);

                if (point != null)
                {
                    return point;
                }
            }

            return null;
        }

        private static SequencePoint FindFirst(TypeDefinition type)
        {
            return type.Methods.Select(m => SourceMap.Find(m, null)).Where(p => p != null).OrderBy(p => p.StartLine).FirstOrDefault();
        }
    }
}
