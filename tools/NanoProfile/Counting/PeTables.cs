using System;
using System.Buffers.Binary;
using System.IO;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>Reads the lengths of a .pe's tables: CLR_RECORD_ASSEMBLY of nf-interpreter.</summary>
    internal static class PeTables
    {
        private const int HeaderLength = 124;
        private const int TablesOffset = 40;
        private const int PaddingOffset = 108;
        private const int TypeDef = 4;
        private const int StaticFieldsOffset = 20;

        private static readonly int[] s_records = [12, 8, 8, 8, 24, 8, 16];

        private static ReadOnlySpan<byte> Marker => "NFMRK1\0\0"u8;

        /// <summary>Reads one.</summary>
        /// <returns>The lengths; null when the file is no .pe.</returns>
        public static TableLengths? Read(string path)
        {
            byte[] pe = File.ReadAllBytes(path);
            if (pe.Length < HeaderLength || !pe.AsSpan().StartsWith(Marker))
            {
                return null;
            }

            int[] lengths = new int[s_records.Length];
            for (int i = 0; i < lengths.Length; i++)
            {
                lengths[i] = (Start(pe, i + 1) - Start(pe, i) - pe[PaddingOffset + i]) / s_records[i];
            }

            int statics = 0;
            for (int i = 0; i < lengths[TypeDef]; i++)
            {
                statics += pe[Start(pe, TypeDef) + (i * s_records[TypeDef]) + StaticFieldsOffset];
            }

            return new TableLengths(lengths[0], lengths[1], lengths[2], lengths[3], lengths[4], lengths[5], lengths[6], statics);
        }

        private static int Start(byte[] pe, int table) => (int)BinaryPrimitives.ReadUInt32LittleEndian(pe.AsSpan(TablesOffset + (4 * table)));
    }
}
