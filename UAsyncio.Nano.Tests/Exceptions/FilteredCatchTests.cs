using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>What a <c>catch … when</c> that was chosen may do: each case in a plain method and in a coroutine.</summary>
    [TestClass]
    public class FilteredCatchTests
    {
        [TestMethod]
        public void Rethrow_in_a_filtered_catch_throws_the_same()
        {
            ArgumentException thrown = new ArgumentException("same");
            Assert.AreSame(thrown, Expect.Throws(typeof(ArgumentException), () => Plain(thrown)));
            Assert.AreSame(thrown, Expect.Throws(typeof(ArgumentException), () => Loop.Run(Async(thrown))));

            static void Plain(Exception exception)
            {
                try
                {
                    Filter.Throw(exception);
                }
                catch (ArgumentException) when (Filter.Is(1, true))
                {
                    try
                    {
                        Filter.Throw(new InvalidOperationException());
                    }
                    catch (InvalidOperationException e) when (e.Message != null)
                    {
                        Filter.Log += e.Message.Length;
                    }

                    throw;
                }
            }

            static async Coroutine Async(Exception exception)
            {
                try
                {
                    await Coroutine.Yield();
                    Filter.Throw(exception);
                }
                catch (ArgumentException) when (Filter.Is(1, true))
                {
                    try
                    {
                        await Coroutine.Yield();
                        Filter.Throw(new InvalidOperationException());
                    }
                    catch (InvalidOperationException e) when (e.Message != null)
                    {
                        await Coroutine.Yield();
                    }

                    throw;
                }
            }
        }

        [TestMethod]
        public void Loops_go_on_from_a_filtered_catch()
        {
            Assert.AreEqual(10, Plain());
            Assert.AreEqual(10, Loop.RunInt(Async()));

            static int Plain()
            {
                int sum = 0;

                for (int i = 0; i < 6; i++)
                {
                    try
                    {
                        sum += i;
                        Filter.Throw(new ArgumentException("x"));
                    }
                    catch (ArgumentException e) when (i < 4 && e.Message == "x")
                    {
                        continue;
                    }
                    catch (ArgumentException) when (i == 4)
                    {
                        break;
                    }
                    finally
                    {
                        Filter.Log += i;
                    }

                    return -1;
                }

                return sum;
            }

            static async Coroutine<int> Async()
            {
                int sum = 0;

                for (int i = 0; i < 6; i++)
                {
                    try
                    {
                        sum += i;
                        await Give.ThrowLater("x");
                    }
                    catch (ArgumentException e) when (i < 4 && e.Message == "x")
                    {
                        await Coroutine.Yield();
                        continue;
                    }
                    catch (ArgumentException) when (i == 4)
                    {
                        break;
                    }
                    finally
                    {
                        Filter.Log += i;
                    }

                    return -1;
                }

                return sum;
            }
        }
    }
}
