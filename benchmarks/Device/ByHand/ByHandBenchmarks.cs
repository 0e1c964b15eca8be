using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Device.ByHand
{
    /// <summary>The same work without the library: state machines written by hand, over Socket.Poll.</summary>
    public static class ByHandBenchmarks
    {
        private static int s_sum;

        /// <summary>Machines that do nothing by turns.</summary>
        public static void Yield(int machines, int times)
        {
            Machine[] all = new Machine[machines];

            for (int i = 0; i < machines; i++)
            {
                all[i] = new YieldMachine(times);
            }

            Run(all);
        }

        /// <summary>Waits that end one by one.</summary>
        public static void Delay(int machines, int times)
        {
            Machine[] all = new Machine[machines];

            for (int i = 0; i < machines; i++)
            {
                all[i] = new DelayMachine(1000 + machines - i, machines, times);
            }

            Run(all);
        }

        /// <summary>Waits that end all at once.</summary>
        public static void DelayTogether(int machines, int times)
        {
            Machine[] all = new Machine[machines];

            for (int i = 0; i < machines; i++)
            {
                all[i] = new DelayMachine(1010, 10, times);
            }

            Run(all);
        }

        /// <summary>A child that ends at once is a call.</summary>
        public static void Child(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Nothing();
            }
        }

        /// <summary>A child that returns an int at once is a call.</summary>
        public static void IntChild(int times)
        {
            for (int i = 0; i < times; i++)
            {
                s_sum += One();
            }
        }

        /// <summary>A child that returns its argument at once is a call.</summary>
        public static void StringChild(int times)
        {
            string last = null;

            for (int i = 0; i < times; i++)
            {
                last = Same(last);
            }
        }

        /// <summary>Calls of a child that yields once.</summary>
        public static void SuspendingChild(int times)
        {
            Run(new ParentMachine(times));
        }

        /// <summary>Clients that are accepted and closed at once.</summary>
        public static void Accept(int times)
        {
            Socket listener = Listen();
            Run(new AcceptMachine(listener, times));
            listener.Close();
        }

        /// <summary>Reads from a client that has sent everything before the first.</summary>
        public static void Read(int size, int times)
        {
            Socket socket = AcceptOne();
            Host.OnSleep(0);
            Run(new ReadMachine(socket, size, times));
            socket.Close();
        }

        /// <summary>Reads from a client that sends each piece while the device waits for it.</summary>
        public static void Wait(int size, int times)
        {
            Read(size, times);
        }

        /// <summary>Writes to a client that takes what comes.</summary>
        public static void Write(int size, int times)
        {
            Socket socket = AcceptOne();
            Run(new WriteMachine(socket, size, times));
            socket.Close();
        }

        /// <summary>HTTP requests, one after the other.</summary>
        public static void Request(int times)
        {
            Run(new HttpMachine(AcceptOne(), times));
        }

        private static void Run(params Machine[] machines)
        {
            Host.Held = machines[0];
            MachineLoop.Run(machines);
        }

        private static Socket Listen()
        {
            Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(4);
            Host.Port = ((IPEndPoint)listener.LocalEndPoint).Port;
            return listener;
        }

        private static Socket AcceptOne()
        {
            Socket listener = Listen();
            Host.OnSleep(0);
            Socket socket = listener.Accept();
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
            listener.Close();
            return socket;
        }

        private static void Nothing()
        {
        }

        private static int One()
        {
            return 1;
        }

        private static string Same(string text)
        {
            return text;
        }
    }
}
