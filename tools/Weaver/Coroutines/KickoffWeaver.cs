using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>The async method itself: makes the coroutine, fills in arguments, returns it, not started.</summary>
    internal sealed class KickoffWeaver
    {
        private readonly MethodEditor _editor;
        private readonly TypeDefinition _machine;
        private readonly MethodDefinition _constructor;
        private readonly VariableDefinition _local;

        internal KickoffWeaver(MethodDefinition kickoff, TypeDefinition machine, MethodDefinition constructor)
        {
            _editor = new MethodEditor(kickoff);
            _machine = machine;
            _constructor = constructor;
            _local = kickoff.Body.Variables.Single(v => v.VariableType.GetElementType() == machine);
        }

        internal void Weave()
        {
            // An optimised build has a struct in the local; a debug build makes a class.
            Instruction make = _editor.Instructions.FirstOrDefault(i => i.OpCode == OpCodes.Newobj && ((MethodReference)i.Operand).DeclaringType == _machine);

            if (make != null)
            {
                make.Operand = _constructor;
            }

            List<Instruction> list = _editor.Instructions.Where(i => i.OpCode != OpCodes.Nop).ToList();

            for (int i = 0; i < list.Count; i++)
            {
                RewriteUse(list, i);
            }

            if (make == null)
            {
                _editor.Instructions.Insert(0, Instruction.Create(OpCodes.Newobj, _constructor));
                _editor.Instructions.Insert(1, Instruction.Create(OpCodes.Stloc, _local));
            }

            Instruction left = _editor.Instructions.FirstOrDefault(i =>
                (i.Operand is MethodReference method && Names.IsBuilder(method.DeclaringType))
                || (i.Operand is FieldReference field && field.DeclaringType == _machine && (field.Name == Names.BuilderField || field.Name == Names.StateField)));

            if (left != null)
            {
                throw _editor.Error(left, "UAN002", "the weaver does not know this compiler's way to start a state machine (" + left.OpCode + ")");
            }

            KeepOnStack();
            _editor.Close();
        }

        // The coroutine stays on the stack, which takes two instructions and a local less than keeping it in one.
        private void KeepOnStack()
        {
            List<Instruction> list = _editor.Instructions.Where(i => i.OpCode != OpCodes.Nop).ToList();
            List<Instruction> loads = list.Where(IsLoad).ToList();

            if (list.Any(i => i.Operand is Instruction) || list[1].OpCode != OpCodes.Stloc || list[1].Operand != _local)
            {
                return;
            }

            _editor.Drop(list[1]);
            _editor.Drop(loads[loads.Count - 1]);

            foreach (Instruction load in loads.Take(loads.Count - 1))
            {
                load.OpCode = OpCodes.Dup;
                load.Operand = null;
            }

            _editor.Method.Body.Variables.Remove(_local);
        }

        // At each load of the state machine: what the compiler does with it next.
        private void RewriteUse(List<Instruction> list, int i)
        {
            if (!IsLoad(list[i]))
            {
                return;
            }

            if (Calls(list, i + 1, "Create") && Field(list, i + 2, OpCodes.Stfld, Names.BuilderField))
            {
                _editor.Drop(list.GetRange(i, 3));
            }
            else if (i + 2 < list.Count && list[i + 1].OpCode == OpCodes.Ldc_I4 && Field(list, i + 2, OpCodes.Stfld, Names.StateField))
            {
                // The constructor sets the state.
                _editor.Drop(list.GetRange(i, 3));
            }
            else if (Field(list, i + 1, OpCodes.Ldflda, Names.BuilderField) && i + 2 < list.Count && IsLoad(list[i + 2]) && Calls(list, i + 3, "Start"))
            {
                _editor.Drop(list.GetRange(i, 4));
            }
            else if (Field(list, i + 1, OpCodes.Ldflda, Names.BuilderField) && Calls(list, i + 2, "get_Task"))
            {
                list[i].OpCode = OpCodes.Ldloc;
                _editor.Drop(list.GetRange(i + 1, 2));
            }
            else
            {
                list[i].OpCode = OpCodes.Ldloc;
            }
        }

        private bool IsLoad(Instruction instruction)
        {
            return (instruction.OpCode == OpCodes.Ldloc || instruction.OpCode == OpCodes.Ldloca) && instruction.Operand == _local;
        }

        private static bool Calls(List<Instruction> list, int i, string name)
        {
            return i < list.Count && list[i].OpCode == OpCodes.Call && list[i].Operand is MethodReference method
                && method.Name == name && Names.IsBuilder(method.DeclaringType);
        }

        private static bool Field(List<Instruction> list, int i, OpCode code, string name)
        {
            return i < list.Count && list[i].OpCode == code && list[i].Operand is FieldReference field && field.Name == name;
        }
    }
}
