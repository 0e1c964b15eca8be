using System;
using System.Collections;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace DeviceApp
{
    public static class Program
    {
        private static int s_value;

        public static void Main()
        {
            Debug.WriteLine("debug line");
            Console.WriteLine("uptime is small: " + (Environment.TickCount64 < 600000).ToString());
            Hashtable table = new Hashtable();
            table.Add("key", 5);
            foreach (DictionaryEntry entry in table)
            {
                Console.WriteLine("entry " + entry.Key + "=" + entry.Value);
            }

            Thread thread = new Thread(() => throw new Exception("lost in a thread"));
            thread.Start();
            thread.Join();
            Thread worker = new Thread(Work);
            worker.Start();
            worker.Join();
            Console.WriteLine("worked " + s_value);
            Echo();
            try
            {
                throw new ObjectDisposedException();
            }
            catch (ObjectDisposedException)
            {
                Console.WriteLine("disposed");
            }
        }

        public static void Work()
        {
            lock (typeof(Program))
            {
                s_value = 42;
            }
        }

        private static void Echo()
        {
            Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Any, 0));
            listener.Listen(4);
            int port = ((IPEndPoint)listener.LocalEndPoint).Port;
            Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(new IPEndPoint(IPAddress.Loopback, port));
            using (Socket server = listener.Accept())
            {
                client.Send(Encoding.UTF8.GetBytes("hello"));
                byte[] buffer = new byte[16];
                int count = server.Receive(buffer);
                Console.WriteLine("received " + Encoding.UTF8.GetString(buffer, 0, count));
            }

            client.Close();
            listener.Close();
        }
    }
}
