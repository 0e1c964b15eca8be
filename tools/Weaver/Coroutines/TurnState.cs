using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>
    /// The state during a turn: <c>_state = Running</c>. The compiler copies the state into a local at the start, by which the try blocks
    /// inside find their way; where there are none of those, the copy goes.
    /// </summary>
    internal sealed class TurnState
    {
        private const int Running = -1;

        /// <summary>The copy: this, its state, the local. Null in an optimised method without an await.</summary>
        internal Instruction[] Load { get; set; }

        /// <summary>What keeps the copy up to date at a suspension: dup, stloc.</summary>
        internal List<Instruction> Copies { get; } = new List<Instruction>();

        /// <summary>Where a method goes on: ldc -1, and behind it stloc.</summary>
        internal List<Instruction> Resumptions { get; } = new List<Instruction>();

        internal void Write(MethodEditor editor, Library library, ParameterDefinition self)
        {
            if (Load == null)
            {
                Insert(editor, 0, library, self);
                return;
            }

            int load = editor.Instructions.IndexOf(Load[2]);
            var local = (VariableDefinition)Load[2].Operand;
            int jump = IsThisLoad(editor, load + 1, self) ? load + 4 : load + 1;
            int body = editor.Method.Body.ExceptionHandlers.Count == 1 ? BehindJump(editor, jump, local) : -1;

            if (body < 0)
            {
                Insert(editor, load + 1, library, self);
                return;
            }

            // The jump looks at the field itself, and each way behind it begins with the store.
            Insert(editor, body, library, self);

            foreach (Instruction resumption in Resumptions)
            {
                Instruction copy = resumption.Next;
                resumption.OpCode = OpCodes.Ldarg;
                resumption.Operand = self;
                copy.OpCode = OpCodes.Ldc_I4;
                copy.Operand = Running;
                editor.InsertAfter(copy, Instruction.Create(OpCodes.Stfld, library.State));
            }

            foreach (Instruction use in editor.Instructions.Where(i => i.OpCode == OpCodes.Ldloc && i.Operand == local).ToList())
            {
                use.OpCode = OpCodes.Ldarg;
                use.Operand = self;
                editor.InsertAfter(use, Instruction.Create(OpCodes.Ldfld, library.State));
            }

            editor.Drop(Load.Concat(Copies));
        }

        // Of an instance method: its this goes into a local first.
        private static bool IsThisLoad(MethodEditor editor, int at, ParameterDefinition self)
        {
            return at + 2 < editor.Instructions.Count && editor.Instructions[at].OpCode == OpCodes.Ldarg && editor.Instructions[at].Operand == self
                && editor.Instructions[at + 1].OpCode == OpCodes.Ldfld && ((FieldReference)editor.Instructions[at + 1].Operand).Name == Names.ThisField
                && editor.Instructions[at + 2].OpCode == OpCodes.Stloc;
        }

        // The index behind the jump to where the method goes on, if that is all that uses the copy.
        private static int BehindJump(MethodEditor editor, int at, VariableDefinition local)
        {
            int uses = 0;

            for (; IsUse(at); uses++)
            {
                bool isTest = Is(at + 1, OpCodes.Brfalse) || Is(at + 1, OpCodes.Switch);
                bool isComparison = Is(at + 1, OpCodes.Ldc_I4) && Is(at + 2, OpCodes.Beq);

                if (!isTest && !isComparison)
                {
                    return -1;
                }

                at += isTest ? 2 : 3;
            }

            return uses > 0 && uses == editor.Instructions.Count(i => i.OpCode == OpCodes.Ldloc && i.Operand == local) ? at : -1;

            bool IsUse(int i) => Is(i, OpCodes.Ldloc) && editor.Instructions[i].Operand == local;

            bool Is(int i, OpCode code) => i < editor.Instructions.Count && editor.Instructions[i].OpCode == code;
        }

        private static void Insert(MethodEditor editor, int index, Library library, ParameterDefinition self)
        {
            editor.Instructions.Insert(index, Instruction.Create(OpCodes.Stfld, library.State));
            editor.Instructions.Insert(index, Instruction.Create(OpCodes.Ldc_I4, Running));
            editor.Instructions.Insert(index, Instruction.Create(OpCodes.Ldarg, self));
        }
    }
}
