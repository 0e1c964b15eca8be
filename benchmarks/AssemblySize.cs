using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace UAsyncio.Benchmarks
{
    /// <summary>
    /// What an assembly takes in a device's flash, estimated: nanoFramework's .pe is tables of records of fixed size, strings,
    /// signatures, and IL whose tokens take 2 bytes instead of 4.
    /// </summary>
    public sealed class AssemblySize
    {
        private const int Header = 124;
        private const int AssemblyReferenceRecord = 12;
        private const int TypeRecord = 24;
        private const int MethodRecord = 16;
        private const int SmallRecord = 8;
        private const int HandlerRecord = 12;

        private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
        private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
        private readonly HashSet<string> _references = new(StringComparer.Ordinal);
        private int _records;
        private int _signatureBytes;

        private AssemblySize()
        {
        }

        /// <summary>Gets the number of types.</summary>
        public int Types { get; private set; }

        /// <summary>Gets the number of methods.</summary>
        public int Methods { get; private set; }

        /// <summary>Gets the bytes of IL as a device has it.</summary>
        public int IL { get; private set; }

        /// <summary>Gets the estimated bytes of the .pe.</summary>
        public int Pe => Header + _records + _signatureBytes + IL + _strings.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);

        /// <summary>Counts an assembly.</summary>
        /// <param name="path">The woven .dll.</param>
        /// <param name="include">Says which types count.</param>
        public static AssemblySize Of(string path, Predicate<TypeDefinition> include)
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
            AssemblySize size = new() { _records = AssemblyReferenceRecord * assembly.MainModule.AssemblyReferences.Count };
            size._strings.UnionWith(assembly.MainModule.AssemblyReferences.Select(a => a.Name));
            foreach (TypeDefinition type in assembly.MainModule.GetAllTypes().Where(t => t.Name != "<Module>" && include(t)))
            {
                size.Add(type);
            }

            return size;
        }

        private void Add(TypeDefinition type)
        {
            Types++;
            _records += TypeRecord;
            _strings.Add(type.Name);
            _strings.Add(type.Namespace);
            Refer(type.BaseType);
            foreach (InterfaceImplementation implemented in type.Interfaces)
            {
                Refer(implemented.InterfaceType);
            }

            // A constant is in the code that uses it.
            foreach (FieldDefinition field in type.Fields.Where(f => !f.IsLiteral))
            {
                _records += SmallRecord;
                _strings.Add(field.Name);
                Sign("f " + field.FieldType.FullName, 1 + SizeOf(field.FieldType));
            }

            foreach (MethodDefinition method in type.Methods)
            {
                Methods++;
                _records += MethodRecord;
                _strings.Add(method.Name);
                SignMethod(method);
                if (method.HasBody)
                {
                    Add(method.Body);
                }
            }
        }

        private void Add(MethodBody body)
        {
            if (body.HasVariables)
            {
                Sign("l " + string.Join(",", body.Variables.Select(v => v.VariableType.FullName)), body.Variables.Sum(v => SizeOf(v.VariableType)));
            }

            if (body.HasExceptionHandlers)
            {
                IL += 1 + (HandlerRecord * body.ExceptionHandlers.Count);
            }

            foreach (Instruction instruction in body.Instructions)
            {
                IL += NanoLint.IL.SizeOf(instruction);
                switch (instruction.Operand)
                {
                    case string text:
                        _strings.Add(text);
                        break;

                    case TypeReference type:
                        Refer(type);
                        break;

                    case MethodReference { DeclaringType: var owner } method when method is not MethodDefinition:
                        Refer(owner);
                        if (_references.Add(method.FullName))
                        {
                            _records += SmallRecord;
                            _strings.Add(method.Name);
                            SignMethod(method);
                        }

                        break;

                    case FieldReference { DeclaringType: var owner } field when field is not FieldDefinition:
                        Refer(owner);
                        if (_references.Add(field.FullName))
                        {
                            _records += SmallRecord;
                            _strings.Add(field.Name);
                        }

                        break;
                }
            }
        }

        private void Refer(TypeReference? type)
        {
            if (type != null && type is not (TypeDefinition or ArrayType) && !type.IsPrimitive && _references.Add(type.FullName))
            {
                _records += SmallRecord;
                _strings.Add(type.Name);
                _strings.Add(type.Namespace);
            }
        }

        private void SignMethod(MethodReference method)
        {
            int bytes = 2 + SizeOf(method.ReturnType) + method.Parameters.Sum(p => SizeOf(p.ParameterType));
            Sign("m " + method.HasThis + method.ReturnType.FullName + "(" + string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName)), bytes);
        }

        private void Sign(string signature, int bytes)
        {
            if (_signatures.Add(signature))
            {
                _signatureBytes += bytes;
            }
        }

        private static int SizeOf(TypeReference type)
        {
            return type switch
            {
                ArrayType or ByReferenceType => 1 + SizeOf(((TypeSpecification)type).ElementType),
                _ when type.IsPrimitive || type.FullName is "System.String" or "System.Object" or "System.Void" => 1,
                _ => 3,
            };
        }
    }
}
