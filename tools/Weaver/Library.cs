using System.Linq;
using Mono.Cecil;

namespace UAsyncio.Weaver
{
    /// <summary>What woven code refers to in UAsyncio.Nano, seen from the module that is woven: that one itself, or one that uses it.</summary>
    internal sealed class Library
    {
        private readonly ModuleDefinition _module;
        private readonly IMetadataScope _scope;

        private Library(ModuleDefinition module, IMetadataScope scope)
        {
            _module = module;
            _scope = scope;
            Coroutine = Type(Names.Coroutine);
            Awaitable = Type(Names.Awaitable);
            IntAwaitable = Type(Names.IntAwaitable);
            VoidAwaitable = Type(Names.VoidAwaitable);
            TypeSystem system = module.TypeSystem;
            State = new FieldReference("_state", system.Int32, Coroutine);
            Track = new FieldReference("s_track", system.Boolean, Coroutine);
            TrackThis = Method(Coroutine, "Track", system.Void);
            ThrowInterruption = Method(Coroutine, "ThrowInterruption", system.Void);
            MoveNext = Method(Coroutine, "MoveNext", system.Void);
            Awaiting = new FieldReference("_awaiting", system.Object, Coroutine);
            Due = new FieldReference("_due", system.Int32, Coroutine);
            Delay = new FieldReference("s_delay", VoidAwaitable, Coroutine);
            BeginAwait = Method(Awaitable, "BeginAwait", system.Boolean, Coroutine);
            BeginCoroutine = Method(Coroutine, "BeginAwait", system.Boolean, Coroutine);
            EndAwait = Method(Awaitable, "EndAwait", system.Object);
            EndCoroutineVoid = Method(Coroutine, "EndAwaitVoid", system.Void);
            EndCoroutine = Method(Coroutine, "EndAwait", system.Object);
            EndAwaitInt = Method(IntAwaitable, "EndAwaitInt", system.Int32);
        }

        // Of Coroutine: the states in which it has ended.
        internal const int Succeeded = -5;
        internal const int Faulted = -6;

        // Of Coroutine: in _due, that an exception has come in the place of what was waited for.
        internal const int Interrupted = -128;

        internal TypeReference Coroutine { get; }

        internal TypeReference Awaitable { get; }

        internal TypeReference IntAwaitable { get; }

        internal TypeReference VoidAwaitable { get; }

        internal FieldReference State { get; }

        internal FieldReference Track { get; }

        internal MethodReference TrackThis { get; }

        internal MethodReference ThrowInterruption { get; }

        internal MethodReference MoveNext { get; }

        internal FieldReference Awaiting { get; }

        internal FieldReference Due { get; }

        internal FieldReference Delay { get; }

        internal MethodReference BeginAwait { get; }

        internal MethodReference BeginCoroutine { get; }

        internal MethodReference EndAwait { get; }

        internal MethodReference EndCoroutine { get; }

        internal MethodReference EndCoroutineVoid { get; }

        internal MethodReference EndAwaitInt { get; }

        /// <summary>Whether the module that is woven is the library.</summary>
        internal bool IsLibrary => _scope == _module;

        /// <summary>The library as a module sees it; null for one that does not use it.</summary>
        internal static Library Of(ModuleDefinition module)
        {
            if (module.GetType(Names.Coroutine) != null)
            {
                return new Library(module, module);
            }

            TypeReference use = module.GetTypeReferences().FirstOrDefault(t => t.Namespace == Names.Namespace && t.Scope is AssemblyNameReference scope && scope.Name == Names.Namespace);
            return use == null ? null : new Library(module, use.Scope);
        }

        internal TypeReference Type(string fullName)
        {
            if (IsLibrary)
            {
                return _module.GetType(fullName);
            }

            string name = fullName.Substring(Names.Namespace.Length + 1);
            return new TypeReference(Names.Namespace, name, _module, _scope);
        }

        private static MethodReference Method(TypeReference type, string name, TypeReference returns, params TypeReference[] parameters)
        {
            if (type is TypeDefinition definition)
            {
                return definition.Methods.Single(m => m.Name == name && m.Parameters.Count == parameters.Length);
            }

            var method = new MethodReference(name, returns, type) { HasThis = true };

            foreach (TypeReference parameter in parameters)
            {
                method.Parameters.Add(new ParameterDefinition(parameter));
            }

            return method;
        }
    }
}
