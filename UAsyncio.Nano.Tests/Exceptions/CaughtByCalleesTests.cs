using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>An exception goes on though what a finally block calls catches another one far inside.</summary>
    [TestClass]
    public class CaughtByCalleesTests
    {
        private static bool s_isEqual;

        [TestMethod]
        public void Methods_that_call_each_other_let_the_exception_go_on_whichever_is_called()
        {
            // One of them was looked at before the other.
            Assert.AreEqual("caught caught InvalidOperationException", Inside.Run(() => CallEven()));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => CallOdd()));

            static void CallEven()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                finally
                {
                    Even(2);
                }
            }

            static void CallOdd()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                finally
                {
                    Odd(1);
                }
            }
        }

        [TestMethod]
        public void What_the_runtime_calls_back_lets_the_exception_go_on()
        {
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Compare()));
            Assert.AreEqual("caught InvalidOperationException", Inside.Run(() => Format()));

            static void Compare()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                finally
                {
                    s_isEqual = Equals(new Catches(), new Catches());
                }
            }

            static void Format()
            {
                try
                {
                    Inside.ThrowIf(true);
                }
                finally
                {
                    s_isEqual = string.Format("{0}", new Catches()).Length == 0;
                }
            }
        }

        private static void Even(int n)
        {
            if (n > 0)
            {
                Odd(n - 1);
            }

            Inside.CatchInside();
        }

        private static void Odd(int n)
        {
            if (n > 0)
            {
                Even(n - 1);
            }
        }

        private sealed class Catches
        {
            public override bool Equals(object obj)
            {
                Inside.CatchInside();
                return true;
            }

            public override int GetHashCode()
            {
                return 0;
            }

            public override string ToString()
            {
                Inside.CatchInside();
                return string.Empty;
            }
        }
    }
}
