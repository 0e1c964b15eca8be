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
        public void Device_code_is_answered_as_on_a_device(string method, string answer)
        {
            string[] names = method.Split('.');
            MethodInfo called = DeviceAppFixture.Load().GetType("DeviceApp." + names[0], true)!.GetMethod(names[1])!;
            Assert.Equal(answer, called.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null));
        }
    }
}
