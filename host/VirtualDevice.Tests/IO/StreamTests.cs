extern alias device;

using System;
using System.Text;
using device::System.IO;
using Xunit;
using SpanByte = device::System.SpanByte;

namespace UAsyncio.VirtualDevice.Tests.IO
{
    public sealed class StreamTests
    {
        [Fact]
        public void A_memory_stream_reads_what_was_written()
        {
            MemoryStream stream = new();
            stream.Write("hello"u8.ToArray(), 0, 5);
            stream.WriteByte(33);
            stream.Seek(1, SeekOrigin.Begin);
            byte[] buffer = new byte[10];
            Assert.Equal(5, stream.Read(new SpanByte(buffer, 2, 8)));
            Assert.Equal("ello!", Encoding.UTF8.GetString(buffer, 2, 5));
            Assert.Equal(-1, stream.ReadByte());
            Assert.Equal(0, stream.Read(buffer, 0, 4));
            stream.SetLength(2);
            Assert.Equal("he", Encoding.UTF8.GetString(stream.ToArray()));
            stream.Position = 4;
            stream.WriteByte(1);
            Assert.Equal([(byte)'h', (byte)'e', 0, 0, 1], stream.ToArray());
            stream.Close();
            Assert.Throws<device::System.ObjectDisposedException>(() => stream.Length);
        }

        [Fact]
        public void A_memory_stream_over_a_buffer_does_not_grow()
        {
            MemoryStream stream = new(new byte[2]);
            Assert.Throws<NotSupportedException>(() => stream.Write(new byte[3], 0, 3));
        }

        [Fact]
        public void Text_goes_through_a_writer_and_a_reader()
        {
            MemoryStream stream = new();
            StreamWriter writer = new(stream, true);
            writer.Write("a");
            writer.WriteLine("é");
            writer.Write(5);
            writer.Close();
            Assert.Equal("aé\r\n5", Encoding.UTF8.GetString(stream.ToArray()));
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
            StreamReader reader = new(new MemoryStream("abc"u8.ToArray()));
            Assert.True(reader.EndOfStream);
            Assert.Equal('a', reader.Read());
            Assert.False(reader.EndOfStream);
        }

        [Fact]
        public void A_reader_writes_from_the_start_of_a_buffer()
        {
            StreamReader reader = new(new MemoryStream("abc"u8.ToArray()));
            char[] buffer = new char[4];
            Assert.Equal(2, reader.Read(buffer, 1, 2));
            Assert.Equal(['a', 'b', '\0', '\0'], buffer);
        }

        [Fact]
        public void A_writer_takes_no_null()
        {
            StreamWriter writer = new(new MemoryStream());
            Assert.Throws<NullReferenceException>(() => writer.WriteLine((string)null!));
            writer.WriteLine((object)null!);
        }

        [Fact]
        public void A_string_builder_is_full_at_32767_characters()
        {
            device::System.Text.StringBuilder builder = new();
            builder.Append('a', short.MaxValue);
            Assert.Throws<ArgumentOutOfRangeException>(() => builder.Append('a'));
        }

        [Fact]
        public void A_span_knows_its_bounds()
        {
            SpanByte span = new(new byte[] { 1, 2, 3, 4 }, 1, 2);
            Assert.Equal(2, span[0]);
            Assert.Equal(new byte[] { 3 }, span.Slice(1).ToArray());
            Assert.Throws<ArgumentOutOfRangeException>(() => span[2]);
            Assert.Throws<ArgumentOutOfRangeException>(() => span.Slice(1, 2));
            Assert.True(SpanByte.Empty.IsEmpty);
        }
    }
}
