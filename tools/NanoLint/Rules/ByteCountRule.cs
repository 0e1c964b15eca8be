using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>
    /// More of something in one type or method than a device's tables can count: the metadata processor cuts the number off without a
    /// word, and fields lie in each other's place, or a branch goes somewhere else.
    /// </summary>
    internal sealed class ByteCountRule : Rule
    {
        private const int FarthestBranch = 32767;

        internal override string Code => "UAN119";

        internal override void OnType(TypeDefinition type)
        {
            Place place = new Place(type);
            Check(place, type.Fields.Count(field => !field.IsStatic), "instance fields", "type", "divide it; the locals of an async method are fields, and in a debug build all of them");
            Check(place, type.Fields.Count(field => field.IsStatic && !field.HasConstant), "static fields", "type", "divide it");
            Check(place, type.Methods.Count(method => method.IsVirtual), "virtual methods", "type", "divide it");
            Check(place, type.Methods.Count(method => !method.IsVirtual && !method.IsStatic), "instance methods", "type", "divide it");
            Check(place, type.Methods.Count(method => method.IsStatic), "static methods", "type", "divide it");
        }

        internal override void OnMethod(MethodDefinition method)
        {
            if (!method.HasBody)
            {
                return;
            }

            Place place = new Place(method);
            Check(place, method.Body.Variables.Count, "locals", "method", "divide it");
            Check(place, method.Body.ExceptionHandlers.Count, "exception handlers", "method", "divide it");
            CheckBranches(method);
        }

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            if (instruction.OpCode == OpCodes.Switch)
            {
                Check(new Place(method, instruction), ((Instruction[])instruction.Operand).Length, "branches", "switch", "divide it, or look it up in an array");
            }
        }

        private void CheckBranches(MethodDefinition method)
        {
            // Where no way can be so long, none has to be measured.
            if (method.Body.CodeSize <= FarthestBranch)
            {
                return;
            }

            int[] offsets = new int[method.Body.Instructions.Count];
            var numbers = method.Body.Instructions.Select((instruction, number) => (instruction, number)).ToDictionary(p => p.instruction, p => p.number);

            for (int i = 1; i < offsets.Length; i++)
            {
                offsets[i] = offsets[i - 1] + IL.SizeOf(method.Body.Instructions[i - 1]);
            }

            foreach (Instruction branch in method.Body.Instructions)
            {
                int end = offsets[numbers[branch]] + IL.SizeOf(branch);
                Instruction[] targets = branch.Operand as Instruction[] ?? (branch.Operand is Instruction target ? new[] { target } : new Instruction[0]);

                if (targets.Any(t => System.Math.Abs(offsets[numbers[t]] - end) > FarthestBranch))
                {
                    Report(method, branch, "a branch of more than " + FarthestBranch + " bytes goes somewhere else on the device: divide the method");
                    return;
                }
            }
        }

        private void Check(Place place, int count, string what, string where, string advice)
        {
            if (count > byte.MaxValue)
            {
                Report(place, count + " " + what + ", and a " + where + " has room for " + byte.MaxValue + " on a device, which miscounts silently: " + advice);
            }
        }
    }
}
