using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>
    /// Puts the real types in the place of those that exist for the compiler only: Coroutine&lt;T&gt; becomes Coroutine, an
    /// awaiter the awaitable; in every signature, field, local and instruction of the module.
    /// </summary>
    internal sealed class Erasure
    {
        private readonly ModuleDefinition _module;
        private readonly Library _library;
        private readonly HashSet<object> _done = new HashSet<object>();

        internal Erasure(ModuleDefinition module, Library library)
        {
            _module = module;
            _library = library;
        }

        internal static bool IsGeneric(TypeReference type)
        {
            switch (type)
            {
                // A coroutine as the result of a coroutine is erased like any other.
                case GenericInstanceType instance when instance.ElementType.FullName == Names.CoroutineOfT:
                    return IsGeneric(instance.GenericArguments[0]);
                case GenericInstanceType _:
                case GenericParameter _:
                    return true;
                case TypeSpecification specification:
                    return IsGeneric(specification.ElementType);
                default:
                    return type.HasGenericParameters;
            }
        }

        internal TypeReference Map(TypeReference type)
        {
            switch (type)
            {
                case null:
                    return null;
                case ArrayType array:
                    TypeReference element = Map(array.ElementType);
                    return element == array.ElementType ? type : new ArrayType(element, array.Rank);
                case ByReferenceType reference:
                    TypeReference referred = Map(reference.ElementType);
                    return referred == reference.ElementType ? type : new ByReferenceType(referred);
                case PinnedType _:
                case PointerType _:
                case RequiredModifierType _:
                case OptionalModifierType _:
                    return type;
            }

            switch (type.GetElementType().FullName)
            {
                case Names.CoroutineOfT:
                    return _library.Coroutine;
                case Names.Awaiter:
                case Names.AwaiterOfT:
                    return _library.Awaitable;
                case Names.IntAwaiter:
                    return _library.IntAwaitable;
                case Names.VoidAwaiter:
                    return _library.VoidAwaitable;
                case Names.CoroutineAwaiter:
                case Names.CoroutineAwaiterOfT:
                    return _library.Coroutine;
                default:
                    return type;
            }
        }

        internal void Apply()
        {
            foreach (TypeDefinition type in _module.GetTypes().Where(t => !Names.IsFace(t)).ToList())
            {
                type.BaseType = Map(type.BaseType);

                foreach (FieldDefinition field in type.Fields)
                {
                    field.FieldType = Map(field.FieldType);
                }

                foreach (PropertyDefinition property in type.Properties)
                {
                    property.PropertyType = Map(property.PropertyType);
                }

                // Bodies first: they still tell one signature from the other.
                foreach (MethodDefinition method in type.Methods.Where(m => m.HasBody && !m.HasGenericParameters))
                {
                    new BodyErasure(method, this, _library).Apply();
                }
            }

            foreach (TypeDefinition type in _module.GetTypes().Where(t => !Names.IsFace(t)))
            {
                foreach (MethodDefinition method in type.Methods.Where(m => !m.HasGenericParameters))
                {
                    MapSignature(method);

                    // What it implements explicitly may be declared in another assembly.
                    foreach (MethodReference implemented in method.Overrides.Where(o => !(o is MethodDefinition) && !Names.IsFace(o.DeclaringType)))
                    {
                        MapSignature(implemented);
                    }
                }

                CheckOverloads(type);
            }
        }

        /// <summary>Maps a signature in place, once.</summary>
        internal void MapSignature(MethodReference method)
        {
            if (!_done.Add(method))
            {
                return;
            }

            method.ReturnType = Map(method.ReturnType);

            foreach (ParameterDefinition parameter in method.Parameters)
            {
                parameter.ParameterType = Map(parameter.ParameterType);
            }
        }

        /// <summary>Maps the type of a field of another assembly in place.</summary>
        internal void MapField(FieldReference field)
        {
            field.FieldType = Map(field.FieldType);
        }

        private static void CheckOverloads(TypeDefinition type)
        {
            var seen = new Dictionary<string, MethodDefinition>();

            foreach (MethodDefinition method in type.Methods.Where(m => !m.HasGenericParameters))
            {
                string signature = method.Name + "(" + string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName)) + ")"
                    + (method.Name.StartsWith("op_") ? method.ReturnType.FullName : string.Empty);

                if (seen.ContainsKey(signature))
                {
                    throw WeaveException.At(method, null, "UAN007", method.Name + " has overloads that differ by Coroutine<T> only: on the device they are one; give one another name");
                }

                seen.Add(signature, method);
            }
        }
    }
}
