using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// Whether code may stand in another type: desktop .NET, which runs the same assembly, checks access. What is private here is made
    /// internal where that helps; another assembly's members have to be public, or protected and inherited.
    /// </summary>
    internal sealed class Access
    {
        private readonly ModuleDefinition _module;
        private readonly Definitions _definitions;
        private readonly Dictionary<MethodDefinition, List<MemberReference>> _uses = new Dictionary<MethodDefinition, List<MemberReference>>();

        internal Access(ModuleDefinition module, Definitions definitions)
        {
            _module = module;
            _definitions = definitions;
        }

        /// <summary>Whether all that a method's body names is accessible from another type, or can be made so.</summary>
        internal bool Allows(MethodDefinition body, TypeDefinition from) => Uses(body).All(u => IsAccessible(u, from));

        /// <summary>Makes it accessible.</summary>
        internal void Open(MethodDefinition body, TypeDefinition from)
        {
            foreach (MemberReference use in Uses(body))
            {
                Widen(use, from);
            }
        }

        /// <summary>A field by which code in a type can ask whether an object is null: to load it throws.</summary>
        internal FieldReference FieldToTouch(TypeDefinition type, TypeDefinition from)
        {
            for (; type != null && !type.IsValueType; type = _definitions.Find(type.BaseType))
            {
                FieldDefinition field = type.Fields.FirstOrDefault(f => !f.IsStatic && IsAccessible(f, from));

                if (field != null)
                {
                    Widen(field, from);
                    return (FieldReference)Import(field);
                }
            }

            return null;
        }

        /// <summary>What an operand of another module's body is here.</summary>
        internal object Import(object operand)
        {
            switch (operand)
            {
                case TypeReference type:
                    return ImportType(type);
                case MethodReference method:
                    return method.Module == _module ? method : _module.ImportReference(method);
                case FieldReference field:
                    return field.Module == _module ? field : _module.ImportReference(field);
                default:
                    return operand;
            }
        }

        internal TypeReference ImportType(TypeReference type) => type.Module == _module ? type : _module.ImportReference(type);

        private List<MemberReference> Uses(MethodDefinition method)
        {
            if (!_uses.TryGetValue(method, out List<MemberReference> uses))
            {
                uses = method.Body.Instructions.Select(i => i.Operand).OfType<MemberReference>()
                    .Concat(method.Body.Variables.Select(v => v.VariableType))
                    .Concat(method.Parameters.Select(p => p.ParameterType))
                    .Concat(method.Body.Instructions.Select(i => i.Operand).OfType<CallSite>().Select(c => (MemberReference)c.ReturnType))
                    .Distinct().ToList();
                _uses.Add(method, uses);
            }

            return uses;
        }

        /// <summary>A body has changed.</summary>
        internal void Forget(MethodDefinition method) => _uses.Remove(method);

        private bool IsAccessible(MemberReference member, TypeDefinition from)
        {
            switch (member)
            {
                case TypeReference type:
                    return IsAccessible(type, from);
                case FieldReference field:
                    FieldDefinition f = _definitions.Find(field);
                    return f != null && IsAccessible(field.DeclaringType, from) && IsAccessible(field.FieldType, from)
                        && IsAccessible(f, f.IsPublic, f.IsFamily || f.IsFamilyOrAssembly, from);
                case MethodReference method:
                    MethodDefinition m = _definitions.Find(method);
                    bool signature = m != null && IsAccessible(method.DeclaringType, from) && IsAccessible(method.ReturnType, from)
                        && method.Parameters.All(p => IsAccessible(p.ParameterType, from));

                    // To widen a virtual method would ask the same of all that override it.
                    return signature && IsAccessible(m, m.IsPublic, m.IsFamily || m.IsFamilyOrAssembly, from)
                        && (!m.IsVirtual || !_definitions.IsHere(m) || IsSeen(m, from));
                default:
                    return false;
            }
        }

        private bool IsAccessible(IMemberDefinition member, bool isPublic, bool isProtected, TypeDefinition from)
        {
            return isPublic || _definitions.IsHere(member) || (isProtected && Inherits(from, member.DeclaringType));
        }

        private bool IsSeen(MethodDefinition method, TypeDefinition from)
        {
            return method.IsPublic || method.IsAssembly || method.IsFamilyOrAssembly || (method.IsFamily && Inherits(from, method.DeclaringType))
                || IsInside(from, method.DeclaringType);
        }

        private bool IsAccessible(TypeReference type, TypeDefinition from)
        {
            switch (type)
            {
                case GenericParameter _:
                case GenericInstanceType _:
                case PointerType _:
                case IModifierType _:
                case FunctionPointerType _:
                case PinnedType _:
                    return false;
                case TypeSpecification specification:
                    return IsAccessible(specification.ElementType, from);
            }

            if (type.Module != _module && !IsReferredTo(type))
            {
                return false;
            }

            TypeDefinition definition = _definitions.Find(type);

            return definition != null && (definition.Module == _module || IsPublic(definition));
        }

        private bool IsReferredTo(TypeReference type)
        {
            string name = type.Scope is AssemblyNameReference scope ? scope.FullName : type.Module.Assembly.FullName;
            return name == _module.Assembly.FullName || _module.AssemblyReferences.Any(r => r.FullName == name);
        }

        private static bool IsPublic(TypeDefinition type)
        {
            for (; type.DeclaringType != null; type = type.DeclaringType)
            {
                if (!type.IsNestedPublic)
                {
                    return false;
                }
            }

            return type.IsPublic;
        }

        private bool Inherits(TypeDefinition from, TypeDefinition type)
        {
            for (; from != null; from = from.DeclaringType)
            {
                if (_definitions.DerivesFrom(from, type))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsInside(TypeDefinition from, TypeDefinition type)
        {
            for (; from != null; from = from.DeclaringType)
            {
                if (from == type)
                {
                    return true;
                }
            }

            return false;
        }

        private void Widen(MemberReference member, TypeDefinition from)
        {
            switch (member)
            {
                case TypeSpecification specification:
                    Widen(specification.ElementType, from);
                    break;
                case TypeReference type:
                    Widen(_definitions.Find(type), from);
                    break;
                case FieldReference field:
                    Widen(field.DeclaringType, from);
                    Widen(field.FieldType, from);
                    Widen(_definitions.Find(field), from);
                    break;
                case MethodReference method:
                    Widen(method.DeclaringType, from);
                    Widen(_definitions.Find(method), from);
                    break;
            }
        }

        private void Widen(TypeDefinition type, TypeDefinition from)
        {
            for (; type != null && _definitions.IsHere(type); type = type.DeclaringType)
            {
                if (type.DeclaringType == null || IsInside(from, type.DeclaringType))
                {
                    continue;
                }

                if (type.IsNestedPrivate)
                {
                    type.IsNestedAssembly = true;
                }
                else if (type.IsNestedFamily)
                {
                    type.IsNestedFamilyOrAssembly = true;
                }
            }
        }

        private void Widen(FieldDefinition field, TypeDefinition from)
        {
            if (!_definitions.IsHere(field) || IsInside(from, field.DeclaringType))
            {
                return;
            }

            // Where it is written is no longer its type's constructor.
            field.IsInitOnly = false;

            if (field.IsPrivate)
            {
                field.IsAssembly = true;
            }
            else if (field.IsFamily)
            {
                field.IsFamilyOrAssembly = true;
            }
        }

        private void Widen(MethodDefinition method, TypeDefinition from)
        {
            if (!_definitions.IsHere(method) || method.IsVirtual || IsInside(from, method.DeclaringType))
            {
                return;
            }

            if (method.IsPrivate)
            {
                method.IsAssembly = true;
            }
            else if (method.IsFamily)
            {
                method.IsFamilyOrAssembly = true;
            }
        }
    }
}
