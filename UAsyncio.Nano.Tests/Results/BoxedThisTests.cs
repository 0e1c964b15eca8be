using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>That a struct's method which is called through an interface, a delegate, <c>using</c> or Object can assign <c>this</c>.</summary>
    [TestClass]
    public class BoxedThisTests
    {
        private delegate void Change();

        private interface ICount
        {
            int Value { get; }

            void Set(int value);

            void Clear();
        }

        [TestMethod]
        public void Interface_method_assigns_this()
        {
            ICount count = new Count(3);
            count.Set(5);
            Assert.AreEqual(5, count.Value);
            Assert.AreEqual("5", ((Count)count).Text);
            count.Clear();
            Assert.AreEqual(0, count.Value);
            Assert.IsNull(((Count)count).Text);
        }

        [TestMethod]
        public void Delegate_and_method_of_Object_assign_this()
        {
            Change change = new Count(3).Twice;
            change();
            Assert.AreEqual(6, ((Count)change.Target).Value);
            object count = new Count(4);
            Assert.AreEqual("4", count.ToString());
            Assert.AreEqual(0, ((Count)count).Value);
        }

        [TestMethod]
        public void Method_that_is_called_directly_assigns_this()
        {
            Count count = new Count(3);
            count.Set(5);
            count.Twice();
            Assert.AreEqual(10, count.Value);
            count.Clear();
            Assert.AreEqual(0, count.Value);
        }

        [TestMethod]
        public void Using_in_a_coroutine_disposes_of_a_struct_that_assigns_this()
        {
            Assert.AreEqual(17, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Count.Disposed = 0;

                using (Count count = new Count(7))
                {
                    await Coroutine.Yield();
                }

                return Count.Disposed;
            }
        }

        private struct Count : ICount, IDisposable
        {
            public static int Disposed;

            public string Text;
            private long _value;

            public Count(int value)
            {
                _value = value;
                Text = value.ToString();
            }

            public int Value => (int)_value;

            public void Set(int value)
            {
                this = new Count(value);
            }

            public void Clear()
            {
                this = default;
            }

            public void Twice()
            {
                Count other = this;
                other._value *= 2;
                this = other;
            }

            public void Dispose()
            {
                Disposed += Value;
                this = new Count(10);
                Disposed += Value;
            }

            public override string ToString()
            {
                string text = Text;
                this = default;
                return text;
            }
        }
    }
}
