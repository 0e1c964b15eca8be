using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>What is inlined where: by its mark in every build, by its size in an optimised one.</summary>
    internal sealed class InlineRules
    {
        // On a device, beyond the call that goes away: about what a call costs to run.
        private const int MaxGrowth = 12;

        // A frame's locals are on the heap and cleared at each call.
        private const int MaxNewLocals = 3;
        private const int MaxLocals = 60;

        // The record of a method and its name, which go with it.
        private const int MethodRecord = 16;

        private readonly ModuleDefinition _module;
        private readonly Definitions _definitions;
        private readonly bool _hasNative;

        internal InlineRules(ModuleDefinition module, Definitions definitions)
        {
            _module = module;
            _definitions = definitions;
            IsOptimized = !IsDebugBuild(module);
            _hasNative = module.GetTypes().SelectMany(t => t.Methods).Any(m => m.IsInternalCall);
        }

        internal bool IsOptimized { get; }

        /// <summary>The method that a call runs; null when that is told by the object only.</summary>
        internal MethodDefinition Target(Instruction call, Arguments arguments)
        {
            MethodDefinition named = _definitions.Find((MethodReference)call.Operand);

            if (named == null || call.OpCode == OpCodes.Call || !named.IsVirtual)
            {
                return named;
            }

            if (named.IsFinal || _definitions.IsSealed(named.DeclaringType))
            {
                return named.IsAbstract ? null : named;
            }

            TypeDefinition receiver = _definitions.Find(arguments.TypeOf(0));

            if (receiver == null || receiver.IsInterface || receiver.IsValueType || !_definitions.DerivesFromOrImplements(receiver, named.DeclaringType))
            {
                return null;
            }

            MethodDefinition found = _definitions.Implementation(receiver, named);

            // A class that derives from the receiver's can implement the interface anew.
            bool isOnly = _definitions.IsSealed(receiver) || (found != null && found.IsFinal && !named.DeclaringType.IsInterface);
            return isOnly && found != null && !found.IsAbstract ? found : null;
        }

        /// <summary>Whether a call is that of Object's constructor, which does nothing, in another constructor.</summary>
        internal bool IsEmptyConstructor(MethodDefinition target, MethodDefinition caller)
        {
            return target.IsConstructor && target.DeclaringType.FullName == "System.Object" && caller.IsConstructor && IsOptimized;
        }

        /// <summary>Whether a body may run there: constructors in constructors, and a type's initialiser not left out.</summary>
        internal bool MayStandIn(MethodDefinition caller, MethodDefinition target, Arguments arguments)
        {
            if (target.IsConstructor && !target.DeclaringType.IsValueType && !(caller.IsConstructor && arguments.IsNotNull(0)))
            {
                return false;
            }

            bool initialises = !target.HasThis && target.DeclaringType != caller.DeclaringType
                && !target.DeclaringType.IsBeforeFieldInit && target.DeclaringType.Methods.Any(m => m.IsConstructor && m.IsStatic);
            return !initialises;
        }

        internal bool IsWorth(MethodDefinition target, Expansion expansion, int newLocals, MethodDefinition caller, int references)
        {
            if (target.AggressiveInlining)
            {
                return true;
            }

            if (!IsOptimized || newLocals > MaxNewLocals || caller.Body.Variables.Count + newLocals > MaxLocals)
            {
                return false;
            }

            if (!IsRemovable(target))
            {
                return expansion.Growth <= MaxGrowth;
            }

            int freed = MethodRecord + target.Name.Length + IL.Size(target.Body.Instructions);
            return references == 1 || expansion.Growth <= MaxGrowth + (freed / references);
        }

        /// <summary>
        /// Whether a method can go when nothing names it any more: nobody outside can. What is declared public is found by reflection, in a class
        /// that nobody sees too: by what turns objects into JSON and back.
        /// </summary>
        internal bool IsRemovable(MethodDefinition method)
        {
            bool hidden = method.IsPrivate || !_definitions.IsVisible(method.DeclaringType)
                || (!_definitions.IsSeenByOthers && (method.IsAssembly || method.IsFamilyAndAssembly));
            return hidden && !method.IsPublic && _definitions.IsHere(method) && !_hasNative && !method.IsVirtual && !method.IsConstructor && method != _module.EntryPoint;
        }

        /// <summary>A marked method that can nowhere be inlined is an error: its author counts on it.</summary>
        internal void CheckMarked(CallGraph graph)
        {
            foreach (MethodDefinition method in _module.GetTypes().SelectMany(t => t.Methods).Where(m => m.AggressiveInlining))
            {
                bool isOpen = method.IsVirtual && !method.IsFinal && !_definitions.IsSealed(method.DeclaringType);
                string reason = isOpen ? "it is virtual" : graph.IsRecursive(method) ? "it calls itself" : InlineBody.Obstacle(method);

                if (reason != null)
                {
                    throw WeaveException.At(method, null, "UAN011", "cannot be inlined as it is marked: " + reason);
                }
            }
        }

        /// <summary>A call of a marked method that cannot be inlined.</summary>
        internal void Refuse(MethodEditor editor, Instruction call, MethodDefinition target, string reason)
        {
            if (target.AggressiveInlining && _definitions.IsHere(target))
            {
                throw editor.Error(call, "UAN011", target.Name + " cannot be inlined here as it is marked: " + reason);
            }
        }

        internal static bool IsDebugBuild(ModuleDefinition module)
        {
            const int DisableOptimizations = 0x100;
            CustomAttribute debuggable = module.Assembly?.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == "System.Diagnostics.DebuggableAttribute");
            return debuggable != null && debuggable.ConstructorArguments.Count == 1 && debuggable.ConstructorArguments[0].Value is int modes
                && (modes & DisableOptimizations) != 0;
        }
    }
}
