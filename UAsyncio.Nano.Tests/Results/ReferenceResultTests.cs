using System.Collections;
using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Language;

namespace UAsyncio.Nano.Tests.Results
{
    [TestClass]
    public class ReferenceResultTests
    {
        [TestMethod]
        public void Arrays_come_back()
        {
            Assert.AreEqual(12, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                byte[] bytes = await Bytes();
                return bytes[1] + (await Pairs())[0].B + (await Jagged())[0][1] + (await Texts())[1].Length;
            }

            static async Coroutine<byte[]> Bytes()
            {
                await Coroutine.Yield();
                return new byte[] { 1, 2 };
            }

            static async Coroutine<Pair[]> Pairs()
            {
                await Coroutine.Yield();
                return new Pair[] { new Pair { B = 3 } };
            }

            static async Coroutine<int[][]> Jagged()
            {
                return new int[][] { new int[] { 0, 4 } };
            }

            static async Coroutine<string[]> Texts()
            {
                return new string[] { "a", "abc" };
            }
        }

        [TestMethod]
        public void Null_results_stay_null()
        {
            Assert.IsTrue((bool)Loop.Run(Body()));

            static async Coroutine<bool> Body()
            {
                return await Give.Later(null) == null && await Give.LaterObject(null) == null && await NoDoubler() == null && await NoBytes() == null;
            }

            static async Coroutine<Doubler> NoDoubler()
            {
                return null;
            }

            static async Coroutine<byte[]> NoBytes()
            {
                await Coroutine.Yield();
                return null;
            }
        }

        [TestMethod]
        public void Object_result_keeps_its_box()
        {
            object box = 5;
            Assert.AreSame(box, Loop.Run(Give.LaterObject(box)));
            Assert.AreEqual(5, Loop.RunInt(Body(box)));

            static async Coroutine<int> Body(object box)
            {
                return (int)await Give.LaterObject(box);
            }
        }

        [TestMethod]
        public void Class_and_interface_results_are_called()
        {
            Assert.AreEqual(18, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return await (await Any()).DoubleAsync(4) + await (await Known()).DoubleAsync(5);
            }

            static async Coroutine<IDoubler> Any()
            {
                await Coroutine.Yield();
                return new Doubler();
            }

            static async Coroutine<Doubler> Known()
            {
                await Coroutine.Yield();
                return new Doubler();
            }
        }

        [TestMethod]
        public void Library_class_and_exception_results_come_back()
        {
            Assert.AreEqual("1x", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return (await List()).Count.ToString() + (await Failure()).Message;
            }

            static async Coroutine<ArrayList> List()
            {
                await Coroutine.Yield();
                return new ArrayList { 3 };
            }

            static async Coroutine<Exception> Failure()
            {
                return new InvalidOperationException("x");
            }
        }

        [TestMethod]
        public void Delegate_result_is_invoked()
        {
            Assert.AreEqual(9, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return await (await Work())(8);
            }

            static async Coroutine<IntWork> Work()
            {
                await Coroutine.Yield();
                return async value => await Give.Later(value) + 1;
            }
        }

        [TestMethod]
        public void Coroutine_result_is_awaited_in_turn()
        {
            Assert.AreEqual(6, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Coroutine<int> inner = await Inner();
                await await Plain();
                return await inner + await await Inner();
            }

            static async Coroutine<Coroutine<int>> Inner()
            {
                await Coroutine.Yield();
                return Give.Later(3);
            }

            static async Coroutine<Coroutine> Plain()
            {
                await Coroutine.Yield();
                return Give.Later("x");
            }
        }
    }
}
