extern alias device;

using System;
using System.Reflection;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    /// <summary>What device code is answered by members that it calls on desktop .NET's own types.</summary>
    [Collection("device")]
    public sealed class AnswerTests
    {
        [Theory]
        [InlineData("Strings.Ends", "ab;b;;;xx;A")]
        [InlineData("Times.Around", "True;-9223372036854775808;-2;1")]
        [InlineData("Times.Totals", "False;True;7;1.5")]
        [InlineData("Times.Days", "24:00:00;-24:00:00.5000000;1.00:00:01;2.00:00:00")]
        [InlineData("Times.Formats", "2026-03-04T05:06:07K;zzz FFF gg;005 Wednesday AM 5;Wednesday, 04 March 2026 05:06;03/04/2026 05:06:07;at 5h 080;2026-03-04T05:06:07.0800000Z")]
        public void Device_code_is_answered_as_on_a_device(string method, string answer)
        {
            string[] names = method.Split('.');
            MethodInfo called = DeviceAppFixture.Load().GetType("DeviceApp." + names[0], true)!.GetMethod(names[1])!;
            Assert.Equal(answer, called.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null));
        }

        [Fact]
        public void A_seed_changes_nothing()
        {
            byte[] first = new byte[16];
            byte[] second = new byte[16];
            new device::System.Random(5).NextBytes(first);
            new device::System.Random(5).NextBytes(second);
            Assert.NotEqual(first, second);
        }
    }
}
