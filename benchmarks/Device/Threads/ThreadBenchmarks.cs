using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Benchmarks.Device.Threads
{
    /// <summary>The same work as most programs for nanoFramework do it: a thread for each connection.</summary>
    public static class ThreadBenchmarks
    {
        /// <summary>Clients that are accepted and closed at once.</summary>
        public static void Accept(int times)
        {
            Socket listener = Listen();
            Thread last = null;

            for (int i = 0; i < times; i++)
            {
                last = new Thread(new ThreadConnection(listener.Accept(), 0, 0).Close);
                last.Start();
            }

            last.Join();
            listener.Close();
        }

        /// <summary>Reads.</summary>
        public static void Read(int size, int times)
        {
            Socket listener = Listen();
            Run(listener, new Thread(new ThreadConnection(listener.Accept(), size, times).Read));
        }

        /// <summary>Writes.</summary>
        public static void Write(int size, int times)
        {
            Socket listener = Listen();
            Run(listener, new Thread(new ThreadConnection(listener.Accept(), size, times).Write));
        }

        /// <summary>HTTP requests, one after the other.</summary>
        public static void Request(int times)
        {
            Socket listener = Listen();
            Run(listener, new Thread(new ThreadConnection(listener.Accept(), 0, times).Serve));
        }

        private static void Run(Socket listener, Thread thread)
        {
            thread.Start();
            thread.Join();
            listener.Close();
        }

        // The host connects from now on.
        private static Socket Listen()
        {
            Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(4);
            Host.Port = ((IPEndPoint)listener.LocalEndPoint).Port;
            Host.OnSleep(0);
            return listener;
        }
    }
}
