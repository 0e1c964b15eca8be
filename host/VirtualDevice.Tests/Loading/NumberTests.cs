extern alias device;

using device::UAsyncio.VirtualDevice.Runtime;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    /// <summary>
    /// Floats as a device's printf writes them, in its own double arithmetic. What is expected comes from nf-interpreter's nanoprintf, compiled
    /// for 64 bits; compiled for x86 with its wider registers it differs in the last of 17 digits.
    /// </summary>
    public sealed class NumberTests
    {
        [Theory]
        [InlineData(-531.098, 'f', 5, "-531.09800")]
        [InlineData(0.5, 'f', 0, "1")]
        [InlineData(0.001, 'f', 2, "0.00")]
        [InlineData(9.999, 'f', 2, "10.00")]
        [InlineData(99.81637168141593, 'G', 2, "10")]
        [InlineData(202.1857142857142, 'E', 13, "2.0218571428571E+02")]
        [InlineData(23.45, 'G', 19, "23.44999999999999751")]
        [InlineData(1e-7, 'g', 3, "1e-07")]
        public void Printf_writes_what_the_firmware_s_does(double number, char conversion, int precision, string text)
        {
            Assert.Equal(text, PrintedFloat.Print(number, conversion, precision));
        }

        [Theory]
        [InlineData(23.45, "G", "23.449999999999998")]
        [InlineData(1e15, "G", "10000000000000E+15")]
        [InlineData(1234567.891, "G3", "1..23E+06")]
        [InlineData(99.9, "F0", "100")]
        [InlineData(1234.5, "N1", "1,234.5")]
        public void Formats_are_the_firmware_s(double number, string format, string text)
        {
            Assert.Equal(text, NumberFormat.Format(number, format));
        }
    }
}
