extern alias device;

using Xunit;
using DeviceString = device::UAsyncio.VirtualDevice.Runtime.Calls.String;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    /// <summary>What a search from the end finds on a device: nothing beyond a letter that is not ASCII.</summary>
    public sealed class SearchTests
    {
        [Theory]
        [InlineData("a:b:c", 3)]
        [InlineData("\u00E4b:c", 2)]
        [InlineData("/f\u00F6\u00F6:bar:x", 8)]
        [InlineData("a:\u00E4b", -1)]
        [InlineData("\u00E4:b", -1)]
        [InlineData("<\u8BFB:Async", -1)]
        [InlineData("a:b\u00E4", -1)]
        [InlineData("abc", -1)]
        public void A_search_from_the_end_gets_over_no_letter_that_is_not_ASCII(string text, int index)
        {
            Assert.Equal(index, DeviceString.LastIndexOf(text, ':'));
            Assert.Equal(index, DeviceString.LastIndexOfAny(text, [':', '?']));
        }
    }
}
