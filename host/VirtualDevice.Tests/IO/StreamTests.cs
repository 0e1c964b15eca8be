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
            Assert.Equal("hell\u0001", Encoding.UTF8.GetString(stream.ToArray()));
            stream.Close();
            Assert.True(stream.CanWrite);
            Assert.Throws<device::System.ObjectDisposedException>(() => stream.Length);
        }

        [Fact]
        public void A_memory_stream_over_a_buffer_does_not_grow()
        {
            MemoryStream stream = new(new byte[2]);
            Assert.Throws<NotSupportedException>(() => stream.Write(new byte[3], 0, 3));
        }

        [Fact]
        public void A_memory_stream_holds_65535_bytes()
        {
            MemoryStream stream = new();
            stream.Write(new byte[300], 0, 300);
            Assert.Equal(512, stream.GetBuffer().Length);
            stream.Write(new byte[65235], 0, 65235);
            Assert.Equal(65535, stream.Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.WriteByte(1));
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.SetLength(65536));
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = 65536);
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(65536, SeekOrigin.Begin));
        }

        [Fact]
        public void A_copy_wants_streams_that_are_open()
        {
            MemoryStream closed = new();
            MemoryStream source = new(new byte[2], false);
            Assert.Throws<NotSupportedException>(() => new MemoryStream().CopyTo(source));
            closed.Close();
            Assert.Throws<device::System.ObjectDisposedException>(() => source.CopyTo(new ClosedStream()));
            Assert.Throws<NotSupportedException>(() => closed.CopyTo(new MemoryStream()));
            new ClosedStream().Dispose();
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

        private sealed class ClosedStream : Stream
        {
            public override bool CanRead => false;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => 0;

            public override long Position { get; set; }

            public override void Close() => throw new InvalidOperationException("nobody hears of it");

            public override void Flush()
            {
            }

            public override int Read(SpanByte buffer) => 0;

            public override int Read(byte[] buffer, int offset, int count) => 0;

            public override long Seek(long offset, SeekOrigin origin) => 0;

            public override void SetLength(long value)
            {
            }

            public override void Write(byte[] buffer, int offset, int count)
            {
            }
        }
    }
}
