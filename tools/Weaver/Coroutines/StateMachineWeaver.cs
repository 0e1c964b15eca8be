using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>
    /// Merges the compiler's state machine into the coroutine: it becomes a class derived from Coroutine, whose fields take
    /// the place of its state, builder and awaiters, so that a call is one object and not two.
    /// </summary>
    internal sealed class StateMachineWeaver
    {
        private const int NotStarted = -2;

        private readonly TypeDefinition _machine;
        private readonly Library _library;
        private readonly MethodDefinition _moveNext;
        private MethodDefinition _kickoff;

        internal StateMachineWeaver(TypeDefinition machine, Library library)
        {
            _machine = machine;
            _library = library;
            _moveNext = machine.Methods.Single(m => m.Name == "MoveNext");
        }

        internal void Weave()
        {
            CheckShape();
            _kickoff = _machine.DeclaringType.Methods.FirstOrDefault(IsKickoff)
                ?? throw WeaveException.At(_moveNext, null, "UAN002", "the method that starts this state machine was not found: this compiler's output is not known to the weaver");
            MethodDefinition constructor = Retype();
            new MoveNextWeaver(_moveNext, _library).Weave();
            new KickoffWeaver(_kickoff, _machine, constructor).Weave();
            RemoveFields();
            Shorten();
        }

        private bool IsKickoff(MethodDefinition method)
        {
            return method.HasBody
                && method.Body.Variables.Any(v => v.VariableType.GetElementType() == _machine)
                && method.Body.Instructions.Any(i => i.Operand is MethodReference called && called.Name == "Create" && Names.IsBuilder(called.DeclaringType));
        }

        private void CheckShape()
        {
            if (_machine.HasGenericParameters)
            {
                throw WeaveException.At(_moveNext, null, "UAN003", "an async method cannot be generic or stand in a generic type: the device has no generics");
            }

            TypeReference builder = _machine.Fields.Single(f => f.Name == Names.BuilderField).FieldType;

            if (!Names.IsBuilder(builder))
            {
                throw WeaveException.At(_moveNext, null, "UAN004", "async methods return Coroutine or Coroutine<T>, not a type built by " + builder.FullName);
            }

            if (builder is GenericInstanceType instance && Erasure.IsGeneric(instance.GenericArguments[0]))
            {
                throw WeaveException.At(_moveNext, null, "UAN005", "the result of a coroutine cannot be of the generic type " + instance.GenericArguments[0].FullName);
            }
        }

        // Base type, interface, layout, constructor. The constructor does not call its base: on an interpreter the
        // chain of empty constructors down to Object would cost more than the rest of the call.
        private MethodDefinition Retype()
        {
            _machine.BaseType = _library.Coroutine;
            _machine.Interfaces.Clear();
            _machine.IsSequentialLayout = false;
            _machine.IsAutoLayout = true;
            _machine.PackingSize = -1;
            _machine.ClassSize = -1;

            foreach (MethodDefinition method in _machine.Methods.Where(m => m.Name == "SetStateMachine").ToList())
            {
                _machine.Methods.Remove(method);
            }

            _moveNext.Overrides.Clear();
            _moveNext.Attributes = MethodAttributes.Virtual | MethodAttributes.HideBySig | MethodAttributes.ReuseSlot
                | (_library.IsLibrary ? MethodAttributes.FamORAssem : MethodAttributes.Family);

            // A debug build's class has a constructor, an optimised build's struct has none.
            MethodDefinition constructor = _machine.Methods.FirstOrDefault(m => m.IsConstructor);

            if (constructor == null)
            {
                constructor = new MethodDefinition(
                    ".ctor",
                    MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
                    _machine.Module.TypeSystem.Void);
                _machine.Methods.Add(constructor);
            }

            constructor.Body = new MethodBody(constructor);
            constructor.DebugInformation.SequencePoints.Clear();
            ILProcessor il = constructor.Body.GetILProcessor();
            Instruction end = Instruction.Create(OpCodes.Ret);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4_S, (sbyte)NotStarted);
            il.Emit(OpCodes.Stfld, _library.State);
            il.Emit(OpCodes.Ldsfld, _library.Track);
            il.Emit(OpCodes.Brfalse_S, end);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, _library.TrackThis);
            il.Append(end);
            ShortForms.Apply(constructor.Body);
            return constructor;
        }

        // A local function is called <Outer>g__Local|1_0 and its state machine <<Outer>g__Local|1_0>d: the name of the outer method
        // twice, in flash, and all names of an assembly have 64 KB there.
        private void Shorten()
        {
            int local = _kickoff.Name.IndexOf(Names.LocalFunction);

            if (local > 0)
            {
                string name = _kickoff.Name.Substring(local + Names.LocalFunction.Length);
                _kickoff.Name = "<" + Names.LocalFunction + name;
                _machine.Name = "<" + name + ">d";
            }
        }

        private void RemoveFields()
        {
            foreach (FieldDefinition field in _machine.Fields.ToList())
            {
                if (field.Name == Names.StateField || field.Name == Names.BuilderField || field.Name.StartsWith(Names.AwaiterFieldPrefix))
                {
                    _machine.Fields.Remove(field);
                }
            }
        }
    }
}
