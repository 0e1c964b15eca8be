using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class AssignmentTests
    {
        private static string s_log;
        private static int s_count;

        private static int Property { get; set; }

        private static int[] Numbers { get; } = new int[] { 10, 20, 30 };

        [TestMethod]
        public void Compound_assignment_of_a_local_reads_it_first()
        {
            Assert.AreEqual(23, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 1;
                sum += await Give.Later(2);
                sum *= await Give.Later(8);
                sum -= await Give.Now(1);
                return sum;
            }
        }

        [TestMethod]
        public void Compound_assignment_of_array_field_and_property_awaits()
        {
            Assert.AreEqual(25 + 7 + 103, Loop.RunInt(Body()));

            async Coroutine<int> Body()
            {
                int[] values = new int[] { 10, 20 };
                values[1] += await Give.Later(5);
                s_count = 3;
                s_count += await Give.Later(4);
                Property = 100;
                Property += await Give.Later(3);
                return values[1] + s_count + Property;
            }
        }

        [TestMethod]
        public void Compound_assignment_evaluates_its_target_once()
        {
            Assert.AreEqual("ti", Loop.RunText(Body()));
            Assert.AreEqual(23, Numbers[1]);

            async Coroutine<string> Body()
            {
                s_log = string.Empty;
                Target()[Index()] += await Give.Later(3);
                return s_log;
            }

            int[] Target()
            {
                s_log += "t";
                return Numbers;
            }

            int Index()
            {
                s_log += "i";
                return 1;
            }
        }

        [TestMethod]
        public void Struct_field_in_an_array_is_added_to_across_an_await()
        {
            Assert.AreEqual(9, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair[] pairs = new Pair[2];
                pairs[1].B = 4;
                pairs[1].B += await Give.Later(5);
                return pairs[1].B;
            }
        }

        [TestMethod]
        public void Increment_and_decrement_work_around_awaits()
        {
            Assert.AreEqual("0 1 2 1", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                int i = 0;
                string text = await Give.Later(i++) + " " + await Give.Later(i);
                return text + " " + await Give.Later(++i) + " " + await Give.Later(--i);
            }
        }
    }
}
