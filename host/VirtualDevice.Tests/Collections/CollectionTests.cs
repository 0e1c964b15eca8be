extern alias device;

using System;
using System.Collections;
using System.Linq;
using Xunit;
using ArrayList = device::System.Collections.ArrayList;
using DeviceArray = device::UAsyncio.VirtualDevice.Runtime.Calls.Array;
using Queue = device::System.Collections.Queue;
using Stack = device::System.Collections.Stack;

namespace UAsyncio.VirtualDevice.Tests.Collections
{
    /// <summary>Lists, queues, stacks and arrays as nanoFramework's sources have them.</summary>
    public sealed class CollectionTests
    {
        [Fact]
        public void A_list_grows_by_half()
        {
            ArrayList list = new();
            string capacities = string.Empty;
            for (int i = 0; i < 14; i++)
            {
                list.Add(i);
                capacities += list.Capacity + " ";
            }

            Assert.Equal("4 4 4 4 6 6 9 9 9 13 13 13 13 19 ", capacities);
            list.Capacity = 14;
            Assert.Equal(14, list.Capacity);
            Assert.Throws<ArgumentOutOfRangeException>(() => list.Capacity = 13);
            list.Clear();
            list.Capacity = 0;
            Assert.Equal(4, list.Capacity);
        }

        [Fact]
        public void A_list_that_changes_under_a_loop_is_gone_through_as_it_lies()
        {
            ArrayList list = ["a", "b", "c"];
            string seen = string.Empty;
            foreach (string? each in list)
            {
                seen += each ?? "-";
                list.Remove("a");
            }

            Assert.Equal("ac-", seen);
            Assert.Equal(["b", "c"], list.ToArray());
            ArrayList full = [1, 2, 3, 4];
            IEnumerator entries = full.GetEnumerator();
            full.Add(5);
            full[0] = 9;
            Assert.True(entries.MoveNext());
            Assert.Equal(1, entries.Current);
            Assert.Throws<IndexOutOfRangeException>(() => full.GetEnumerator().Current);
        }

        [Fact]
        public void A_list_answers_like_any_other()
        {
            ArrayList list = [1, "two", null, 4];
            list.Insert(1, 'x');
            list.Insert(5, 6L);
            list.RemoveAt(0);
            Assert.Equal(['x', "two", null, 4, 6L], list.ToArray());
            Assert.Equal(1, list.IndexOf(string.Concat("tw", "o")));
            Assert.Equal(2, list.IndexOf(null));
            Assert.Equal(-1, list.IndexOf(6));
            Assert.True(list.Contains(4));
            Assert.Equal(list.ToArray(), ((ArrayList)list.Clone()).ToArray());
            Assert.Throws<ArgumentOutOfRangeException>(() => list[5]);
            Assert.Throws<ArgumentOutOfRangeException>(() => list.Insert(6, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(-1));
            Assert.Throws<ArgumentOutOfRangeException>(() => list.CopyTo(new object[4]));
            Assert.Throws<NullReferenceException>(() => list.CopyTo(null));
            new ArrayList().CopyTo(null);
            Assert.Throws<InvalidCastException>(() => list.ToArray(typeof(string)));
        }

        [Fact]
        public void A_queue_goes_around()
        {
            Queue queue = new();
            for (int i = 0; i < 3; i++)
            {
                queue.Enqueue(i);
            }

            queue.Dequeue();
            queue.Dequeue();
            for (int i = 3; i < 9; i++)
            {
                queue.Enqueue(i);
            }

            Assert.Equal([2, 3, 4, 5, 6, 7, 8], queue.ToArray().Cast<int>());
            Assert.Equal([2, 3, 4, 5, 6, 7, 8], queue.Cast<int>());
            Assert.Equal(queue.ToArray(), ((Queue)queue.Clone()).ToArray());
            Assert.True(queue.Contains(8));
            Assert.Equal(2, queue.Peek());
            IEnumerator entries = queue.GetEnumerator();
            queue.Dequeue();
            Assert.True(entries.MoveNext());
            Assert.Null(entries.Current);
            Assert.Throws<ArgumentException>(() => queue.CopyTo(new object[5], 0));
            Assert.Throws<ArgumentNullException>(() => queue.CopyTo(null, 0));
            queue.Clear();
            Assert.Throws<InvalidOperationException>(() => queue.Dequeue());
            Assert.Throws<InvalidOperationException>(() => queue.Peek());
        }

        [Fact]
        public void A_stack_gives_the_last_first()
        {
            Stack stack = new();
            for (int i = 0; i < 6; i++)
            {
                stack.Push(i);
            }

            Assert.Equal([5, 4, 3, 2, 1, 0], stack.ToArray().Cast<int>());
            Assert.Equal([5, 4, 3, 2, 1, 0], stack.Cast<int>());
            Assert.Equal(stack.ToArray(), ((Stack)stack.Clone()).ToArray());
            IEnumerator entries = stack.GetEnumerator();
            Assert.Equal(5, stack.Pop());
            Assert.True(entries.MoveNext());
            Assert.Null(entries.Current);
            Assert.Equal(4, stack.Peek());
            Assert.True(stack.Contains(0));
            Assert.False(stack.Contains(5));
            Assert.Throws<ArgumentOutOfRangeException>(() => stack.CopyTo(new object[4], 0));
            stack.Clear();
            Assert.Throws<InvalidOperationException>(() => stack.Pop());
        }

        [Fact]
        public void An_array_is_searched_for_a_number_by_its_bits()
        {
            byte[] bytes = [1, 13, 200];
            Assert.Equal(1, DeviceArray.IndexOf(bytes, 13));
            Assert.Equal(2, DeviceArray.IndexOf(bytes, -56));
            Assert.Equal(-1, DeviceArray.IndexOf(bytes, "13"));
            Assert.Equal(1, DeviceArray.IndexOf(new[] { 'a', 'b' }, 98));
            Assert.Equal(-1, DeviceArray.IndexOf(new[] { 1.5f }, 1.5));
            Assert.Equal(0, DeviceArray.IndexOf(new[] { 1.5f }, 1.5f));
            Assert.Throws<NullReferenceException>(() => DeviceArray.IndexOf(bytes, null));
            Assert.Equal(-1, DeviceArray.IndexOf(Array.Empty<byte>(), null));
            Assert.Equal(-1, DeviceArray.IndexOf(new[] { TimeSpan.Zero }, TimeSpan.Zero));
            Assert.Equal(-1, DeviceArray.IndexOf(new[] { -7L }, -7));
            Assert.Equal(1, DeviceArray.IndexOf(bytes, (byte)13, 0, -1));
        }

        [Fact]
        public void The_same_object_is_found_before_an_equal_one()
        {
            object second = 1;
            Assert.Equal(1, DeviceArray.IndexOf(new object[] { 1, second }, second));
        }

        [Fact]
        public void Of_nothing_nothing_is_checked()
        {
            DeviceArray.Copy(null, 5, null, -1, 0);
            byte[] bytes = [1, 2];
            DeviceArray.Clear(bytes, 0, -1);
            Assert.Equal([0, 0], bytes);
            Assert.Throws<InvalidCastException>(() => DeviceArray.Copy(bytes, new string[2], 2));
            Assert.Throws<ArgumentOutOfRangeException>(() => DeviceArray.Copy(bytes, bytes, -1));
        }

        [Fact]
        public void What_a_comparer_throws_comes_as_it_is()
        {
            Assert.Throws<FormatException>(() => DeviceArray.BinarySearch(new object[] { 1 }, 1, new Broken()));
            InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => DeviceArray.BinarySearch(new object[] { 1 }, 1, null));
            Assert.IsType<NullReferenceException>(e.InnerException);
            Assert.Equal(1, DeviceArray.BinarySearch(new object[] { "a", "c" }, "c", null));
            Assert.Equal(~1, DeviceArray.BinarySearch(new object[] { "a", "c" }, "b", null));
        }

        private sealed class Broken : IComparer
        {
            public int Compare(object? x, object? y) => throw new FormatException();
        }
    }
}
