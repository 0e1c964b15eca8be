using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using UAsyncio.Nano;

namespace ProfileApp
{
    /// <summary>What programs do that are run.</summary>
    public static class RunCases
    {
        public static void Throw()
        {
            throw new InvalidOperationException("the sensor is gone");
        }

        public static void ThrowInThread()
        {
            Thread thread = new Thread(Throw);
            thread.Start();
            thread.Join();
            Console.WriteLine("Main goes on");
        }

        /// <summary>Writes what a peer has sent.</summary>
        public static void WriteControl()
        {
            Console.WriteLine("a\tb \u001b[2J\u001b]52;c;aGk=\a \rc \u009b31m \u007f \u00e9");
        }

        public static void LeaveThread()
        {
            Thread thread = new Thread(() =>
            {
                Thread.Sleep(500);
                Console.WriteLine("the thread is done");
            });
            thread.Start();
            Console.WriteLine("Main is done");
        }

        public static void WriteForEver()
        {
            for (; ; )
            {
                Console.WriteLine("tick");
                Thread.Sleep(10);
            }
        }

        public static void Never()
        {
            Console.WriteLine("started");

            for (; ; )
            {
                Thread.Sleep(10);
            }
        }

        /// <summary>Uses a class for the first time when the heap is full.</summary>
        public static void UseWhenFull()
        {
            object[] last = null;

            try
            {
                for (; ; )
                {
                    last = new object[] { last };
                }
            }
            catch (OutOfMemoryException)
            {
            }

            int length = Prepared.Bytes.Length;
            bool isFull = last != null;
            last = null;
            Console.WriteLine(isFull ? length.ToString() : "not full");
        }

        /// <summary>Runs only in a loop.</summary>
        public static async Coroutine Late()
        {
            await Coroutine.Yield();
        }

        /// <summary>Listens on a port that it listens on already.</summary>
        public static void ListenTwice()
        {
            for (int i = 0; i < 2; i++)
            {
                Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Any, 80));
                listener.Listen(1);
            }
        }

        /// <summary>Serves on port 80, and tells each client which port it sees.</summary>
        public static void Serve()
        {
            Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Any, 80));
            listener.Listen(4);

            // It reaches itself as a device does.
            Socket self = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            self.Connect(new IPEndPoint(IPAddress.Loopback, 80));
            listener.Accept().Close();
            Console.WriteLine("connected to " + ((IPEndPoint)self.RemoteEndPoint).Port.ToString());
            self.Close();
            Console.WriteLine("serving on " + ((IPEndPoint)listener.LocalEndPoint).Port.ToString());

            for (; ; )
            {
                Socket client = listener.Accept();
                client.Send(new byte[] { (byte)((IPEndPoint)client.LocalEndPoint).Port });
                client.Close();
            }
        }

        private static class Prepared
        {
            internal static readonly byte[] Bytes = new byte[100];
        }
    }
}
