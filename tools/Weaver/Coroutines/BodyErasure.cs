using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>The erasure inside one method: calls of members that exist for the compiler only become calls of the real ones.</summary>
    internal sealed class BodyErasure
    {
        private readonly MethodDefinition _method;
        private readonly Erasure _erasure;
        private readonly Library _library;
        private MethodEditor _editor;

        internal BodyErasure(MethodDefinition method, Erasure erasure, Library library)
        {
            _method = method;
            _erasure = erasure;
            _library = library;
        }

        internal void Apply()
        {
            foreach (VariableDefinition variable in _method.Body.Variables)
            {
                variable.VariableType = _erasure.Map(variable.VariableType);
            }

            foreach (ExceptionHandler handler in _method.Body.ExceptionHandlers)
            {
                handler.CatchType = _erasure.Map(handler.CatchType);
            }

            foreach (Instruction instruction in _method.Body.Instructions.ToList())
            {
                switch (instruction.Operand)
                {
                    case TypeReference type:
                        instruction.Operand = _erasure.Map(type);
                        break;
                    case FieldReference field when !(field is FieldDefinition):
                        _erasure.MapField(field);
                        break;
                    case MethodReference method:
                        Rewrite(instruction, method);
                        break;
                }
            }

            _editor?.Close();
        }

        private void Rewrite(Instruction instruction, MethodReference method)
        {
            if (Names.IsFace(method.DeclaringType))
            {
                RewriteFaceCall(instruction, method);
            }
            else if (AwaitPattern.IsGetAwaiter(method))
            {
                DropGetAwaiter(instruction);
            }
            else if (method is GenericInstanceMethod instance)
            {
                RewriteGenericCall(instruction, instance);
            }
            else if (!(method is MethodDefinition))
            {
                _erasure.MapSignature(method);
            }
        }

        private void RewriteFaceCall(Instruction instruction, MethodReference method)
        {
            string type = method.DeclaringType.GetElementType().FullName;

            if (type == Names.CoroutineOfT && method.Name == "GetAwaiter")
            {
                DropGetAwaiter(instruction);
                return;
            }

            Open();

            if (type == Names.CoroutineOfT)
            {
                Retarget(instruction, method, ((GenericInstanceType)method.DeclaringType).GenericArguments, _library.Coroutine);
                return;
            }

            bool isCoroutine = type == Names.CoroutineAwaiter || type == Names.CoroutineAwaiterOfT;

            if (method.Name == "get_IsCompleted" && IsMoveNext() && AwaitPattern.IsQuestion(instruction, _library))
            {
                // On the stack: the awaitable. Of a coroutine the method is known, and need not be looked up.
                _editor.InsertBefore(instruction, Instruction.Create(OpCodes.Ldarg, _method.Body.ThisParameter));
                instruction = instruction.Next ?? instruction;
                instruction.OpCode = isCoroutine ? OpCodes.Call : OpCodes.Callvirt;
                instruction.Operand = isCoroutine ? _library.BeginCoroutine : _library.BeginAwait;
            }
            else if (method.Name == "GetResult" && type == Names.VoidAwaiter)
            {
                // It has none, and what has come in its place was thrown at the resumption.
                if (instruction.Previous.OpCode == OpCodes.Ldloc && IsMoveNext())
                {
                    _editor.Drop(instruction.Previous);
                    _editor.Drop(instruction);
                }
                else
                {
                    instruction.OpCode = OpCodes.Pop;
                    instruction.Operand = null;
                }
            }
            else if (method.Name == "GetResult" && type == Names.IntAwaiter)
            {
                instruction.OpCode = OpCodes.Call;
                instruction.Operand = _library.EndAwaitInt;
            }
            else if (method.Name == "GetResult" && type == Names.CoroutineAwaiter)
            {
                instruction.OpCode = OpCodes.Call;
                instruction.Operand = _library.EndCoroutineVoid;
            }
            else if (method.Name == "GetResult")
            {
                instruction.OpCode = isCoroutine ? OpCodes.Call : OpCodes.Callvirt;
                instruction.Operand = isCoroutine ? _library.EndCoroutine : _library.EndAwait;
                Convert(instruction, method.DeclaringType is GenericInstanceType awaiter ? awaiter.GenericArguments[0] : null);
            }
            else
            {
                throw _editor.Error(instruction, "UAN008", method.Name + " of " + type + " is for the compiler: use await");
            }
        }

        // M<T>(Coroutine<T>) has a twin M(Coroutine) in the library, which is what runs.
        private void RewriteGenericCall(Instruction instruction, GenericInstanceMethod method)
        {
            Open();

            if (method.DeclaringType.Namespace != Names.Namespace || method.DeclaringType.IsNested)
            {
                throw _editor.Error(instruction, "UAN009", "calls the generic method " + method.Name + ": the device has no generics");
            }

            Retarget(instruction, method.ElementMethod, method.GenericArguments, method.DeclaringType);
        }

        // A call of a member of the same name on the real type; the result, an object there, is converted.
        private void Retarget(Instruction instruction, MethodReference from, IList<TypeReference> arguments, TypeReference type)
        {
            TypeReference result = null;
            TypeReference returns = _erasure.Map(from.ReturnType);

            if (from.ReturnType is GenericParameter parameter)
            {
                result = arguments[parameter.Position];
                returns = _method.Module.TypeSystem.Object;
            }

            var to = new MethodReference(from.Name, returns, type) { HasThis = from.HasThis };

            foreach (ParameterDefinition p in from.Parameters)
            {
                to.Parameters.Add(new ParameterDefinition(_erasure.Map(p.ParameterType)));
            }

            instruction.Operand = _library.IsLibrary ? (MethodReference)FindDefinition((TypeDefinition)type, to) : to;

            if (result != null)
            {
                Convert(instruction, result);
            }
        }

        private static MethodDefinition FindDefinition(TypeDefinition type, MethodReference like)
        {
            for (; type != null; type = type.BaseType as TypeDefinition)
            {
                MethodDefinition found = type.Methods.FirstOrDefault(m =>
                    m.Name == like.Name && !m.HasGenericParameters && m.Parameters.Count == like.Parameters.Count);

                if (found != null)
                {
                    return found;
                }
            }

            throw new System.InvalidOperationException("no twin of " + like.FullName);
        }

        private void Convert(Instruction instruction, TypeReference type)
        {
            if (type == null)
            {
                _editor.InsertAfter(instruction, Instruction.Create(OpCodes.Pop));
            }
            else if (type.IsValueType)
            {
                _editor.InsertAfter(instruction, Instruction.Create(OpCodes.Unbox_Any, type));
            }
            else if (type.FullName != "System.Object")
            {
                _editor.InsertAfter(instruction, Instruction.Create(OpCodes.Castclass, _erasure.Map(type)));
            }
        }

        private bool IsMoveNext() => _method.Name == "MoveNext" && _method.IsVirtual && _method.DeclaringType.BaseType?.FullName == Names.Coroutine;

        // An awaitable is its own awaiter. Of "await Coroutine.Delay(ms)" the time goes into the coroutine, which needs no object then:
        // this._due = ms, and what is awaited is one for all.
        private void DropGetAwaiter(Instruction instruction)
        {
            MethodEditor editor = Open();
            Instruction call = instruction.Previous;

            while (call != null && call.OpCode == OpCodes.Nop)
            {
                call = call.Previous;
            }

            if (call != null && IsMoveNext() && IsDelay(call.Operand as MethodReference) && !IsReachedByBranch(call, instruction))
            {
                SetDue(call);
            }

            editor.Drop(instruction);
        }

        private void SetDue(Instruction call)
        {
            Instruction first = FirstOfTime(call.Previous);
            call.OpCode = OpCodes.Stfld;
            call.Operand = _library.Due;
            _editor.InsertAfter(call, Instruction.Create(OpCodes.Ldsfld, _library.Delay));

            if (first != null)
            {
                _editor.InsertBefore(first, Instruction.Create(OpCodes.Ldarg, _method.Body.ThisParameter));
                return;
            }

            // The coroutine belongs below the time on the stack.
            var time = new VariableDefinition(_method.Module.TypeSystem.Int32);
            _method.Body.Variables.Add(time);
            _editor.InsertBefore(call, Instruction.Create(OpCodes.Stloc, time));
            _editor.InsertAfter(call, Instruction.Create(OpCodes.Ldloc, time));
            _editor.InsertAfter(call, Instruction.Create(OpCodes.Ldarg, _method.Body.ThisParameter));
        }

        // What pushes the time, where that is one value or one of the coroutine's own fields.
        private Instruction FirstOfTime(Instruction last)
        {
            if (last == null)
            {
                return null;
            }

            if (last.OpCode == OpCodes.Ldc_I4 || last.OpCode == OpCodes.Ldloc || last.OpCode == OpCodes.Ldsfld)
            {
                return last;
            }

            bool isOwn = last.OpCode == OpCodes.Ldfld && last.Previous?.OpCode == OpCodes.Ldarg && !_editor.Targets().Contains(last);
            return isOwn ? last.Previous : null;
        }

        private bool IsReachedByBranch(Instruction first, Instruction last)
        {
            HashSet<Instruction> targets = _editor.Targets();

            for (; first != last; first = first.Next)
            {
                if (targets.Contains(first))
                {
                    return true;
                }
            }

            return targets.Contains(last);
        }

        private static bool IsDelay(MethodReference method)
        {
            return method != null && method.Name == "Delay" && method.DeclaringType.FullName == Names.Coroutine
                && method.Parameters.Count == 1 && method.Parameters[0].ParameterType.FullName == "System.Int32";
        }

        private MethodEditor Open()
        {
            return _editor ?? (_editor = new MethodEditor(_method));
        }
    }
}
