using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.NanoProfile.Weaving;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>
    /// The tables that the interpreter makes on the managed heap for each assembly that it loads, static fields included. A .pe beside
    /// the assembly tells them exactly; without one they follow from the assembly itself.
    /// </summary>
    internal static class AssemblyTables
    {
        // Of the packages of mid 2026, by the rule of TableLengths from their .pe, and what each needs beside mscorlib; those of other
        // versions hardly differ.
        private static readonly Dictionary<string, (int Bytes, string[] Needs)> s_runtime = new(StringComparer.OrdinalIgnoreCase)
        {
            ["mscorlib"] = (4056, []),
            ["nanoFramework.Runtime.Events"] = (600, []),
            ["nanoFramework.Runtime.Native"] = (420, []),
            ["nanoFramework.System.Collections"] = (660, []),
            ["nanoFramework.System.Text"] = (636, []),
            ["nanoFramework.TestFramework"] = (960, []),
            ["System.Device.Gpio"] = (816, ["nanoFramework.Runtime.Events"]),
            ["System.IO.Streams"] = (888, ["nanoFramework.System.Text"]),
            ["System.Net"] = (2532, ["System.Threading", "System.IO.Streams", "nanoFramework.System.Text", "nanoFramework.Runtime.Events"]),
            ["System.Threading"] = (612, []),
        };

        private static readonly SortedDictionary<string, int?> s_loaded = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>Gets the bytes of all that is loaded.</summary>
        public static int Bytes { get; private set; }

        /// <summary>Gets the bytes by the assembly's name; null for one whose tables nobody knows.</summary>
        public static IReadOnlyList<KeyValuePair<string, int?>> Loaded
        {
            get
            {
                lock (s_loaded)
                {
                    return [.. s_loaded];
                }
            }
        }

        /// <summary>Takes an assembly that is loaded, and all that it refers to: a device loads the whole image when it boots.</summary>
        public static void Add(AssemblyDefinition assembly, string path)
        {
            lock (s_loaded)
            {
                AddWithReferences(assembly, path);
                Bytes = s_loaded.Values.Sum() ?? 0;
            }
        }

        private static void AddWithReferences(AssemblyDefinition assembly, string path)
        {
            string pe = Path.ChangeExtension(path, ".pe");
            TableLengths lengths = (File.Exists(pe) ? PeTables.Read(pe) : null) ?? LengthsOf(assembly.MainModule);
            s_loaded[assembly.Name.Name] = lengths.Bytes;
            foreach (AssemblyNameReference reference in assembly.MainModule.AssemblyReferences.Where(r => !s_loaded.ContainsKey(r.Name)))
            {
                if (DeviceResolver.IsRuntime(reference.Name))
                {
                    AddRuntime(reference.Name);
                }
                else if (assembly.MainModule.AssemblyResolver.Resolve(reference) is { } found)
                {
                    AddWithReferences(found, Path.Combine(Path.GetDirectoryName(path)!, found.MainModule.Name));
                }
            }
        }

        private static void AddRuntime(string name)
        {
            bool isKnown = s_runtime.TryGetValue(name, out (int Bytes, string[] Needs) runtime);
            s_loaded[name] = isKnown ? runtime.Bytes : null;
            foreach (string need in isKnown ? runtime.Needs.Where(n => !s_loaded.ContainsKey(n)) : [])
            {
                AddRuntime(need);
            }
        }

        /// <summary>What the metadata processor keeps: what code and signatures name, without attributes and constants.</summary>
        public static TableLengths LengthsOf(ModuleDefinition module)
        {
            TypeDefinition[] types = [.. WithNested(module.Types.Where(t => t.Name != "<Module>"))];
            FieldDefinition[] fields = [.. types.SelectMany(t => t.Fields).Where(f => !f.IsLiteral)];
            HashSet<string> typeRefs = new(StringComparer.Ordinal);
            HashSet<string> fieldRefs = new(StringComparer.Ordinal);
            HashSet<string> methodRefs = new(StringComparer.Ordinal);

            foreach (TypeDefinition type in types)
            {
                Use(type.BaseType);
                type.Interfaces.ToList().ForEach(i => Use(i.InterfaceType));
            }

            fields.ToList().ForEach(f => Use(f.FieldType));
            foreach (MethodDefinition method in types.SelectMany(t => t.Methods))
            {
                Use(method.ReturnType);
                method.Parameters.ToList().ForEach(p => Use(p.ParameterType));
                if (method.HasBody)
                {
                    method.Body.Variables.ToList().ForEach(v => Use(v.VariableType));
                    method.Body.ExceptionHandlers.ToList().ForEach(h => Use(h.CatchType));
                    foreach (Instruction instruction in method.Body.Instructions)
                    {
                        UseOperand(instruction.Operand);
                    }
                }
            }

            return new TableLengths(
                module.AssemblyReferences.Count, typeRefs.Count, fieldRefs.Count, methodRefs.Count,
                types.Length, fields.Length, types.Sum(t => t.Methods.Count), fields.Count(f => f.IsStatic));

            void Use(TypeReference? type)
            {
                type = type?.GetElementType();
                if (type is { IsDefinition: false, IsPrimitive: false } && type is not GenericParameter && type.MetadataType is not (MetadataType.Void or MetadataType.String or MetadataType.Object))
                {
                    typeRefs.Add(type.FullName);
                }
            }

            void UseOperand(object? operand)
            {
                switch (operand)
                {
                    case TypeReference type:
                        Use(type);
                        break;
                    case FieldReference { IsDefinition: false } field:
                        fieldRefs.Add(field.FullName);
                        typeRefs.Add(field.DeclaringType.FullName);
                        break;
                    case MethodReference { IsDefinition: false } method when method.DeclaringType is not ArrayType:
                        methodRefs.Add(method.FullName);
                        typeRefs.Add(method.DeclaringType.FullName);
                        break;
                }
            }
        }

        private static IEnumerable<TypeDefinition> WithNested(IEnumerable<TypeDefinition> types) => types.SelectMany(t => WithNested(t.NestedTypes).Prepend(t));
    }
}
