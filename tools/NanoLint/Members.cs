using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.NanoLint
{
    /// <summary>Finds what a reference to a method or field means, by its full signature, in a type or what it derives from.</summary>
    internal static class Members
    {
        internal static MethodDefinition FindMethod(TypeDefinition type, MethodReference method, ReferenceSet references)
        {
            string signature = Signature(method.GetElementMethod());
            return Chain(type, references).SelectMany(t => t.Methods).FirstOrDefault(m => m.Name == method.Name && Signature(m) == signature);
        }

        /// <summary>An instance method of the type itself with the signature of another one.</summary>
        internal static MethodDefinition FindDeclared(TypeDefinition type, MethodReference method, string name = null)
        {
            string signature = Signature(method);
            return type.Methods.FirstOrDefault(m => m.Name == (name ?? method.Name) && Signature(m) == signature);
        }

        internal static FieldDefinition FindField(TypeDefinition type, FieldReference field, ReferenceSet references)
        {
            return Chain(type, references).SelectMany(t => t.Fields)
                .FirstOrDefault(f => f.Name == field.Name && f.FieldType.FullName == field.FieldType.FullName);
        }

        /// <summary>As a person writes it: Type.Name(parameter types).</summary>
        internal static string Describe(MemberReference member)
        {
            string name = member.DeclaringType.FullName + "." + member.Name;
            return member is MethodReference method
                ? method.ReturnType.FullName + " " + name + "(" + string.Join(", ", method.Parameters.Select(p => p.ParameterType.FullName)) + ")"
                : ((FieldReference)member).FieldType.FullName + " " + name;
        }

        private static string Signature(MethodReference method)
        {
            return (method.HasThis ? "instance " : "static ") + method.GenericParameters.Count + " " + method.ReturnType.FullName
                + "(" + string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName)) + ")";
        }

        // The type and what it inherits from. An interface inherits from interfaces.
        private static IEnumerable<TypeDefinition> Chain(TypeDefinition type, ReferenceSet references)
        {
            var seen = new HashSet<TypeDefinition>();
            var next = new Queue<TypeDefinition>();
            next.Enqueue(type);

            while (next.Count > 0)
            {
                TypeDefinition current = next.Dequeue();

                if (current == null || !seen.Add(current))
                {
                    continue;
                }

                yield return current;
                next.Enqueue(references.Find(current.BaseType));

                if (current.IsInterface)
                {
                    foreach (InterfaceImplementation inherited in current.Interfaces)
                    {
                        next.Enqueue(references.Find(inherited.InterfaceType));
                    }
                }
            }
        }
    }
}
