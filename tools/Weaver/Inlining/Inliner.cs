using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// Puts the bodies of small methods in the place of calls: no compiler does so on a device, where a call costs as much as some twenty
    /// instructions. It goes on until there is nothing left to do, so that a second run finds nothing.
    /// </summary>
    internal sealed class Inliner
    {
        private const int MaxPasses = 20;

        private readonly ModuleDefinition _module;
        private readonly Definitions _definitions;
        private readonly Access _access;
        private readonly InlineRules _rules;
        private readonly CommitSections _sections;
        private readonly Dictionary<MethodDefinition, InlineBody> _bodies = new Dictionary<MethodDefinition, InlineBody>();
        private readonly HashSet<MethodDefinition> _inlined = new HashSet<MethodDefinition>();
        private CallGraph _graph;

        internal Inliner(ModuleDefinition module, WovenReferences woven, CommitSections sections)
        {
            _module = module;
            _sections = sections;
            _definitions = new Definitions(module, woven);
            _access = new Access(module, _definitions);
            _rules = new InlineRules(module, _definitions);
        }

        /// <returns>True when something was changed.</returns>
        internal bool Run()
        {
            bool any = false;
            bool changed = true;

            for (int i = 0; i < MaxPasses && changed; i++)
            {
                changed = Pass();
                any |= changed;
            }

            _rules.CheckMarked(_graph);
            return any;
        }

        private bool Pass()
        {
            bool changed = false;
            _graph = new CallGraph(_module, _definitions);

            foreach (MethodDefinition method in _graph.Order.Where(m => !m.HasGenericParameters && !m.DeclaringType.HasGenericParameters))
            {
                if (InlineInto(method))
                {
                    _bodies.Remove(method);
                    _access.Forget(method);
                    changed = true;
                }
            }

            if (changed)
            {
                new DeadMethods(_module, _rules, _sections).Remove(_inlined, new CallGraph(_module, _definitions));
            }

            return changed;
        }

        private bool InlineInto(MethodDefinition caller)
        {
            HashSet<Instruction> forced = _sections.Find(caller);
            List<Instruction> calls = caller.Body.Instructions.Where(i => MayInline(caller, i, forced)).ToList();

            if (calls.Count == 0)
            {
                return false;
            }

            var editor = new MethodEditor(caller);
            var depths = new StackDepths(caller);
            var locals = new LocalPool(caller.Body);
            HashSet<Instruction> targets = editor.Targets();
            var stored = new HashSet<object>(Arguments.Changed(editor.Instructions));
            bool changed = false;

            foreach (Instruction call in calls)
            {
                if (depths.Before(call) >= 0 && TryInline(editor, call, depths, locals, targets, stored, forced.Contains(call)))
                {
                    changed = true;
                }
            }

            editor.Close();
            return changed;
        }

        // What can be said before the code around the call is looked at.
        private bool MayInline(MethodDefinition caller, Instruction call, HashSet<Instruction> forced)
        {
            if ((call.OpCode != OpCodes.Call && call.OpCode != OpCodes.Callvirt) || call.Previous?.OpCode.OpCodeType == OpCodeType.Prefix)
            {
                return false;
            }

            MethodDefinition target = _definitions.Find((MethodReference)call.Operand);
            return target != null && target != caller && !_sections.IsMarker(target)
                && (_rules.IsOptimized || forced.Contains(call) || target.AggressiveInlining)
                && (_rules.IsEmptyConstructor(target, caller) || target.IsVirtual || IsCandidate(target));
        }

        private bool IsCandidate(MethodDefinition target)
        {
            return _definitions.HasBody(target) && !_graph.IsRecursive(target) && InlineBody.Obstacle(target) == null;
        }

        private bool TryInline(MethodEditor editor, Instruction call, StackDepths depths, LocalPool locals, HashSet<Instruction> targets, HashSet<object> stored, bool forced)
        {
            MethodDefinition caller = editor.Method;
            var named = (MethodReference)call.Operand;
            int count = named.Parameters.Count + (named.HasThis ? 1 : 0);
            var arguments = new Arguments(caller, call, count, targets, stored);
            MethodDefinition target = _rules.Target(call, arguments);

            if (target == null || target == caller)
            {
                return false;
            }

            if (_rules.IsEmptyConstructor(target, caller))
            {
                return arguments.Simple(0) != null && DropBoth(editor, arguments.Simple(0), call);
            }

            if (!IsCandidate(target) || !_rules.MayStandIn(caller, target, arguments) || !_access.Allows(target, caller.DeclaringType))
            {
                return false;
            }

            InlineBody body = Body(target);

            // A marked method stays one that can be inlined anywhere.
            if (caller.AggressiveInlining && body.NeedsEmptyStack && !forced && !target.AggressiveInlining)
            {
                return false;
            }

            bool emptyBelow = depths.Before(call) == count;
            bool nothingBehind = emptyBelow && IL.IsVoid(target.ReturnType);
            string reason = (body.NeedsEmptyStack && !emptyBelow) || (body.EndsElsewhere && !nothingBehind) ? "something else is on the stack: keep the result in a local first" : null;
            FieldReference touch = null;

            if (call.OpCode == OpCodes.Callvirt && !arguments.IsNotNull(0) && !body.UsesThisFirst())
            {
                touch = _access.FieldToTouch(target.DeclaringType, caller.DeclaringType);
                reason = reason ?? (touch == null ? "its receiver may be null, and has no field to tell by" : null);
            }

            var expansion = new Expansion(body, call, arguments, locals, _access);

            if (reason != null || !expansion.Write(touch))
            {
                _rules.Refuse(editor, call, target, reason ?? "an argument by reference would have to be kept in a local");
                return false;
            }

            if (!forced && !_rules.IsWorth(target, expansion, locals.Added, caller, _graph.References(target)))
            {
                return false;
            }

            locals.Commit();
            Instruction next = call.Next;
            Apply(editor, call, expansion, targets);

            // Behind a plain branch the stack counts as empty for some: see InlineBody.NeedsEmptyStack.
            if (_rules.IsOptimized && emptyBelow && !caller.AggressiveInlining)
            {
                bool isPassed = JumpThreading.Apply(expansion.Code, next);
                targets.UnionWith(expansion.Code.SelectMany(IL.Targets));

                if (isPassed && !editor.Targets().Contains(next))
                {
                    editor.Drop(next);
                }
            }

            stored.UnionWith(Arguments.Changed(expansion.Code));
            _access.Open(target, caller.DeclaringType);
            _inlined.Add(target);
            return true;
        }

        private static void Apply(MethodEditor editor, Instruction call, Expansion expansion, HashSet<Instruction> targets)
        {
            Instruction at = call;

            foreach (Instruction instruction in expansion.Code)
            {
                editor.InsertAfter(at, instruction);
                at = instruction;
                targets.UnionWith(IL.Targets(instruction));
            }

            editor.Drop(expansion.Dropped);
            editor.Drop(call);
        }

        private static bool DropBoth(MethodEditor editor, Instruction push, Instruction call)
        {
            editor.Drop(push);
            editor.Drop(call);
            return true;
        }

        private InlineBody Body(MethodDefinition method)
        {
            if (!_bodies.TryGetValue(method, out InlineBody body))
            {
                body = new InlineBody(method);
                _bodies.Add(method, body);
            }

            return body;
        }
    }
}
