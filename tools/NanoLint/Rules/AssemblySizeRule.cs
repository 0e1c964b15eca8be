using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>More names or more code than an assembly for a device has room for: the metadata processor gives up on it.</summary>
    internal sealed class AssemblySizeRule : Rule
    {
        // Offsets into both tables have 16 bits.
        private const int Room = 65535;
        private const int HandlerRecord = 12;

        // Names and literals share a table; each is there once.
        private readonly HashSet<string> _strings = new HashSet<string>(StringComparer.Ordinal);
        private int _code;

        internal override string Code => "UAN118";

        internal override void OnType(TypeDefinition type)
        {
            AddName(type);
            _strings.UnionWith(type.Fields.Where(field => !field.IsStatic).Select(field => field.Name));
        }

        internal override void OnMethod(MethodDefinition method)
        {
            _strings.Add(method.Name);

            // The number of handlers takes a byte where there are any.
            _code += method.HasBody && method.Body.HasExceptionHandlers ? 1 : 0;
        }

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            _code += IL.SizeOf(instruction);

            if (instruction.Operand is string literal)
            {
                _strings.Add(literal);
            }
        }

        internal override void OnHandler(MethodDefinition method, ExceptionHandler handler)
        {
            _code += HandlerRecord;
        }

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (!(type is TypeSpecification))
            {
                AddName(type);
            }
        }

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            _strings.Add(member.Name);
        }

        internal override void OnEnd()
        {
            Check(_strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1), "names and string literals");
            Check(_code, "code");
        }

        private void AddName(TypeReference type)
        {
            _strings.Add(type.Name);
            _strings.Add(type.Namespace);
        }

        private void Check(int bytes, string what)
        {
            if (bytes > Room)
            {
                Report(new Place(), "the assembly has " + bytes + " bytes of " + what + ", and an assembly for a device has room for " + Room + ": divide it into several");
            }
        }
    }
}
