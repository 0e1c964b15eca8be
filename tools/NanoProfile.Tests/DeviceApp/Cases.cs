using System;
using System.Collections;
using System.Net.Sockets;

namespace ProfileApp
{
    public static class Cases
    {
        // Enumerations of the runtime, as a constant and as a default value.
        private const SocketType Usual = SocketType.Dgram;

        private static int s_number = 7;

        public static int Defaults()
        {
            return OfProtocol() + (int)Usual;
        }

        public static int Straight()
        {
            int a = s_number;
            return a + s_number;
        }

        public static int Loop(int times)
        {
            int sum = 0;

            for (int i = 0; i < times; i++)
            {
                sum += i;
            }

            return sum;
        }

        public static int Caught()
        {
            try
            {
                Throw();
                s_number = 100;
                s_number = 101;
                s_number = 102;
                return 1;
            }
            catch (InvalidOperationException)
            {
                return 2;
            }
        }

        public static int Filtered()
        {
            int order = 0;

            try
            {
                try
                {
                    Throw();
                }
                finally
                {
                    order = (10 * order) + 2;
                }
            }
            catch (InvalidOperationException) when ((order = Mark(order)) > 0)
            {
                order = (10 * order) + 3;
            }

            return order;
        }

        public static int Recurse(int depth)
        {
            return depth == 0 ? 0 : 1 + Recurse(depth - 1);
        }

        public static int Conditional(bool flag, int a, int b)
        {
            // The stack is not empty where the branches meet.
            return Add(a, flag ? Add(a, 1) : Add(b, 2)) + (flag ? 1 : 2);
        }

        public static int Switch(int number)
        {
            switch (number)
            {
                case 0: return 10;
                case 1: return 11;
                case 2: return 12;
                case 3: return 13;
                default: return -1;
            }
        }

        public static object Objects()
        {
            Node first = new Node { Next = new Node() };
            first.Text = "12345678" + first.GetHashCode().ToString().Substring(0, 0);
            return first;
        }

        public static object Arrays()
        {
            return new object[] { new byte[64], new int[8], new Node[3] };
        }

        public static object Box(int number)
        {
            return number;
        }

        public static int Struct(int number)
        {
            Pair pair = new Pair(number, number);
            return Sum(ref pair);
        }

        public static object Libraries()
        {
            ArrayList list = new ArrayList();
            list.Add(new DateTime(2020, 1, 1).Year > 0 ? new InvalidOperationException() : null);
            return list;
        }

        public static int Kinds()
        {
            Shape shape = new Square();
            IShape other = shape;
            Operation operation = Add;
            return shape.Area() + other.Corners() + operation(1, 2) + Math.Abs(-1) + shape.Sides;
        }

        public static object Closure(int number)
        {
            Operation operation = (a, b) => a + b + number;
            return operation;
        }

        private static int Mark(int order)
        {
            return (10 * order) + 1;
        }

        private static int Sum(ref Pair pair)
        {
            return pair.A + pair.B;
        }

        private static int Add(int a, int b)
        {
            return a + b;
        }

        private static void Throw()
        {
            throw new InvalidOperationException();
        }

        private static int OfProtocol(ProtocolType protocol = ProtocolType.Udp)
        {
            return (int)protocol;
        }
    }
}
