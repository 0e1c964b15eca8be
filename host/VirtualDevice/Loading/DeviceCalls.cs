extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>
    /// Calls of numbers', strings' and other members that desktop .NET cannot have twice, such as <c>double.ToString()</c>, and that a
    /// device does in another way: they are led to the classes of the same names in Runtime/Calls.
    /// </summary>
    internal static class DeviceCalls
    {
        private const string Namespace = "UAsyncio.VirtualDevice.Runtime.Calls";
        private const string TextOfValue = "ToStringOf";
        private const string Constructor = "Create";

        private static readonly HashSet<string> s_known = [.. Collect()];

        /// <summary>True when a call was led elsewhere.</summary>
        public static bool Replace(ModuleDefinition module)
        {
            Replacer replacer = new(module);
            foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            {
                replacer.Replace(method.Body);
            }

            return replacer.HasReplaced;
        }

        private static IEnumerable<string> Collect()
        {
            foreach (Type type in DeviceTypes.Runtime.GetExportedTypes().Where(type => type.Namespace == Namespace))
            {
                foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                {
                    yield return Key(type.Name, method.Name, method.GetParameters().Select(parameter => parameter.ParameterType.FullName!));
                }
            }
        }

        private static string Key(string type, string method, IEnumerable<string> parameters)
        {
            return type + "." + method + "(" + string.Join(",", parameters) + ")";
        }

        private sealed class Replacer(ModuleDefinition module)
        {
            private readonly Dictionary<MethodReference, MethodReference?> _replacements = new();
            private AssemblyNameReference? _runtime;
            private FloatInstructions? _floats;

            public bool HasReplaced { get; private set; }

            public void Replace(Mono.Cecil.Cil.MethodBody body)
            {
                _floats ??= new FloatInstructions(module, new TypeReference(Namespace, "Arithmetic", module, RuntimeReference()));
                HasReplaced |= _floats.Replace(body);
                for (int i = 0; i < body.Instructions.Count; i++)
                {
                    Instruction instruction = body.Instructions[i];
                    if (instruction.OpCode.Code == Code.Ldstr && ((string)instruction.Operand).IndexOf('\0') is >= 0 and var end)
                    {
                        // A literal ends at a NUL, as every string does.
                        instruction.Operand = ((string)instruction.Operand).Substring(0, end);
                        HasReplaced = true;
                    }

                    if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj) || instruction.Operand is not MethodReference { DeclaringType.Namespace: "System" } called)
                    {
                        continue;
                    }

                    bool isConstrained = instruction.Previous?.OpCode.Code == Code.Constrained;
                    if (isConstrained && called.FullName == "System.String System.Object::ToString()")
                    {
                        Use(instruction, TextOf((TypeReference)instruction.Previous!.Operand));
                        instruction.Previous.OpCode = OpCodes.Nop;
                        instruction.Previous.Operand = null;
                    }
                    else if (!isConstrained && !IsBaseCall(instruction, called) && Find(called) is { } replacement)
                    {
                        Use(instruction, replacement);
                    }
                }
            }

            // Of a method that a class overrides the compiler calls its base's own, and no other: that stays, as a base's constructor does.
            private static bool IsBaseCall(Instruction instruction, MethodReference called)
            {
                return instruction.OpCode.Code == Code.Call && called.HasThis
                    && (called.Name == ".ctor" || (!IsNumber(called.DeclaringType) && called.Name is "ToString" or "GetHashCode" or "get_Message" or "get_StackTrace"));
            }

            private void Use(Instruction instruction, MethodReference replacement)
            {
                instruction.OpCode = OpCodes.Call;
                instruction.Operand = replacement;
                HasReplaced = true;
            }

            private MethodReference? Find(MethodReference called)
            {
                if (!_replacements.TryGetValue(called, out MethodReference? replacement))
                {
                    replacement = Make(called);
                    _replacements.Add(called, replacement);
                }

                return replacement;
            }

            private MethodReference? Make(MethodReference called)
            {
                TypeReference type = called.DeclaringType;
                bool isNew = called.Name == ".ctor";
                string name = isNew ? Constructor : called.Name;
                List<TypeReference> parameters = [.. called.Parameters.Select(parameter => parameter.ParameterType)];
                if (called.HasThis && !isNew)
                {
                    parameters.Insert(0, IsNumber(type) ? new ByReferenceType(type) : type);
                }

                if (!s_known.Contains(Key(type.Name, name, parameters.Select(parameter => parameter.FullName))))
                {
                    return null;
                }

                MethodReference replacement = new(name, isNew ? type : called.ReturnType, Class(type.Name));
                parameters.ForEach(parameter => replacement.Parameters.Add(new ParameterDefinition(parameter)));
                return replacement;
            }

            // A number is a value type whatever the reference says, which has not been resolved.
            private static bool IsNumber(TypeReference type) => type.FullName is not ("System.String" or "System.Object" or "System.Enum" or "System.ValueType" or "System.Exception" or "System.Array");

            private MethodReference TextOf(TypeReference type)
            {
                MethodReference open = new(TextOfValue, module.TypeSystem.String, Class("Object"));
                GenericParameter parameter = new(open);
                open.GenericParameters.Add(parameter);
                open.Parameters.Add(new ParameterDefinition(new ByReferenceType(parameter)));
                GenericInstanceMethod closed = new(open);
                closed.GenericArguments.Add(type);
                return closed;
            }

            private TypeReference Class(string name) => new(Namespace, name, module, RuntimeReference());

            private AssemblyNameReference RuntimeReference()
            {
                if (_runtime == null)
                {
                    AssemblyName runtime = DeviceTypes.Runtime.GetName();
                    _runtime = new AssemblyNameReference(runtime.Name, runtime.Version);
                    module.AssemblyReferences.Add(_runtime);
                }

                return _runtime;
            }
        }
    }
}
