using System;
using UAsyncio.Nano;

namespace ProfileApp
{
    public static class Program
    {
        public static Node Kept;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            loop.Run(OuterAsync(3));
            loop.Close();
            Kept = new Node { Next = new Node() };
            Console.WriteLine("done");
        }

        /// <summary>Keeps allocating and keeping until the heap is full.</summary>
        public static int Fill()
        {
            Node first = null;
            int count = 0;

            try
            {
                for (; ; )
                {
                    first = new Node { Next = first };
                    Kept = first;
                    count++;
                }
            }
            catch (OutOfMemoryException)
            {
                Kept = null;
                return count;
            }
        }

        /// <summary>Makes one call of the runtime.</summary>
        public static int LengthOf(string text)
        {
            return text.Length;
        }

        /// <summary>Allocates much and keeps nothing.</summary>
        public static int Churn(int times)
        {
            int length = 0;

            for (int i = 0; i < times; i++)
            {
                length += new byte[1000].Length;
            }

            return length;
        }

        /// <summary>Makes much of what desktop .NET shares and never lets go of, and keeps nothing.</summary>
        public static int Share(int times)
        {
            int length = 0;
            object literal = new Node();

            for (int i = 0; i < times; i++)
            {
                string number = (i % 300).ToString();
                length += number.Length;
                length += ((byte)i).ToString().Length;
                length += (i % 2 == 0).ToString().Length;
#pragma warning disable UAN318 // What the number costs is counted.
                length += ((DayOfWeek)(i % 7)).ToString().Length;
#pragma warning restore UAN318
                length += number.Substring(0).Length;
                length += string.Concat(number, "").Length;
                length += string.Concat("", "").Length;
                length += "".ToCharArray().Length;
                length += literal.ToString().Length;
                length += number.Trim().Length;
            }

            return length;
        }

        private static async Coroutine OuterAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await InnerAsync();
            }
        }

        private static async Coroutine InnerAsync()
        {
            await Coroutine.Yield();
        }
    }
}
