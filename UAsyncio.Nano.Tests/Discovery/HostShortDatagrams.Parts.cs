using System;
using System.Net;
using UAsyncio.Nano.Discovery;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Udp;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Discovery
{
    // What is made of datagrams.
    public static partial class HostShortDatagrams
    {
        private static async Coroutine ResolveAsync()
        {
            MdnsResponder responder = new MdnsResponder("device");
            Coroutine responding = DeviceLoop.CreateTask(responder.RunAsync());

            try
            {
                while (!responder.HasName)
                {
                    await Coroutine.Delay(100);
                }

                Begin();
                await MdnsResolver.ResolveAsync("device.local");
            }
            finally
            {
                End();
                await EndAsync(responding);
            }
        }

        // From its start to its end.
        private static async Coroutine RespondAsync(string service)
        {
            Begin();
            MdnsResponder responder = new MdnsResponder("device");
            Coroutine task = null;
            bool hasBegun = false;

            try
            {
                if (service != null)
                {
                    responder.Publish(service, 80, "path=/");
                }

                task = DeviceLoop.CreateTask(responder.RunAsync());

                while (!responder.HasName)
                {
                    await Coroutine.Delay(50);
                    hasBegun = true;
                }

                await EndAsync(task);
            }
            finally
            {
                End();

                if (task != null)
                {
                    await EndAsync(task);
                }

                if (!hasBegun)
                {
                    responder.Dispose();
                }

                // It has closed its port, whatever has happened.
                Check(!responder.HasName, "it has the name");

                using (new AsyncUdpClient(5353))
                {
                }
            }
        }

        private static async Coroutine AskTimeAsync()
        {
            using (AsyncUdpClient server = new AsyncUdpClient())
            {
                Coroutine serving = DeviceLoop.CreateTask(TellTimeAsync(server));

                try
                {
                    Begin();
                    Check((await SntpClient.GetTimeAsync(IPAddress.GetDefaultLocalAddress(), server.Port)).Year == 2024, "another year");
                }
                catch (TimeoutException)
                {
                    // The server, which is the test's, has been met by it.
                    Check(serving.IsCompleted, "nobody has answered");
                }
                finally
                {
                    End();
                    await EndAsync(serving);
                }
            }
        }

        private static async Coroutine TellTimeAsync(AsyncUdpClient server)
        {
            for (; ; )
            {
                await server.ReceiveAsync();
                byte[] answer = new byte[48];
                answer[0] = 0x24;
                answer[1] = 2;
                Array.Copy(server.Buffer, 40, answer, 24, 8);
                Array.Copy(Bytes.Of("E93C7F0000000000E93C7F0000000000"), 0, answer, 32, 16);
                await server.SendAsync(answer, 0, answer.Length, server.Sender);
            }
        }

        private static async Coroutine AskPortalAsync()
        {
            byte[] query = Bytes.Of("123401000001000000000000" + "0161000001" + "0001");
            CaptiveDnsServer server = null;
            Coroutine serving = null;
            AsyncUdpClient client = new AsyncUdpClient(IPAddress.Loopback, 0);
            Begin();

            try
            {
                server = new CaptiveDnsServer(IPAddress.Parse("192.168.4.1"), 0);
                serving = DeviceLoop.CreateTask(server.RunAsync());

                for (bool isAnswered = false; !isAnswered;)
                {
                    Check(!serving.IsCompleted, "it does not answer any more");

                    try
                    {
                        await client.SendAsync(query, 0, query.Length, new IPEndPoint(IPAddress.Loopback, server.Port));
                        Check(await client.ReceiveAsync().WaitAsync(100) == query.Length + 16, "another answer");
                        isAnswered = true;
                    }
                    catch (TimeoutException)
                    {
                        // Whoever asked asks again.
                    }
                }
            }
            finally
            {
                End();
                client.Dispose();
                server?.Dispose();

                if (serving != null)
                {
                    await EndAsync(serving);
                }
            }
        }

        private static async Coroutine LogAsync()
        {
            AsyncUdpClient server = new AsyncUdpClient(IPAddress.Loopback, 0);
            SyslogTarget target = new SyslogTarget(IPAddress.Loopback, port: server.Port);
            Logger log = new Logger("short", target);
            Coroutine sending = null;
            Begin();

            try
            {
                sending = DeviceLoop.CreateTask(target.RunAsync());

                for (bool hasCome = false; !hasCome;)
                {
                    Check(!sending.IsCompleted, "it does not send any more");

                    // A message may be lost for want of memory, and not the target: the next one comes.
                    log.Info("a message");

                    try
                    {
                        Check(await server.ReceiveAsync().WaitAsync(100) > 10, "another length");
                        hasCome = true;
                    }
                    catch (TimeoutException)
                    {
                    }
                }
            }
            finally
            {
                End();
                server.Dispose();

                if (sending != null)
                {
                    await EndAsync(sending);
                }
            }
        }
    }
}
