using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    [TestClass]
    public class UsingTests
    {
        private static string s_log;
        private static readonly object s_lock = new object();

        [TestMethod]
        public void Using_disposes_after_the_last_await_of_its_block()
        {
            Assert.AreEqual("work dispose:a after", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                s_log = string.Empty;

                using (new Resource("a"))
                {
                    s_log += await Give.Later("work ");
                }

                return s_log + "after";
            }
        }

        [TestMethod]
        public void Using_declarations_dispose_in_reverse_order()
        {
            Assert.AreEqual("x dispose:b dispose:a ", Loop.RunText(Outer()));

            static async Coroutine<string> Outer()
            {
                s_log = string.Empty;
                await Body();
                return s_log;
            }

            static async Coroutine Body()
            {
                using Resource a = new Resource("a");
                await Coroutine.Yield();
                using Resource b = new Resource("b");
                s_log += await Give.Later("x ");
            }
        }

        [TestMethod]
        public void Using_disposes_after_an_exception()
        {
            Assert.AreEqual("dispose:a caught", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                s_log = string.Empty;

                try
                {
                    using (Resource a = new Resource("a"))
                    {
                        await Give.ThrowLater(a.Name);
                    }
                }
                catch (ArgumentException)
                {
                    s_log += "caught";
                }

                return s_log;
            }
        }

        [TestMethod]
        public void Using_of_an_awaited_resource_disposes_it()
        {
            Assert.AreEqual(3, Loop.RunInt(Body()));
            Assert.AreEqual("dispose:xyz ", s_log);

            static async Coroutine<int> Body()
            {
                s_log = string.Empty;

                using (Resource resource = await Open("xyz"))
                {
                    return await Give.Later(resource.Name.Length);
                }
            }

            static async Coroutine<Resource> Open(string name)
            {
                await Coroutine.Yield();
                return new Resource(name);
            }
        }

        [TestMethod]
        public void Using_of_null_disposes_nothing()
        {
            Assert.AreEqual(1, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                using (Resource resource = null)
                {
                    return await Give.Later(1);
                }
            }
        }

        [TestMethod]
        public void Using_of_a_struct_disposes_it()
        {
            Assert.AreEqual("struct", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                s_log = string.Empty;

                using (new StructResource())
                {
                    await Coroutine.Yield();
                }

                return s_log;
            }
        }

        [TestMethod]
        public void Continue_inside_using_in_a_loop_disposes_each_turn()
        {
            Assert.AreEqual("dispose:0 dispose:1 dispose:2 ", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                s_log = string.Empty;

                for (int i = 0; i < 3; i++)
                {
                    using Resource resource = new Resource(i.ToString());

                    if (await Give.Later(i) < 2)
                    {
                        continue;
                    }

                    await Coroutine.Yield();
                }

                return s_log;
            }
        }

        [TestMethod]
        public void Lock_between_awaits_is_released()
        {
            Assert.AreEqual(6, Loop.RunInt(Body()));
            lock (s_lock)
            {
            }

            async Coroutine<int> Body()
            {
                int sum = 0;

                for (int i = 1; i <= 3; i++)
                {
                    int value = await Give.Later(i);

                    lock (s_lock)
                    {
                        sum += value;
                    }

                    await Coroutine.Yield();
                }

                return sum;
            }
        }

        [TestMethod]
        public void Lock_is_released_by_return_and_by_an_exception()
        {
            Assert.AreEqual(4, Loop.RunInt(Body(true)));
            Assert.AreEqual(-4, Loop.RunInt(Body(false)));

            async Coroutine<int> Body(bool returns)
            {
                int value = await Give.Later(4);

                try
                {
                    lock (s_lock)
                    {
                        if (returns)
                        {
                            return value;
                        }

                        throw new InvalidOperationException();
                    }
                }
                catch (InvalidOperationException)
                {
                    return -await Give.Later(value);
                }
            }
        }

        private struct StructResource : IDisposable
        {
            public void Dispose()
            {
                s_log += "struct";
            }
        }

        private sealed class Resource : IDisposable
        {
            internal readonly string Name;

            internal Resource(string name)
            {
                Name = name;
            }

            public void Dispose()
            {
                s_log += "dispose:" + Name + " ";
            }
        }
    }
}
