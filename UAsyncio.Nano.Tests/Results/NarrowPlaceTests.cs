using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>That bytes and shorts which are reached by an address keep no more bits than they have.</summary>
    [TestClass]
    public class NarrowPlaceTests
    {
        private static byte s_byte;

        [TestMethod]
        public void Ref_parameter_keeps_its_bits()
        {
            byte number = 0;
            Less(ref number, 1);
            Assert.AreEqual(255, (int)number);
            Assert.AreEqual(355, number + 100);
            s_byte = 200;
            Less(ref s_byte, -100);
            Assert.AreEqual(44, (int)s_byte);
            byte[] several = { 0, 7 };
            Less(ref several[0], 1);
            Assert.AreEqual(255, (int)several[0]);
        }

        [TestMethod]
        public void Checksum_by_ref_keeps_its_bits()
        {
            ushort crc = 0xFFFF;

            foreach (byte each in new byte[] { 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39 })
            {
                Add(ref crc, each);
            }

            Assert.AreEqual(0x29B1, (int)crc);
        }

        [TestMethod]
        public void Field_of_a_struct_keeps_its_bits()
        {
            Small small = new Small();
            small.Byte--;
            small.UShort -= 2;
            small.Char--;
            small.SByte -= 100;
            small.SByte -= 100;
            small.Short -= 30000;
            small.Short -= 30000;
            Assert.AreEqual(255, (int)small.Byte);
            Assert.AreEqual(65534, (int)small.UShort);
            Assert.AreEqual(65535, (int)small.Char);
            Assert.AreEqual(56, (int)small.SByte);
            Assert.AreEqual(5536, (int)small.Short);
            small.More();
            Assert.AreEqual(0, (int)small.Byte);
        }

        [TestMethod]
        public void Coroutine_keeps_them_too()
        {
            Assert.AreEqual(255 + 65535, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Small small = new Small();
                await Coroutine.Yield();
                small.Byte--;
                small.UShort--;
                await Coroutine.Yield();
                return small.Byte + small.UShort;
            }
        }

        private static void Less(ref byte number, int by)
        {
            number = (byte)(number - by);
        }

        private static void Add(ref ushort crc, byte value)
        {
            crc ^= (ushort)(value << 8);

            for (int bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
            }
        }

        private struct Small
        {
            public byte Byte;
            public sbyte SByte;
            public short Short;
            public ushort UShort;
            public char Char;

            public void More()
            {
                Byte++;
            }
        }
    }
}
