using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class ManyTests
    {
        [TestMethod]
        public void Fifty_awaits_in_one_method_resume_each_at_its_place()
        {
            Assert.AreEqual(1275, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 0;
                sum += await Give.Now(1);
                sum += await Give.Later(2);
                sum += await Give.Later(3);
                sum += await Give.Now(4);
                sum += await Give.Later(5);
                sum += await Give.Later(6);
                sum += await Give.Now(7);
                sum += await Give.Later(8);
                sum += await Give.Later(9);
                sum += await Give.Now(10);
                sum += await Give.Later(11);
                sum += await Give.Later(12);
                sum += await Give.Now(13);
                sum += await Give.Later(14);
                sum += await Give.Later(15);
                sum += await Give.Now(16);
                sum += await Give.Later(17);
                sum += await Give.Later(18);
                sum += await Give.Now(19);
                sum += await Give.Later(20);
                sum += await Give.Later(21);
                sum += await Give.Now(22);
                sum += await Give.Later(23);
                sum += await Give.Later(24);
                sum += await Give.Now(25);
                sum += await Give.Later(26);
                sum += await Give.Later(27);
                sum += await Give.Now(28);
                sum += await Give.Later(29);
                sum += await Give.Later(30);
                sum += await Give.Now(31);
                sum += await Give.Later(32);
                sum += await Give.Later(33);
                sum += await Give.Now(34);
                sum += await Give.Later(35);
                sum += await Give.Later(36);
                sum += await Give.Now(37);
                sum += await Give.Later(38);
                sum += await Give.Later(39);
                sum += await Give.Now(40);
                sum += await Give.Later(41);
                sum += await Give.Later(42);
                sum += await Give.Now(43);
                sum += await Give.Later(44);
                sum += await Give.Later(45);
                sum += await Give.Now(46);
                sum += await Give.Later(47);
                sum += await Give.Later(48);
                sum += await Give.Now(49);
                sum += await Give.Later(50);
                return sum;
            }
        }

        [TestMethod]
        public void Awaits_of_different_kinds_share_one_method()
        {
            Assert.AreEqual("1 x True 3 object", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                await Coroutine.Yield();
                string text = (await Give.Later(1)).ToString();
                await Coroutine.Delay(1);
                text += " " + await Give.Later("x");
                text += await Give.Later(true) ? " True" : " False";
                Awaitable any = Give.Later(2);
                await any;
                Coroutine plain = Give.Later("unused");
                await plain;
                text += " " + await Give.Now(3);
                return text + " " + (string)await Give.LaterObject("object");
            }
        }

        [TestMethod]
        public void Thousand_awaits_in_a_loop_end()
        {
            Assert.AreEqual(499500, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 0;

                for (int i = 0; i < 1000; i++)
                {
                    sum += await Give.Later(i);
                }

                return sum;
            }
        }

        [TestMethod]
        public void Long_way_of_calls_brings_the_result_back()
        {
            Assert.AreEqual(15, Loop.RunInt(A()));

            static async Coroutine<int> A()
            {
                return 1 + await B();
            }

            static async Coroutine<int> B()
            {
                int value = await C();
                return 2 + value;
            }

            static async Coroutine<int> C()
            {
                await Coroutine.Yield();
                return await D() + 3;
            }

            static Coroutine<int> D()
            {
                return E();
            }

            static async Coroutine<int> E()
            {
                try
                {
                    return 4 + await Give.Later(5);
                }
                finally
                {
                    await Coroutine.Yield();
                }
            }
        }

        [TestMethod]
        public void Fourteen_tasks_interleave_without_mixing_their_state()
        {
            Assert.AreEqual(91 * 11, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Coroutine<int>[] tasks = new Coroutine<int>[14];

                for (int i = 0; i < tasks.Length; i++)
                {
                    tasks[i] = EventLoop.Current.CreateTask(Work(i));
                }

                int sum = 0;

                foreach (Coroutine<int> task in tasks)
                {
                    sum += await task;
                }

                return sum;
            }

            static async Coroutine<int> Work(int number)
            {
                int sum = number;

                for (int i = 0; i < 10; i++)
                {
                    sum += await Give.Later(number);
                }

                return sum;
            }
        }
    }
}
