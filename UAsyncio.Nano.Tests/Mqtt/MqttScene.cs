using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A client and a broker on one loop, on which a test's coroutine plays.</summary>
    internal delegate Coroutine MqttScene(FakeBroker broker, MqttClient client);

    /// <summary>Plays scenes.</summary>
    internal static class Play
    {
        public static MqttOptions Options(MqttVersion version)
        {
            return new MqttOptions("127.0.0.1") { Version = version, ClientId = "c", MinReconnectDelay = 1, MaxReconnectDelay = 2 };
        }

        public static void Run(MqttOptions options, MqttScene scene)
        {
            Run(options, scene, true);
        }

        /// <summary>Plays a scene that starts the client itself.</summary>
        public static void RunStopped(MqttOptions options, MqttScene scene)
        {
            Run(options, scene, false);
        }

        private static void Run(MqttOptions options, MqttScene scene, bool starts)
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => throw exception;
                test.Run(RunAsync(options, scene, starts));
            }
        }

        private static async Coroutine RunAsync(MqttOptions options, MqttScene scene, bool starts)
        {
            const int Patience = 30000;
            FakeBroker broker = new FakeBroker();
            options.Port = broker.Port;
            MqttClient client = new MqttClient(options);

            try
            {
                if (starts)
                {
                    client.Start();
                }

                await scene(broker, client).WaitAsync(Patience);
            }
            finally
            {
                client.Dispose();
                broker.Dispose();

                // What was cancelled ends now.
                await Coroutine.Delay(20);
            }
        }
    }
}
