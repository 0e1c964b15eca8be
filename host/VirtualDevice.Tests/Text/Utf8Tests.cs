extern alias device;

using System;
using System.Linq;
using Xunit;
using Decoder = device::System.Text.Decoder;
using Encoding = device::System.Text.Encoding;

namespace UAsyncio.VirtualDevice.Tests.Text
{
    /// <summary>Bytes and text as nf-interpreter's UTF-8 does them.</summary>
    public sealed class Utf8Tests
    {
        [Theory]
        [InlineData("61 C3 A4 E2 82 AC F0 9F 98 80 62", "aä€😀b")]
        [InlineData("61 00 62", "a")]
        [InlineData("E2 82 41", "\uFFFDA")]
        [InlineData("E2 82", "\uFFFD")]
        [InlineData("C3 41", "\uFFFDA")]
        [InlineData("80 41 FF", "\uFFFDA\uFFFD")]
        [InlineData("EF BB BF 41", "\uFEFFA")]
        public void Bytes_are_a_text(string bytes, string text)
        {
            byte[] given = Bytes(bytes);
            Assert.Equal(text, Encoding.UTF8.GetString(given, 0, given.Length));
        }

        [Fact]
        public void Characters_that_are_none_leave_room_behind_them()
        {
            Assert.Equal(['\uFFFD', '\0'], Encoding.UTF8.GetChars(Bytes("E2 82")));
            Assert.Equal(['\uFFFD', '\0', '\0'], Encoding.UTF8.GetChars(Bytes("ED A0 80")));
        }

        [Fact]
        public void A_range_outside_and_null_are_refused_as_there()
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Encoding.UTF8.GetString(new byte[2], 1, 2));
            Assert.Throws<NullReferenceException>(() => Encoding.UTF8.GetString(null, 0, 0));
            Assert.Throws<NullReferenceException>(() => Encoding.UTF8.GetBytes(null));
            Assert.Throws<ArgumentOutOfRangeException>(() => Encoding.UTF8.GetBytes("abc", 0, 3, new byte[2], 0));
        }

        [Fact]
        public void Half_of_an_emoji_has_no_bytes()
        {
            byte[] bytes = new byte[8];
            Assert.Equal(1, Encoding.UTF8.GetBytes("a😀b", 0, 2, bytes, 0));
            Assert.Equal(5, Encoding.UTF8.GetBytes("a😀b", 0, 3, bytes, 1));
            Assert.Equal(4, Encoding.UTF8.GetBytes("a😀b", 2, 2, bytes, 1));
        }

        [Fact]
        public void A_decoder_keeps_no_state()
        {
            Decoder decoder = Encoding.UTF8.GetDecoder();
            char[] chars = ['x', 'x', 'x', 'x'];
            decoder.Convert(Bytes("61 C3"), 0, 2, chars, 0, 4, false, out int bytesUsed, out int charsUsed, out bool isComplete);
            Assert.Equal((1, 4, false), (bytesUsed, charsUsed, isComplete));
            Assert.Equal("a\uFFFD\uFFFD\uFFFD", new string(chars));
            decoder.Convert(Bytes("F0 9F 98 80"), 0, 4, chars, 0, 1, false, out bytesUsed, out charsUsed, out _);
            Assert.Equal((0, 0), (bytesUsed, charsUsed));
            decoder.Convert(Bytes("62 00 63"), 0, 3, chars, 0, 4, false, out bytesUsed, out charsUsed, out _);
            Assert.Equal((2, 1), (bytesUsed, charsUsed));
            Assert.Equal("b\0", new string(chars, 0, 2));
            Assert.Throws<ArgumentException>(() => decoder.Convert(new byte[1], 0, 2, chars, 0, 4, false, out _, out _, out _));
        }

        private static byte[] Bytes(string text) => [.. text.Split(' ').Select(each => Convert.ToByte(each, 16))];
    }
}
