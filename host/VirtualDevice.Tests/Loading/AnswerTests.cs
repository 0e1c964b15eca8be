extern alias device;

using System;
using System.Collections.Generic;
using System.Reflection;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    /// <summary>What device code is answered by members that it calls on desktop .NET's own types.</summary>
    public sealed class AnswerTests
    {
        [Theory]
        [InlineData("Strings.Ends", "ab;b;;;xx;A;dc1")]
        [InlineData("Times.Around", "True;-9223372036854775808;-2;1")]
        [InlineData("Times.Totals", "False;True;7;1.5")]
        [InlineData("Times.Days", "24:00:00;-24:00:00.5000000;1.00:00:01;2.00:00:00")]
        [InlineData("Times.Formats", "2026-03-04T05:06:07K;zzz FFF gg;005 Wednesday AM 5;Wednesday, 04 March 2026 05:06;03/04/2026 05:06:07;at 5h 080;2026-03-04T05:06:07.0800000Z")]
        [InlineData("Strings.Spaces", "4;4;6;3;b c;axb")]
        [InlineData("Strings.Orders", "-1;-1;1")]
        [InlineData(
            "Strings.Messages",
            "Value does not fall within the expected range.;Value does not fall within the expected range. (Parameter 'x');Value cannot be null.;Value does not fall within the expected range.;Value does not fall within the expected range.;Exception was thrown: System.ArgumentOutOfRangeException;Exception was thrown: System.ArgumentOutOfRangeException")]
        [InlineData("Strings.Builder", "ab;32767;ArgumentOutOfRangeException;ArgumentOutOfRangeException;NullReferenceException")]
        [InlineData("Strings.Searches", "-1;-1;2;-1;1;-1")]
        [InlineData("Strings.Halves", "4;55357;65533;65533")]
        [InlineData("Strings.Guids", "True;6f9619ff-8b86-d011-b42d-00c04fc964ff;ArgumentException;ArgumentOutOfRangeException;NullReferenceException;True;-2;36")]
        [InlineData("Strings.Hashes", "739719564;739719564;0;1026997114;0")]
        [InlineData("Strings.Nulls", "Exception was thrown: System.ArgumentNullException;Value cannot be null.;Exception was thrown: System.ArgumentNullException")]
        [InlineData("Strings.Lines", "78;72")]
        [InlineData("Numbers.Single", "123456792;123456792;8388610;2;-4;0;True;123456792;0.1;-2")]
        [InlineData("Delegates.Removal", "ba;a;a;True;ab;b;a;True")]
        [InlineData("Numbers.Edges", "-2147483648;0;NaN;NaN")]
        public void Device_code_is_answered_as_on_a_device(string method, string answer)
        {
            string[] names = method.Split('.');
            MethodInfo called = DeviceAppFixture.Load().GetType("DeviceApp." + names[0], true)!.GetMethod(names[1])!;
            Assert.Equal(answer, called.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null));
        }

        [Fact]
        public void A_string_that_is_null_is_written_as_such()
        {
            List<string> lines = [];
            Device.LineWritten += lines.Add;
            try
            {
                DeviceAppFixture.Load().GetType("DeviceApp.Strings", true)!.GetMethod("Null")!.Invoke(null, null);
            }
            finally
            {
                Device.LineWritten -= lines.Add;
            }

            Assert.Contains("<null>", lines);
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
