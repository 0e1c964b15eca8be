using System;
using System.Linq;
using System.Reflection;
using UAsyncio.NanoProfile;
using UAsyncio.VirtualDevice.Heap;

namespace UAsyncio.Benchmarks
{
    /// <summary>What objects of the device take on its heap. The device code does not know of it: fields are found by reflection.</summary>
    public static class HeldBytes
    {
        // Measured on nanoFramework's interpreter: a thread asleep in its first method, and each further frame.
        private const int Thread = 708;
        private const int Frame = 204;
        private const int Delegate = 36;
        private const int Socket = 120;
        private const int NetworkStream = 96;
        private const int ThreadConnection = 48;

        // Below NetworkStream.Read: itself, Socket.Receive and the native call.
        private const int FramesOfRead = 3;

        // Socket.Accept and the native call.
        private const int FramesOfAccept = 2;

        // Below the library's Sleep: WaitHandle.WaitOne.
        private const int FramesOfSleep = 1;

        // What connections have in common: reached from each, and there once.
        private static readonly string[] s_shared =
        [
            "UAsyncio.Nano.EventLoop", "UAsyncio.Nano.EventQueue", "UAsyncio.Nano.DelayAwaitable", "UAsyncio.Nano.YieldAwaitable",
            "UAsyncio.Nano.Net.TcpServer", "UAsyncio.Nano.Net.AcceptOperation",
            "UAsyncio.Nano.Http.HttpServer", "UAsyncio.Nano.Http.HttpServerOptions", "Benchmarks.Device.HostPoller",
        ];

        /// <summary>The queues of a loop of the default length, and a suspended coroutine without locals.</summary>
        public static (int Queue, int Coroutine) OfScheduler()
        {
            DeviceCode.Call("SchedulerBenchmarks", "Hold");
            object[] held = (object[])DeviceCode.Held;
            object queue = FieldOfType(held[0], "UAsyncio.Nano.EventQueue");
            return (
                NanoHeap.GraphOf(queue, o => o.GetType() != queue.GetType() && o is not Array).Bytes,
                NanoHeap.GraphOf(held[1], IsShared).Bytes);
        }

        /// <summary>What the device code has put aside, with what it leads to, without buffers.</summary>
        public static int OfHeld() => NanoHeap.GraphOf(DeviceCode.Held, IsSharedOrBuffer).Bytes;

        /// <summary>A connection of the server that the device code has put aside, with its coroutine, without buffers.</summary>
        public static NanoHeapGraph OfConnection() => NanoHeap.GraphOf(Connection(), IsSharedOrBuffer);

        /// <summary>The buffers of that connection.</summary>
        public static int OfBuffers() => NanoHeap.GraphOf(Connection(), IsShared).Bytes - OfConnection().Bytes;

        /// <summary>A thread that waits in NetworkStream.Read, so many device methods deep, with its connection, without buffers.</summary>
        public static int OfThread(int frames)
        {
            return Thread + ((frames - 1 + FramesOfRead) * Frame) + Delegate + ThreadConnection + Socket + NetworkStream;
        }

        /// <summary>A program with an HTTP server for so many connections and none of them there: all that static fields hold, and its thread that sleeps.</summary>
        public static long OfServer(int connections)
        {
            int frames = 0;
            DeviceCode.OnSleep = () => frames = Math.Max(frames, Profiler.CallDepth);
            DeviceCode.Call(ServerOperations.LibraryHttp, "Empty", connections);
            DeviceCode.OnSleep = null;
            return Thread + ((frames - 1 + FramesOfSleep) * Frame) + Profiler.LiveBytes;
        }

        /// <summary>A program with a thread that accepts, two methods deep, and no connection.</summary>
        public static int OfThreadServer() => Thread + ((1 + FramesOfAccept) * Frame) + Socket;

        /// <summary>An MQTT client that is connected and has nothing to do, with its coroutines, buffers and options, but without its stream.</summary>
        public static NanoHeapGraph OfMqttClient()
        {
            NanoHeapGraph? graph = null;
            DeviceCode.OnSleep = () =>
            {
                graph = NanoHeap.GraphOf(DeviceCode.Held, o => IsShared(o) || o.GetType().FullName == "UAsyncio.Nano.Net.AsyncStream");
            };
            DeviceCode.Call("MqttBenchmarks", "Idle");
            DeviceCode.OnSleep = null;
            return graph!;
        }

        private static object Connection()
        {
            // An HTTP server has the one that keeps the connections.
            object server = DeviceCode.Held;
            server = server.GetType().GetField("_server", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(server) ?? server;
            return ((Array)Field(server, "_connections").GetValue(server)!).Cast<object?>().First(t => t != null)!;
        }

        private static bool IsShared(object target) => target is System.Delegate or Type || s_shared.Contains(target.GetType().FullName);

        private static bool IsSharedOrBuffer(object target) => target is byte[] || IsShared(target);

        private static object FieldOfType(object target, string typeName)
        {
            return target.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .First(f => f.FieldType.FullName == typeName).GetValue(target)!;
        }

        private static FieldInfo Field(object target, string name)
        {
            for (Type? type = target.GetType(); type != null; type = type.BaseType)
            {
                if (type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is { } field)
                {
                    return field;
                }
            }

            throw new MissingFieldException(target.GetType().FullName, name);
        }
    }
}
