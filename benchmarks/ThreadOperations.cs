using System;
using System.Net.Sockets;
using System.Text;

namespace UAsyncio.Benchmarks
{
    /// <summary>The same operations with a thread for each connection.</summary>
    public static class ThreadOperations
    {
        private const string Program = "Threads.ThreadBenchmarks";
        private const int Few = 17;

        // How deep in its own methods a thread of ThreadConnection waits.
        private const int ReadFrames = 1;
        private const int ServeFrames = 2;

        /// <summary>A client from accept to close.</summary>
        public static Operation Accept() => Measure(Drain, "Accept", 10 * Few, []);

        /// <summary>A read; a call is a call, whether it waits or not.</summary>
        public static Operation Read(int size)
        {
            int times = size > 2000 ? 2 : Few;
            return Measure(socket => { socket.Send(new byte[2 * times * size]); Drain(socket); }, "Read", times, [size]) with { Held = HeldBytes.OfThread(ReadFrames) };
        }

        /// <summary>A write to a client that takes it.</summary>
        public static Operation Write(int size) => Measure(Drain, "Write", Few, [size]);

        /// <summary>A request on a connection that is kept, with its response.</summary>
        public static Operation HttpRequest()
        {
            byte[] request = Encoding.ASCII.GetBytes(ServerOperations.Request);
            byte[] response = new byte[1024];
            return Measure(
                socket =>
                {
                    do
                    {
                        socket.Send(request);
                    }
                    while (socket.Receive(response) > 0);
                },
                "Request",
                5 * Few,
                []) with { Held = HeldBytes.OfThread(ServeFrames) };
        }

        // Until the device closes.
        private static void Drain(Socket socket)
        {
            byte[] buffer = new byte[65536];
            while (socket.Receive(buffer) > 0)
            {
            }
        }

        private static Operation Measure(Action<Socket> act, string method, int times, object[] arguments)
        {
            using Client client = new(act);
            DeviceCode.OnSleep = client.Start;
            try
            {
                return DeviceCode.Measure(Program, method, 1, times, arguments);
            }
            finally
            {
                DeviceCode.OnSleep = null;
            }
        }
    }
}
