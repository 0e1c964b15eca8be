using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using UAsyncio.SystemTests.Tls;
using UAsyncio.NanoProfile;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>UAsyncio.Nano.Mqtt's client, woven, on the virtual device: HostMqttClient there, played from here. Each adds 64 KB to the heap that all share.</summary>
    internal sealed class DeviceClient : IDisposable
    {
        public const int V311 = 4;
        public const int V5 = 5;

        private const int DeviceHeap = 65536;

        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
        private static readonly Type s_type = Load();

        private static int s_running;

        private readonly object _client;
        private bool _isStopped;

        public DeviceClient(
            int port, string id, int version = V5, int keepAlive = 60, bool cleanStart = true, string? will = null, Certificates.Pem? authority = null, Certificates.Pem? certificate = null, string? path = null, string? filter = null, string? answers = null)
        {
            Profiler.HeapLimit = DeviceHeap * Interlocked.Increment(ref s_running);
            _client = Activator.CreateInstance(s_type, port, version, id, keepAlive, cleanStart, will, authority?.Certificate, certificate?.Certificate, certificate?.Key, path, filter, answers)!;
        }

        public int Connections => Get<int>(nameof(Connections));

        public bool IsConnected => Get<bool>(nameof(IsConnected));

        public int FailureReason => Get<int>(nameof(FailureReason));

        public int Published => Get<int>(nameof(Published));

        public int ReceivedCount => Get<int>(nameof(ReceivedCount));

        public int ReceivedBytes => Get<int>(nameof(ReceivedBytes));

        public string Received => Get<string>(nameof(Received));

        /// <summary>The numbers that have come, in the order in which they came.</summary>
        public IEnumerable<int> Numbers => Received.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part.Split('=')[1], null));

        /// <summary>Waits until something is so.</summary>
        public static void Until(Func<bool> condition, string what)
        {
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    Thread.Sleep(1);
                    return condition();
                },
                s_patience), what);
        }

        public void UntilConnected() => Until(() => IsConnected, "not connected");

        public void UntilReceived(int count) => Until(() => ReceivedCount >= count, "did not come");

        public void UntilPublished(int count) => Until(() => Published >= count, "not published");

        public void Subscribe(string filter, int qos = 1, bool streams = false) => Call("Subscribe", filter, qos, streams);

        public void Unsubscribe(string filter) => Call("Unsubscribe", filter);

        public void SubscribeSequence(string filter, int qos) => Call("SubscribeSequence", filter, qos);

        public void Publish(string topic, int qos, int count, int tasks) => Call("Publish", topic, qos, count, tasks);

        public void PublishText(string topic, string text, int qos, bool retain = false) => Call("PublishText", topic, text, qos, retain);

        /// <summary>Ends it: with a farewell, or as a crash does.</summary>
        public void Stop(bool politely = true)
        {
            if (!_isStopped)
            {
                _isStopped = true;
                Assert.Null(Call("Stop", politely));
            }
        }

        public void Dispose()
        {
            Stop(politely: false);

            if (Interlocked.Decrement(ref s_running) == 0)
            {
                Until(() => DeviceSockets.Open == 0, "a socket is still open");
            }
        }

        private static Type Load()
        {
            Profiler.HeapLimit = DeviceHeap;
            string path = typeof(DeviceClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "DeviceTests").Value!;
            return Profiler.Load(Path.GetFullPath(path)).GetType("UAsyncio.Nano.Tests.Mqtt.HostMqttClient", throwOnError: true)!;
        }

        private T Get<T>(string name) => (T)s_type.GetProperty(name)!.GetValue(_client)!;

        private object? Call(string name, params object?[] arguments) => s_type.GetMethod(name)!.Invoke(_client, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
