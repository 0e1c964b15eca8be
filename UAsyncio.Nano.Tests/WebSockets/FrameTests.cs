using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>
    /// The Autobahn test suite's cases as rows, against a server and against a client that send everything back: frames in, frames out.
    /// After the row's own frames a close comes, where the connection is still open.
    /// </summary>
    [TestClass]
    public class FrameTests
    {
        private const string Broken = "88\u0003\u00ea";
        private const string NotText = "88\u0003\u00ef";
        private const string TooLong = "88\u0003\u00f1";
        private const string Hundred = "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890";

        // 1: framing. 2: pings and pongs. Without a NUL, at which a string ends on a device.
        [TestMethod]
        [DataRow("81", "81")]
        [DataRow("82", "82")]
        [DataRow("81Hello", "81Hello")]
        [DataRow("82\u0001\u0002\u00ff\u00fe", "82\u0001\u0002\u00ff\u00fe")]
        [DataRow("81" + Hundred + "1234567890123456789012345", "81" + Hundred + "1234567890123456789012345")]
        [DataRow("81" + Hundred + "12345678901234567890123456", "81" + Hundred + "12345678901234567890123456")]
        [DataRow("82" + Hundred + "123456789012345678901234567", "82" + Hundred + "123456789012345678901234567")]
        [DataRow("82" + Hundred + "12345678901234567890123456|82" + Hundred + "12345678901234567890123456", "82" + Hundred + "12345678901234567890123456|82" + Hundred + "12345678901234567890123456")]
        [DataRow("89", "8A")]
        [DataRow("89ping", "8Aping")]
        [DataRow("89\u0001\u00ff\u00fe\u00fd", "8A\u0001\u00ff\u00fe\u00fd")]
        [DataRow("89" + Hundred + "1234567890123456789012345", "8A" + Hundred + "1234567890123456789012345")]
        [DataRow("89" + Hundred + "12345678901234567890123456", Broken)]
        [DataRow("8A", "")]
        [DataRow("8Aunasked", "")]
        [DataRow("8Aunasked|89ping", "8Aping")]
        public void Message_is_framed(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // 3: reserved bits. 4: opcodes.
        [TestMethod]
        [DataRow("C1Hello", Broken)]
        [DataRow("81first|A1Hello", "81first|" + Broken)]
        [DataRow("91Hello", Broken)]
        [DataRow("F1Hello", Broken)]
        [DataRow("C9ping", Broken)]
        [DataRow("C8", Broken)]
        [DataRow("83", Broken)]
        [DataRow("84Hello", Broken)]
        [DataRow("81first|85", "81first|" + Broken)]
        [DataRow("86", Broken)]
        [DataRow("87", Broken)]
        [DataRow("8B", Broken)]
        [DataRow("8CHello", Broken)]
        [DataRow("8D", Broken)]
        [DataRow("8E", Broken)]
        [DataRow("8F", Broken)]
        public void Reserved_bits_and_opcodes_end_the_connection(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // 5: fragmentation.
        [TestMethod]
        [DataRow("09ping|80ping", Broken)]
        [DataRow("0Apong|80pong", Broken)]
        [DataRow("01fragment1|80fragment2", "01fragment1|80fragment2")]
        [DataRow("01fragment1|89ping|80fragment2", "01fragment1|8Aping|80fragment2")]
        [DataRow("01|00|80", "81")]
        [DataRow("01|00middle|80", "01middle|80")]
        [DataRow("02a|00b|00c|80d", "02a|00b|00c|80d")]
        [DataRow("80alone", Broken)]
        [DataRow("00alone", Broken)]
        [DataRow("81first|80alone", "81first|" + Broken)]
        [DataRow("81first|00alone|80more", "81first|" + Broken)]
        [DataRow("01fragment1|81fragment2", "01fragment1|" + Broken)]
        [DataRow("01fragment1|01fragment2", "01fragment1|" + Broken)]
        [DataRow("01fragment1|82fragment2", "01fragment1|" + Broken)]
        public void Message_is_put_together(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // 6: UTF-8.
        [TestMethod]
        [DataRow("81\u00ce\u00ba\u00e1\u00bd\u00b9\u00cf\u0083", "81\u00ce\u00ba\u00e1\u00bd\u00b9\u00cf\u0083")]
        [DataRow("01\u00ce|80\u00ba", "01\u00ce|80\u00ba")]
        [DataRow("01\u00e1\u00bd|00\u00b9|80", "01\u00e1\u00bd|00\u00b9|80")]
        [DataRow("81\u00c2\u0080", "81\u00c2\u0080")]
        [DataRow("81\u00df\u00bf", "81\u00df\u00bf")]
        [DataRow("81\u00e0\u00a0\u0080", "81\u00e0\u00a0\u0080")]
        [DataRow("81\u00ef\u00bf\u00bf", "81\u00ef\u00bf\u00bf")]
        [DataRow("81\u00ed\u009f\u00bf", "81\u00ed\u009f\u00bf")]
        [DataRow("81\u00ee\u0080\u0080", "81\u00ee\u0080\u0080")]
        [DataRow("81\u00f0\u0090\u0080\u0080", "81\u00f0\u0090\u0080\u0080")]
        [DataRow("81\u00f4\u008f\u00bf\u00bf", "81\u00f4\u008f\u00bf\u00bf")]
        [DataRow("82\u00ff\u00fe\u00c0", "82\u00ff\u00fe\u00c0")]
        [DataRow("81\u00f4\u0090\u0080\u0080", NotText)]
        [DataRow("81\u00f5\u0080\u0080\u0080", NotText)]
        [DataRow("81\u00f8\u0088\u0080\u0080\u0080", NotText)]
        [DataRow("81\u00c0\u0080", NotText)]
        [DataRow("81\u00c1\u00bf", NotText)]
        [DataRow("81\u00e0\u0080\u0080", NotText)]
        [DataRow("81\u00e0\u009f\u00bf", NotText)]
        [DataRow("81\u00f0\u0080\u0080\u0080", NotText)]
        [DataRow("81\u00f0\u008f\u00bf\u00bf", NotText)]
        [DataRow("81\u00ed\u00a0\u0080", NotText)]
        [DataRow("81\u00ed\u00bf\u00bf", NotText)]
        [DataRow("81\u00ed\u00a0\u0080\u00ed\u00b0\u0080", NotText)]
        [DataRow("81\u0080", NotText)]
        [DataRow("81\u00bf", NotText)]
        [DataRow("81\u00fe", NotText)]
        [DataRow("81\u00ff", NotText)]
        [DataRow("81\u00c2", NotText)]
        [DataRow("81\u00e1\u00bd", NotText)]
        [DataRow("81\u00f0\u0090\u0080", NotText)]
        [DataRow("81a\u00c2b", NotText)]
        [DataRow("81ok\u00ed\u00a0\u0080edited", NotText)]
        [DataRow("01fine|80\u00ff", "01fine|" + NotText)]
        [DataRow("01\u00ce|80x", "01\u00ce|" + NotText)]
        [DataRow("01fine|00\u00ff|80never read", "01fine|" + NotText)]
        public void Text_is_utf_8(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // ASCII is looked over eight bytes at a time.
        [TestMethod]
        [DataRow("81\u00ffbcdefgh", NotText)]
        [DataRow("81a\u00ffcdefgh", NotText)]
        [DataRow("81ab\u00ffdefgh", NotText)]
        [DataRow("81abc\u00ffefgh", NotText)]
        [DataRow("81abcd\u00fffgh", NotText)]
        [DataRow("81abcde\u00ffgh", NotText)]
        [DataRow("81abcdef\u00ffh", NotText)]
        [DataRow("81abcdefg\u00ff", NotText)]
        [DataRow("81abcdefgh\u00ff", NotText)]
        [DataRow("81abcdefg\u00c3\u00a9hijklmno", "81abcdefg\u00c3\u00a9hijklmno")]
        [DataRow("01abcdefg\u00c3|80\u00a9hijklmno", "01abcdefg\u00c3|80\u00a9hijklmno")]
        [DataRow("01abcdefg\u00c3|80hijklmnop", "01abcdefg\u00c3|" + NotText)]
        public void Text_is_utf_8_wherever_the_wrong_byte_stands(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // 7: closing.
        [TestMethod]
        [DataRow("88", "88")]
        [DataRow("88\u0003\u00e8", "88\u0003\u00e8")]
        [DataRow("88\u0003\u00e8reason", "88\u0003\u00e8")]
        [DataRow("81Hello|88|81more|89", "81Hello|88")]
        [DataRow("88x", Broken)]
        [DataRow("88\u0003\u00e8\u00ff", NotText)]
        [DataRow("88\u0003\u00e9", "88\u0003\u00e9")]
        [DataRow("88\u0003\u00ea", "88\u0003\u00ea")]
        [DataRow("88\u0003\u00eb", "88\u0003\u00eb")]
        [DataRow("88\u0003\u00ef", "88\u0003\u00ef")]
        [DataRow("88\u0003\u00f3", "88\u0003\u00f3")]
        [DataRow("88\u000b\u00b8", "88\u000b\u00b8")]
        [DataRow("88\u000f\u00a0", "88\u000f\u00a0")]
        [DataRow("88\u0013\u0087", "88\u0013\u0087")]
        [DataRow("88\u0003\u00e7", Broken)]
        [DataRow("88\u0003\u00ec", Broken)]
        [DataRow("88\u0003\u00ed", Broken)]
        [DataRow("88\u0003\u00ee", Broken)]
        [DataRow("88\u0003\u00f8", Broken)]
        [DataRow("88\u0007\u00cf", Broken)]
        [DataRow("88\u0007\u00d0", Broken)]
        [DataRow("88\u000b\u00b7", Broken)]
        [DataRow("88\u0013\u0088", Broken)]
        [DataRow("88\u00ff\u00ff", Broken)]
        public void Close_is_answered(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        // 9: limits.
        [TestMethod]
        [DataRow("82" + Hundred + Hundred, "82" + Hundred + Hundred)]
        [DataRow("82" + Hundred + Hundred + "1", TooLong)]
        [DataRow("01" + Hundred + "|00" + Hundred + "|801", "01" + Hundred + "|00" + Hundred + "|" + TooLong)]
        public void Message_that_is_too_long_ends_the_connection(string frames, string expected)
        {
            FrameTalk.Both(frames, expected);
        }

        [TestMethod]
        [DataRow("8105Hello", true, Broken)]
        [DataRow("81FE0005000000004141414141", true, Broken)]
        [DataRow("81FF0000000000000005000000004141414141", true, Broken)]
        [DataRow("81FFFFFFFFFFFFFFFFFF00000000", true, Broken)]
        [DataRow("81FF000000010000000000000000", true, TooLong)]
        public void Length_and_mask_are_as_they_must_be(string bytes, bool hexadecimal, string expected)
        {
            byte[] raw = new byte[bytes.Length / 2];

            for (int i = 0; i < raw.Length; i++)
            {
                raw[i] = bytes == "8105Hello" ? (byte)(i < 2 ? (i == 0 ? 0x81 : 0x05) : 'H') : (byte)Convert.ToInt32(bytes.Substring(2 * i, 2), 16);
            }

            FrameTalk.WithServer(raw, expected);
        }
    }
}
