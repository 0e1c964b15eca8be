using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    /// <summary>Structs that an expression leaves in several places are several.</summary>
    [TestClass]
    public class StructCopyTests
    {
        private static Point s_stored;
        private static Point s_other;

        private struct Point
        {
            public int X;

            public Point(int x)
            {
                X = x;
            }

            public static Point operator ++(Point point)
            {
                point.X += 10;
                return point;
            }

            public int Next()
            {
                return ++X;
            }
        }

        [TestMethod]
        public void Assignments_in_a_row_leave_copies()
        {
            Point first = new Point(1);
            Point second;
            Point third = second = first;
            second.X = 2;
            third.X = 3;
            Assert.AreEqual(1, first.X);
            Assert.AreEqual(2, second.X);
            s_stored = s_other = third;
            s_other.X = 4;
            Assert.AreEqual(3, s_stored.X);
            Assert.AreEqual(4, (first = second = new Point(3)).Next());
            Assert.AreEqual(3, first.X);
            first = second = second.X == 3 ? third : s_other;
            first.X = 9;
            Assert.AreEqual(3, second.X);
        }

        [TestMethod]
        public void What_an_operator_does_to_its_operand_is_not_done_to_what_was_before()
        {
            Point point = new Point(1);
            Point before = point++;
            Assert.AreEqual(1, before.X);
            Assert.AreEqual(11, point.X);
            Point after = ++point;
            after.X = 0;
            Assert.AreEqual(21, point.X);
            Point[] points = new Point[1];
            before = points[0]++;
            Assert.AreEqual(0, before.X);
            Assert.AreEqual(10, points[0].X);
        }

        [TestMethod]
        public void What_a_method_does_to_an_argument_is_not_done_to_what_was_assigned()
        {
            Point point;
            Assert.AreEqual(1001, Add(point = new Point(1)));
            Assert.AreEqual(1, point.X);
            Assert.AreEqual(1, Kept(point));
        }

        [TestMethod]
        public void A_struct_that_a_coroutine_gives_is_copied_too()
        {
            Assert.AreEqual(305, Loop.RunInt(CopiedAsync()));
        }

        private static async Coroutine<int> CopiedAsync()
        {
            Point second;
            Point first = second = await LaterAsync(3);
            first.X = 5;
            return Add(second = await LaterAsync(second.X)) * 0 + (second.X * 100) + first.X;
        }

        private static async Coroutine<Point> LaterAsync(int x)
        {
            await Coroutine.Yield();
            return new Point(x);
        }

        private static int Add(Point point)
        {
            point.X += 1000;
            return point.X;
        }

        private static int Kept(Point point)
        {
            Point kept = point;
            point.X = 10;
            return kept.X;
        }
    }
}
