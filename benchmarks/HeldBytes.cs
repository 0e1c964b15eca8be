using System;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice.Heap;

namespace UAsyncio.Benchmarks
{
    /// <summary>What objects of the device take on its heap. The device code does not know of it: fields are found by reflection.</summary>
    public static class HeldBytes
    {
        // Measured: a thread asleep, each further frame, a socket, a NetworkStream.
        private const int Thread = 708;
        private const int Frame = 204;
        private const int Socket = 120;
        private const int NetworkStream = 96;

        // What connections have in common: reached from each, and there once.
        private static readonly string[] s_shared =
        [
            "UAsyncio.Nano.EventLoop", "UAsyncio.Nano.EventQueue", "UAsyncio.Nano.DelayAwaitable", "UAsyncio.Nano.YieldAwaitable",
            "UAsyncio.Nano.Http.HttpServer", "UAsyncio.Nano.Http.HttpServerOptions", "Benchmarks.Device.HostPoller",
        ];

        /// <summary>Gets what a thread for a connection takes: asleep in a Read two calls deep, with its socket and stream.</summary>
        public static int OfThread => Thread + (2 * Frame) + Socket + NetworkStream;

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

        /// <summary>A connection of the HTTP server that waits for its next request: its objects, and its read buffer apart.</summary>
        public static (NanoHeapGraph Graph, int Buffer) OfHttpConnection()
        {
            (NanoHeapGraph, int)? weighed = null;
            ServerOperations.HttpRequest(() => weighed ??= Weigh(DeviceCode.Held));
            return weighed ?? throw new InvalidOperationException("No connection has waited.");
        }

        private static (NanoHeapGraph Graph, int Buffer) Weigh(object server)
        {
            Array tasks = (Array)Field(server, "_connections").GetValue(server)!;
            object task = tasks.Cast<object?>().First(t => t != null)!;
            NanoHeapGraph all = NanoHeap.GraphOf(task, IsShared);
            NanoHeapGraph without = NanoHeap.GraphOf(task, o => IsShared(o) || o is byte[]);
            return (without, all.Bytes - without.Bytes);
        }

        private static bool IsShared(object target) => target is Delegate or Type || s_shared.Contains(target.GetType().FullName);

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
