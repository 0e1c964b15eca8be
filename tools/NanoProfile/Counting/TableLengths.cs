namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>How many records an assembly's tables have, and what the interpreter keeps in memory for them.</summary>
    internal readonly record struct TableLengths(int AssemblyRefs, int TypeRefs, int FieldRefs, int MethodRefs, int Types, int Fields, int Methods, int StaticFields)
    {
        private const int Block = 12;
        private const int Word = 4;

        // CLR_RT_Assembly on 32 bits, with the debugger's table, which devices have.
        private const int Header = 140;

        /// <summary>
        /// Gets the bytes, as CLR_RT_Assembly::CreateInstance reckons them: a word for each reference, two for a type, half a one for a
        /// field and a method, a byte for a method's breakpoints, a block for a static field.
        /// </summary>
        public int Bytes => RoundUp(
            Header + (Word * (AssemblyRefs + TypeRefs + FieldRefs + MethodRefs)) + (2 * Word * Types)
            + RoundUp(Word / 2 * Fields, Word) + RoundUp(Word / 2 * Methods, Word) + RoundUp(Methods, Word) + (Block * StaticFields),
            Block);

        private static int RoundUp(int bytes, int unit) => (bytes + unit - 1) / unit * unit;
    }
}
