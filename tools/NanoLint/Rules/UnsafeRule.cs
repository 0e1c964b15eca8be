using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>stackalloc, fixed and pointers: the metadata processor refuses them or the runtime throws; sizeof a struct, which tells the size of an object on the heap.</summary>
    internal sealed class UnsafeRule : Rule
    {
        internal override string Code => "UAN105";

        private const string Message = "unsafe code (stackalloc, fixed, pointers) does not run on the device: use an array and its index, BitConverter for the bytes of a number, ref for a variable";

        internal override void OnType(TypeDefinition type)
        {
            if (type.Name.EndsWith(">e__FixedBuffer"))
            {
                Report(new Place(type), Message);
            }
        }

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (type is PointerType || type is PinnedType || type is FunctionPointerType)
            {
                Report(place, Message);
            }
        }

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            if (instruction.OpCode == OpCodes.Localloc || instruction.OpCode == OpCodes.Sizeof)
            {
                Report(method, instruction, Message);
            }
        }
    }
}
