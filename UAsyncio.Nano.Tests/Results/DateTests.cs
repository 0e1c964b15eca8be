using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>Times, where a device does not do what .NET's documentation says.</summary>
    [TestClass]
    public class DateTests
    {
        [TestMethod]
        public void Times_are_of_the_years_from_1601_to_3000()
        {
            Assert.AreEqual(504911232000000000L, DateTime.MinValue.Ticks);
            Assert.AreEqual(504911232000000000L, default(DateTime).Ticks);
            Assert.AreEqual(946708127999999999L, DateTime.MaxValue.Ticks);
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => new DateTime(0));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => new DateTime(3001, 1, 1));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => DateTime.FromUnixTimeSeconds(-1));
        }

        [TestMethod]
        public void Day_behind_the_months_end_is_of_the_next()
        {
            Assert.AreEqual("2021-03-01", new DateTime(2021, 2, 29).ToString("yyyy-MM-dd"));
            Assert.AreEqual(0, DateTime.DaysInMonth(2020, 13));
        }

        [TestMethod]
        public void Formats_that_are_none_are_argument_errors()
        {
            DateTime time = new DateTime(2020, 2, 29, 13, 4, 5, 67);
            Assert.AreEqual("2020-02-29T13:04:05.0670000Z", time.ToString("o"));
            Assert.AreEqual("02/29/2020 13:04:05", time.ToString());
            Assert.AreEqual("2020-02-29T13:04:05.067Z", time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
            Assert.AreEqual("29.02.20", string.Format("{0:dd.MM.yy}", time));
            Assert.ThrowsException(typeof(ArgumentException), () => time.ToString("q"));
        }

        [TestMethod]
        public void Texts_of_four_formats_are_read()
        {
            DateTime time = new DateTime(2020, 1, 2, 3, 4, 5);
            Assert.AreEqual(time.Ticks, DateTime.Parse("2020-01-02 03:04:05Z").Ticks);
            Assert.AreEqual(time.Ticks, DateTime.Parse("2020-01-02T03:04:05+02:00").Ticks);
            Assert.AreEqual(time.Ticks, DateTime.Parse("Thu, 02 Jan 2020 03:04:05 GMT").Ticks);
            Assert.AreEqual(time.Ticks + 123, DateTime.Parse("2020-01-02T03:04:05.123").Ticks);
            Assert.ThrowsException(typeof(FormatException), () => DateTime.Parse("2020-01-02"));
            Assert.ThrowsException(typeof(FormatException), () => DateTime.Parse("01/02/2020 03:04:05"));
            Assert.IsFalse(DateTime.TryParse("2020-01-02 03:04:05", out _));
        }
    }
}
