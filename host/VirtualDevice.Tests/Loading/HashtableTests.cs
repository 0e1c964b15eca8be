extern alias device;

using System;
using Xunit;
using DictionaryEntry = device::System.Collections.DictionaryEntry;
using Hashtable = device::System.Collections.Hashtable;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    /// <summary>A Hashtable has the order of a device's, as it was found on nf-interpreter, and compares keys as that does.</summary>
    public sealed class HashtableTests
    {
        [Fact]
        public void Order_is_a_device_s()
        {
            Hashtable table = new();
            string[] names = ["name", "value", "x", "Äpfel", "a longer text", "", "type", "target", "invocationId", "arguments", "b", "c", "d", "e", "f"];

            for (int i = 0; i < names.Length; i++)
            {
                table[names[i]] = i;
            }

            Assert.Equal("a longer text=4 e=13 value=1 target=7 arguments=9 d=12 invocationId=8 f=14 c=11 Äpfel=3 x=2 b=10 name=0 type=6 =5", Show(table));
            table.Remove("x");
            table.Remove("b");
            table["new"] = 5;
            Assert.Equal("a longer text=4 e=13 value=1 target=7 arguments=9 d=12 invocationId=8 new=5 f=14 c=11 Äpfel=3 name=0 type=6 =5", Show(table));
            Assert.Equal("value=1 d=12 a longer text=4 e=13 invocationId=8 new=5 target=7 Äpfel=3 name=0 type=6 c=11 arguments=9 =5 f=14", Show((Hashtable)table.Clone()));
        }

        [Fact]
        public void Numbers_have_the_hash_codes_of_a_device()
        {
            object[] keys = [(short)-3, 'q', 5L, (byte)5, 5, true, 2.5, 1.5f, (sbyte)-1, -1L, uint.MaxValue, (ushort)65535];
            Hashtable table = new();

            for (int i = 0; i < keys.Length; i++)
            {
                table[keys[i]] = i + 1;
            }

            Assert.Equal("-3=1 4294967295=11 -1=9 q=2 65535=12 5=5 True=6 5=4 -1=10 1.5=8 5=3 2.5=7", Show(table));
        }

        [Fact]
        public void Objects_are_equal_as_keys_when_they_are_one()
        {
            Hashtable table = new();
            Key key = new();
            table.Add(key, 1);
            table.Add(new Key(), 2);
            Assert.Equal(2, table.Count);
            Assert.Equal(1, table[key]);
            Assert.Null(table[new Key()]);
            Assert.Throws<ArgumentException>(() => table.Add(key, 3));
        }

        [Fact]
        public void A_read_in_which_a_device_crashes_says_so()
        {
            Hashtable table = new();
            table[0] = 1;
            table.Remove(0);
            Assert.False(table.Contains(0));
            Assert.Contains("crashes", Assert.Throws<NotSupportedException>(() => table[0]).Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Null_keys_and_a_change_under_a_loop_are_refused_as_there()
        {
            Hashtable table = new() { ["key"] = 1 };
            Assert.Throws<NullReferenceException>(() => table.Add(null, 1));
            Assert.Throws<NullReferenceException>(() => table.Contains(null));
            Assert.Throws<ArgumentNullException>(() => table[null]);
            Assert.Throws<ArgumentNullException>(() => table.Remove(null));
            System.Collections.IEnumerator entries = table.GetEnumerator();
            table["other"] = 2;
            Assert.Throws<InvalidOperationException>(() => entries.MoveNext());
        }

        private static string Show(Hashtable table)
        {
            string text = string.Empty;

            foreach (DictionaryEntry entry in table)
            {
                text += " " + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Key}={entry.Value}");
            }

            return text[1..];
        }

        private sealed class Key
        {
            public override bool Equals(object? obj) => obj is Key;

            public override int GetHashCode() => 3;
        }
    }
}
