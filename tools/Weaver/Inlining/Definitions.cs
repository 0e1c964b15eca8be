using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// What a reference means: in the module that is woven, in the assemblies that it runs with, in their woven form, and, for
    /// what is only asked about, in those that it was compiled against.
    /// </summary>
    internal sealed class Definitions
    {
        private readonly ModuleDefinition _module;
        private readonly WovenReferences _woven;
        private readonly Dictionary<string, ModuleDefinition> _modules = new Dictionary<string, ModuleDefinition>(StringComparer.Ordinal);
        private readonly HashSet<TypeDefinition> _bases;

        internal Definitions(ModuleDefinition module, WovenReferences woven)
        {
            _module = module;
            _woven = woven;
            _bases = new HashSet<TypeDefinition>(module.GetTypes().Select(t => t.BaseType).OfType<TypeDefinition>());
            IsSeenByOthers = module.Assembly != null && module.Assembly.CustomAttributes.Any(a => a.AttributeType.Name == "InternalsVisibleToAttribute");
        }

        /// <summary>Whether other assemblies see internal members.</summary>
        internal bool IsSeenByOthers { get; }

        internal TypeDefinition Find(TypeReference type)
        {
            switch (type)
            {
                case null:
                case GenericParameter _:
                    return null;
                case TypeDefinition definition:
                    return definition;
                case TypeSpecification specification:
                    return specification is GenericInstanceType ? Find(specification.ElementType) : null;
            }

            if (type.DeclaringType != null)
            {
                return Find(type.DeclaringType)?.NestedTypes.FirstOrDefault(t => t.Name == type.Name);
            }

            ModuleDefinition module = type.Scope is AssemblyNameReference name ? Module(name) : type.Module;
            TypeDefinition found = module?.GetType(type.Namespace, type.Name);

            if (found != null || module == null)
            {
                return found;
            }

            ExportedType forwarded = module.ExportedTypes.FirstOrDefault(t => t.FullName == type.FullName);
            return forwarded?.Scope is AssemblyNameReference to ? Module(to)?.GetType(type.Namespace, type.Name) : null;
        }

        /// <summary>The method that a reference names, in the type that it names or one that this derives from.</summary>
        internal MethodDefinition Find(MethodReference method)
        {
            if (method is MethodDefinition definition)
            {
                return definition;
            }

            if (method is GenericInstanceMethod || method.DeclaringType is TypeSpecification)
            {
                return null;
            }

            for (TypeDefinition type = Find(method.DeclaringType); type != null; type = Find(type.BaseType))
            {
                MethodDefinition found = type.Methods.FirstOrDefault(m => Same(m, method));

                if (found != null)
                {
                    return found;
                }
            }

            return null;
        }

        internal FieldDefinition Find(FieldReference field)
        {
            if (field is FieldDefinition definition)
            {
                return definition;
            }

            for (TypeDefinition type = Find(field.DeclaringType); type != null; type = Find(type.BaseType))
            {
                FieldDefinition found = type.Fields.FirstOrDefault(f => f.Name == field.Name);

                if (found != null)
                {
                    return found;
                }
            }

            return null;
        }

        /// <summary>Whether the body of a method can be read: it is in this module or in a woven one.</summary>
        internal bool HasBody(MethodDefinition method)
        {
            return method.HasBody && method.Body.Instructions.Count > 0 && (method.Module == _module || (_woven != null && _woven.IsWoven(method.Module)));
        }

        internal bool IsHere(IMemberDefinition member) => ((MemberReference)member).Module == _module;

        internal bool DerivesFrom(TypeDefinition type, TypeDefinition from)
        {
            for (; type != null; type = Find(type.BaseType))
            {
                if (type == from || (type.FullName == from.FullName && type.Module.Assembly?.Name.Name == from.Module.Assembly?.Name.Name))
                {
                    return true;
                }
            }

            return false;
        }

        internal bool DerivesFromOrImplements(TypeDefinition type, TypeDefinition from)
        {
            if (!from.IsInterface)
            {
                return DerivesFrom(type, from);
            }

            for (; type != null; type = Find(type.BaseType))
            {
                if (type.Interfaces.Any(i => Find(i.InterfaceType) is TypeDefinition found && (found == from || DerivesFromOrImplements(found, from))))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Whether nothing can derive from a type that does not do so here.</summary>
        internal bool IsSealed(TypeDefinition type)
        {
            return type.IsSealed || (IsHere(type) && !IsVisible(type) && !_bases.Contains(type));
        }

        /// <summary>Whether other assemblies see a type.</summary>
        internal bool IsVisible(TypeDefinition type)
        {
            for (; type != null; type = type.DeclaringType)
            {
                bool hidden = type.IsNestedPrivate || (!IsSeenByOthers && (type.IsNotPublic || type.IsNestedAssembly || type.IsNestedFamilyAndAssembly));

                if (hidden)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The method that a virtual call runs on an object of exactly this type; null when that cannot be told.</summary>
        internal MethodDefinition Implementation(TypeDefinition type, MethodDefinition called)
        {
            for (TypeDefinition at = type; at != null; at = Find(at.BaseType))
            {
                MethodDefinition found = at.Methods.FirstOrDefault(m => m.Overrides.Any(o => Find(o) == called))
                    ?? at.Methods.FirstOrDefault(m => m.IsVirtual && Same(m, called) && (m == called || !m.IsNewSlot || called.DeclaringType.IsInterface));

                if (found != null)
                {
                    return found;
                }
            }

            return null;
        }

        /// <summary>What a call runs: a method whose body can be read, the runtime's among them; nothing that calls back; or anything.</summary>
        /// <param name="called">What it names.</param>
        /// <param name="how">How it is called.</param>
        /// <param name="method">The method; null for nothing that calls back.</param>
        /// <returns>False for anything.</returns>
        internal bool TryFindCalled(MethodReference called, OpCode how, out MethodDefinition method)
        {
            method = Find(called);

            if (method == null || method.IsAbstract || (how == OpCodes.Callvirt && method.IsVirtual && !method.IsFinal && !IsSealed(method.DeclaringType)))
            {
                return false;
            }

            if (HasBody(method) || (IsRuntime(method) && method.HasBody))
            {
                return true;
            }

            // What the runtime does itself, such as Monitor.Exit, calls nothing back, but for a delegate.
            bool isNothing = IsRuntime(method) && method.DeclaringType.BaseType?.Name != "MulticastDelegate";
            method = null;
            return isNothing;
        }

        internal static bool IsRuntime(MethodDefinition method) => method.Module.Assembly.Name.Name == "mscorlib";

        internal static bool Same(MethodReference a, MethodReference b)
        {
            if (a.Name != b.Name || a.HasThis != b.HasThis || a.Parameters.Count != b.Parameters.Count
                || a.GenericParameters.Count != b.GenericParameters.Count || a.ReturnType.FullName != b.ReturnType.FullName)
            {
                return false;
            }

            for (int i = 0; i < a.Parameters.Count; i++)
            {
                if (a.Parameters[i].ParameterType.FullName != b.Parameters[i].ParameterType.FullName)
                {
                    return false;
                }
            }

            return true;
        }

        private ModuleDefinition Module(AssemblyNameReference name)
        {
            if (name.Name == _module.Assembly?.Name.Name)
            {
                return _module;
            }

            if (!_modules.TryGetValue(name.Name, out ModuleDefinition module))
            {
                module = _woven?.Find(name.Name) ?? Compiled(name);
                _modules.Add(name.Name, module);
            }

            return module;
        }

        private ModuleDefinition Compiled(AssemblyNameReference name)
        {
            try
            {
                return _module.AssemblyResolver.Resolve(name)?.MainModule;
            }
            catch (AssemblyResolutionException)
            {
                return null;
            }
        }
    }
}
