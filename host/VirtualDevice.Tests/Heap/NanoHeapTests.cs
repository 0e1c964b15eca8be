extern alias device;

using System;
using System.Collections.Generic;
using System.Threading;
using UAsyncio.VirtualDevice.Heap;
using Xunit;
using ArrayList = device::System.Collections.ArrayList;
using Queue = device::System.Collections.Queue;

namespace UAsyncio.VirtualDevice.Tests.Heap
{
    public sealed class NanoHeapTests
    {
        // Measured on the 32-bit interpreter.
        public static IEnumerable<TheoryDataRow<object, int>> Measured()
        {
            yield return new(new byte[1], 24) { TestDisplayName = "byte[1]" };
            yield return new(new byte[13], 36) { TestDisplayName = "byte[13]" };
            yield return new(new byte[64], 84) { TestDisplayName = "byte[64]" };
            yield return new(new byte[1024], 1044) { TestDisplayName = "byte[1024]" };
            yield return new(new int[8], 60) { TestDisplayName = "int[8]" };
            yield return new(new int[100], 420) { TestDisplayName = "int[100]" };
            yield return new(new object[1], 36) { TestDisplayName = "object[1]" };
            yield return new(new object[8], 120) { TestDisplayName = "object[8]" };
            yield return new(new object[100], 1224) { TestDisplayName = "object[100]" };
            yield return new("12345678", 24) { TestDisplayName = "string of 8" };
            yield return new(new string('x', 32), 48) { TestDisplayName = "string of 32" };
            yield return new("", 24) { TestDisplayName = "empty string" };
            yield return new(5, 24) { TestDisplayName = "boxed int" };
            yield return new(new Exception(), 72) { TestDisplayName = "exception" };
            yield return new(new AutoResetEvent(false), 12) { TestDisplayName = "AutoResetEvent" };
            yield return new(new ArrayList(), 120) { TestDisplayName = "ArrayList" };
            yield return new(new Queue(), 132) { TestDisplayName = "Queue" };
            yield return new(new device::System.IO.MemoryStream(), 408) { TestDisplayName = "MemoryStream" };
            yield return new(new device::System.Net.IPEndPoint(0, 0), 36) { TestDisplayName = "IPEndPoint" };
            yield return new(new device::System.Threading.Thread(() => { }), 708) { TestDisplayName = "thread" };
            yield return new(new device::System.Threading.Timer(_ => { }, null, -1, -1), 132) { TestDisplayName = "Timer" };
            yield return new(new object(), 12) { TestDisplayName = "object" };
            yield return new(new Base(), 36) { TestDisplayName = "two fields" };
            yield return new(new Derived(), 72) { TestDisplayName = "a struct field is a block and an object" };
        }

        [Theory]
        [MemberData(nameof(Measured), DisableDiscoveryEnumeration = true)]
        public void A_size_is_the_measured_one(object target, int bytes)
        {
            Assert.Equal(bytes, NanoHeap.SizeOf(target));
        }

        [Fact]
        public void Reference_arrays_cost_24_and_12_an_element()
        {
            for (int n = 0; n < 50; n++)
            {
                Assert.Equal(24 + (12 * n), NanoHeap.SizeOf(new object[n]));
            }
        }

        [Fact]
        public void A_socket_costs_120()
        {
            device::System.Net.Sockets.Socket socket = Sockets.SocketPair.NewDevice();
            Assert.Equal(120, NanoHeap.SizeOf(socket));
            socket.Close();
        }

        [Fact]
        public void A_delegate_with_a_closure_costs_60()
        {
            int captured = DateTime.UtcNow.Day;
            Action action = () => captured++;
            Assert.Equal(60, NanoHeap.GraphOf(action).Bytes);
        }

        [Fact]
        public void A_graph_counts_each_object_once_and_stops_where_told()
        {
            Node a = new();
            Node b = new() { Next = a, Name = "12345678" };
            a.Next = b;
            NanoHeapGraph graph = NanoHeap.GraphOf(a);
            Assert.Equal((2 * 36) + 24, graph.Bytes);
            Assert.Equal(3, graph.Count);
            Assert.Equal(new NanoHeapEntry(2, 72), graph.Types[typeof(Node).FullName!]);
            Assert.EndsWith("96      3 in all", graph.ToString());

            Assert.Equal(36, NanoHeap.GraphOf(a, o => o == b).Bytes);
        }

        [Fact]
        public void References_in_collections_structs_and_arrays_are_followed()
        {
            ArrayList list = [new Node()];
            Assert.Equal(120 + 36, NanoHeap.GraphOf(list).Bytes);
            Assert.Equal(36 + 36, NanoHeap.GraphOf(new object[] { new Node() }).Bytes);
            Assert.Equal(72 + 24, NanoHeap.GraphOf(new Derived { Pair = { Text = "x" } }).Bytes);
        }

        [Fact]
        public void A_library_type_without_a_figure_is_refused()
        {
            Assert.Throws<NotSupportedException>(() => NanoHeap.SizeOf(new Version(1, 2)));
        }

        private class Base
        {
            public long Number = 1;
            public DateTime Time = DateTime.UnixEpoch;
        }

        private sealed class Derived : Base
        {
            public Pair Pair;
        }

        private struct Pair
        {
            public string? Text;
        }

        private sealed class Node
        {
            public Node? Next;
            public string? Name;
        }
    }
}
