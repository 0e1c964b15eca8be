using System;
using System.Collections;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A transport whose peer is written down in advance, and that writes down what is done with it.</summary>
    internal sealed class FakeTransport : Transport
    {
        private static readonly object s_nothing = new object();
        private static readonly object s_end = new object();

        private readonly ArrayList _input = new ArrayList();
        private readonly ArrayList _takes = new ArrayList();

        /// <summary>The calls of Write, with offset and count.</summary>
        public Log Writes { get; } = new Log();

        public string Written { get; private set; } = "";

        public int Reads { get; private set; }

        public int Closes { get; private set; }

        /// <summary>Called at the start of each Read.</summary>
        public LoopCallback Reading { get; set; }

        /// <summary>Each of these comes alone.</summary>
        public FakeTransport Gives(params string[] chunks)
        {
            for (int i = 0; i < chunks.Length; i++)
            {
                _input.Add(Encoding.UTF8.GetBytes(chunks[i]));
            }

            return this;
        }

        /// <summary>Each of these comes alone, and each of them a pass late.</summary>
        public FakeTransport GivesSlowly(params string[] chunks)
        {
            for (int i = 0; i < chunks.Length; i++)
            {
                HasNothing().Gives(chunks[i]);
            }

            return this;
        }

        /// <summary>Once, there is nothing yet.</summary>
        public FakeTransport HasNothing()
        {
            _input.Add(s_nothing);
            return this;
        }

        public FakeTransport Ends()
        {
            _input.Add(s_end);
            return this;
        }

        public FakeTransport Fails(Exception exception)
        {
            _input.Add(exception);
            return this;
        }

        /// <summary>How many bytes each of the next writes takes; then each takes all. An exception is thrown.</summary>
        public FakeTransport Takes(params object[] takes)
        {
            for (int i = 0; i < takes.Length; i++)
            {
                _takes.Add(takes[i]);
            }

            return this;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Reads++;

            if (Reading != null)
            {
                Reading(this);
            }

            if (Closes > 0)
            {
                throw new Exception("read after close");
            }

            if (count < 1)
            {
                throw new Exception("read of nothing");
            }

            if (_input.Count == 0)
            {
                return -1;
            }

            object next = _input[0];

            if (next == s_end)
            {
                return 0;
            }

            _input.RemoveAt(0);

            if (next == s_nothing)
            {
                return -1;
            }

            Exception exception = next as Exception;

            if (exception != null)
            {
                throw exception;
            }

            byte[] chunk = (byte[])next;
            int taken = chunk.Length < count ? chunk.Length : count;
            Array.Copy(chunk, 0, buffer, offset, taken);

            if (taken < chunk.Length)
            {
                byte[] rest = new byte[chunk.Length - taken];
                Array.Copy(chunk, taken, rest, 0, rest.Length);
                _input.Insert(0, rest);
            }

            return taken;
        }

        public override int Write(byte[] buffer, int offset, int count)
        {
            Writes.Add("(" + offset + "," + count + ")");

            if (Closes > 0)
            {
                throw new Exception("write after close");
            }

            int taken = count;

            if (_takes.Count > 0)
            {
                object next = _takes[0];
                _takes.RemoveAt(0);

                if (next is Exception)
                {
                    throw (Exception)next;
                }

                taken = (int)next < count ? (int)next : count;
            }

            Written += Encoding.UTF8.GetString(buffer, offset, taken);
            return taken;
        }

        public override void Close()
        {
            Closes++;
        }
    }
}
