extern alias device;

using System;
using System.Text;
using device::System.IO;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.IO
{
    /// <summary>Readers and writers of text, with the oddities that nanoFramework's sources have.</summary>
    public sealed class TextStreamTests
    {
        [Fact]
        public void Text_goes_through_a_writer_and_a_reader()
        {
            MemoryStream stream = new();
            StreamWriter writer = new(stream, true);
            writer.Write("a");
            writer.WriteLine("é");
            writer.Write(5);
            Assert.Equal(0, stream.Length);
            writer.Close();
            Assert.Equal("aé\r\n5", TextOf(stream));
            stream.Position = 0;
            StreamReader reader = new(stream);
            Assert.Equal("aé", reader.ReadLine());
            Assert.Equal("5", reader.ReadLine());
            Assert.Null(reader.ReadLine());
            reader.Close();
            Assert.False(stream.CanRead);
        }

        [Fact]
        public void A_reader_is_at_its_end_until_the_first_read()
        {
            StreamReader reader = Read("abc");
            Assert.True(reader.EndOfStream);
            Assert.Equal('a', reader.Read());
            Assert.False(reader.EndOfStream);
        }

        [Fact]
        public void A_reader_writes_from_the_start_of_a_buffer()
        {
            char[] buffer = new char[4];
            Assert.Equal(2, Read("abc").Read(buffer, 1, 2));
            Assert.Equal(['a', 'b', '\0', '\0'], buffer);
        }

        [Fact]
        public void A_reader_gives_the_count_of_the_last_part()
        {
            char[] buffer = new char[1000];
            Assert.Equal(100, Read(new string('x', 612)).Read(buffer, 0, 612));
            Assert.Equal('x', buffer[611]);
        }

        [Fact]
        public void A_reader_ends_at_an_emoji()
        {
            StreamReader reader = Read("ab😀cd\nef");
            Assert.Equal("ab", reader.ReadLine());
            Assert.Null(reader.ReadLine());
        }

        [Fact]
        public void A_reader_keeps_a_byte_order_mark()
        {
            Assert.Equal("\uFEFFab", Read("\uFEFFab").ReadLine());
        }

        [Fact]
        public void A_character_over_the_end_of_the_buffer_is_lost()
        {
            StreamReader reader = Read(new string('x', 511) + "äöü\nend");
            for (int i = 0; i < 511; i++)
            {
                Assert.Equal('x', reader.Read());
            }

            Assert.Equal('\uFFFD', reader.Read());
            Assert.Equal('\uFFFD', reader.Read());
            Assert.Throws<Exception>(() => reader.ReadLine());
            Assert.Equal(new string('x', 511) + new string('\uFFFD', 10), Read(new string('x', 511) + "äöüäö").ReadToEnd());
        }

        [Fact]
        public void A_reader_wants_to_know_the_length_of_its_stream()
        {
            StreamReader reader = new(new EndlessStream());
            Assert.Throws<NotSupportedException>(() => reader.Read());
            Assert.IsType<NotSupportedException>(Assert.Throws<IOException>(() => reader.Peek()).InnerException);
            Assert.Throws<ArgumentException>(() => new StreamWriter(new EndlessStream()));
        }

        [Fact]
        public void What_was_closed_says_so()
        {
            StreamReader reader = Read("abc");
            reader.Close();
            Assert.Throws<device::System.ObjectDisposedException>(() => reader.Read(new char[1], 0, 1));
            StreamWriter writer = new(new MemoryStream());
            writer.Dispose();
            Assert.Throws<device::System.ObjectDisposedException>(() => writer.Write("a"));
            Assert.Throws<device::System.ObjectDisposedException>(writer.Flush);
            writer.Dispose();
        }

        [Fact]
        public void A_writer_takes_no_null()
        {
            StreamWriter writer = new(new MemoryStream());
            Assert.Throws<NullReferenceException>(() => writer.WriteLine((string)null!));
            writer.WriteLine((object)null!);
        }

        [Fact]
        public void A_writer_keeps_4095_bytes_at_most()
        {
            MemoryStream stream = new();
            StreamWriter writer = new(stream);
            writer.Write(new string('x', 4094));
            Assert.Equal(0, stream.Length);
            writer.Write('y');
            Assert.Equal(4095, stream.Length);
        }

        [Fact]
        public void What_a_stream_throws_comes_inside_an_exception_of_input_and_output()
        {
            StreamWriter writer = new(new MemoryStream(new byte[2]));
            writer.Write("abc");
            Assert.IsType<NotSupportedException>(Assert.Throws<IOException>(writer.Flush).InnerException);
            writer.Close();
        }

        [Fact]
        public void An_emoji_goes_through_a_writer_as_a_string_only()
        {
            MemoryStream stream = new();
            StreamWriter writer = new(stream);
            writer.Write("😀");
            writer.Write("😀".ToCharArray());
            writer.Flush();
            Assert.Equal("😀\uFFFD\uFFFD", TextOf(stream));
        }

        private static StreamReader Read(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        private static string TextOf(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

        private sealed class EndlessStream : Stream
        {
            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => throw new NotSupportedException();

            public override long Position { get; set; }

            public override void Flush()
            {
            }

            public override int Read(device::System.SpanByte buffer) => throw new NotSupportedException();

            public override int Read(byte[] buffer, int offset, int count) => count;

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value)
            {
            }

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
