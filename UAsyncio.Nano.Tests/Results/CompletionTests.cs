using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Language;

namespace UAsyncio.Nano.Tests.Results
{
    [TestClass]
    public class CompletionTests
    {
        private static int s_runs;

        [TestMethod]
        public void Awaiting_twice_runs_once_and_gives_the_result_again()
        {
            Assert.AreEqual(14, Loop.RunInt(Body()));
            Assert.AreEqual(1, s_runs);

            async Coroutine<int> Body()
            {
                s_runs = 0;
                Coroutine<int> coroutine = Count(7);
                return await coroutine + await coroutine;
            }
        }

        [TestMethod]
        public void Awaiting_a_failed_coroutine_again_throws_again()
        {
            Assert.AreEqual("xx", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                Coroutine coroutine = Give.ThrowLater("x");
                string text = string.Empty;

                for (int i = 0; i < 2; i++)
                {
                    try
                    {
                        await coroutine;
                    }
                    catch (ArgumentException exception)
                    {
                        text += exception.Message;
                    }
                }

                return text;
            }
        }

        [TestMethod]
        public void Result_of_a_finished_coroutine_is_typed()
        {
            Assert.AreEqual(11, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Coroutine<int> number = Give.Later(4);
                Coroutine<string> text = Give.Later("abc");
                Coroutine<int> now = Give.Now(4);
                await number;
                await text;
                await now;
                return number.Result + text.Result.Length + now.Result;
            }
        }

        [TestMethod]
        public void Result_before_the_end_throws()
        {
            Coroutine<int> cold = Give.Later(1);
            Assert.ThrowsException(typeof(InvalidOperationException), () => Use(cold.Result));

            static void Use(int value)
            {
            }
        }

        [TestMethod]
        public void Run_returns_a_typed_result()
        {
            EventLoop loop = new EventLoop();

            try
            {
                int number = loop.Run(Give.Later(5));
                string text = loop.Run(Give.Later("x"));
                bool flag = loop.Run(Give.Later(true));
                Pair pair = loop.Run(MakePair());
                Assert.AreEqual(5, number);
                Assert.AreEqual("x", text);
                Assert.IsTrue(flag);
                Assert.AreEqual(3, pair.A + pair.B);
            }
            finally
            {
                loop.Close();
            }
        }

        [TestMethod]
        public void CreateTask_keeps_the_type_of_its_coroutine()
        {
            Assert.AreEqual(10, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Coroutine<int> number = EventLoop.Current.CreateTask(Give.Later(4));
                Coroutine<Pair> pair = EventLoop.Current.CreateTask(MakePair(), "pair");
                Coroutine<string> text = EventLoop.Current.CreateTask(Give.Later("abc"));
                return await number + (await pair).A + (await pair).B + (await text).Length;
            }
        }

        [TestMethod]
        public void WaitAsync_hands_over_the_typed_result()
        {
            Assert.AreEqual("5abc", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                int number = await Give.Later(5).WaitAsync(1000);
                Coroutine<string> limited = Give.Later("abc").WaitAsync(1000);
                await Give.Later(1).WaitAsync(1000).WaitAsync(500);
                return number + await limited;
            }
        }

        [TestMethod]
        public void WaitAsync_throws_a_time_out_into_the_catch()
        {
            Assert.AreEqual("time", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                try
                {
                    await Slow().WaitAsync(1);
                }
                catch (TimeoutException)
                {
                    return await Give.Later("time");
                }

                return "not thrown";
            }

            static async Coroutine<int> Slow()
            {
                await Coroutine.Delay(10000);
                return 1;
            }
        }

        [TestMethod]
        public void Coroutine_of_T_is_used_as_a_plain_coroutine()
        {
            Assert.AreEqual("True 5", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                Coroutine plain = Give.Later(5);
                await plain;
                Coroutine<int> typed = (Coroutine<int>)plain;
                object any = typed;
                return (any is Coroutine && plain.IsCompleted && !plain.IsFaulted ? "True " : "False ") + await typed;
            }
        }

        [TestMethod]
        public void Coroutines_stay_in_fields_arrays_and_properties()
        {
            Assert.AreEqual(12, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Holder holder = new Holder { Field = Give.Later(3), Property = Give.Later(4), Many = new Coroutine<int>[2] };
                holder.Many[0] = Give.Now(2);
                holder.Many[1] = holder.Field;
                return await holder.Field + await holder.Property + await holder.Many[0] + await holder.Many[1];
            }
        }

        [TestMethod]
        public void Children_started_early_run_side_by_side()
        {
            Assert.AreEqual("a1 b1 a2 b2 ", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                Log log = new Log();
                Coroutine first = EventLoop.Current.CreateTask(Work("a", log));
                Coroutine second = EventLoop.Current.CreateTask(Work("b", log));
                await first;
                await second;
                return log.Text;
            }

            static async Coroutine Work(string name, Log log)
            {
                log.Text += name + "1 ";
                await Coroutine.Yield();
                log.Text += name + "2 ";
            }
        }

        [TestMethod]
        public void Main_like_use_creates_runs_and_closes()
        {
            Assert.AreEqual(3, Main());

            static int Main()
            {
                EventLoop loop = new EventLoop();
                loop.Run(MainAsync(loop));
                loop.Close();
                return s_done;
            }

            static async Coroutine MainAsync(EventLoop loop)
            {
                s_done = 1;
                await loop.CreateTask(Child());
                s_done++;
            }

            static async Coroutine Child()
            {
                await Coroutine.Delay(1);
                s_done++;
            }
        }

        private static int s_done;

        private static async Coroutine<Pair> MakePair()
        {
            await Coroutine.Yield();
            return new Pair { A = 1, B = 2 };
        }

        private static async Coroutine<int> Count(int value)
        {
            s_runs++;
            await Coroutine.Yield();
            return value;
        }

        private sealed class Log
        {
            internal string Text = string.Empty;
        }

        private sealed class Holder
        {
            internal Coroutine<int> Field;
            internal Coroutine<int>[] Many;

            internal Coroutine<int> Property { get; set; }
        }
    }
}
