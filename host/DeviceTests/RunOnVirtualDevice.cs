using System;
using System.Linq;
using System.Threading;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Testing;
using Xunit;

namespace UAsyncio.DeviceTests
{
    /// <summary>Runs each test of UAsyncio.Nano.Tests, as a case of its own, on the virtual device.</summary>
    public sealed class RunOnVirtualDevice
    {
        // For a test that hangs only: no test lasts seconds.
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

        private readonly ITestOutputHelper _output;

        public RunOnVirtualDevice(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [MemberData(nameof(DeviceTestCases.Rows), MemberType = typeof(DeviceTestCases))]
        public void DeviceTest(string name)
        {
            DeviceTestResult? result = RunOnThread(DeviceTestCases.Find(name));
            result?.Output.ToList().ForEach(_output.WriteLine);

            if (result == null || result.Exception != null)
            {
                // The next test begins with a device that has all its sockets.
                Device.Restart();
                Assert.Fail(result == null ? "The test hangs." : result.Exception!.ToString());
            }

            Assert.SkipWhen(result.Outcome == DeviceTestOutcome.Skipped, result.Message);
            Leaks.AssertNone();
        }

        // A thread for each test, as a loop belongs to a thread: a test that hangs keeps its own.
        private static DeviceTestResult? RunOnThread(DeviceTestCase testCase)
        {
            DeviceTestResult? result = null;
            Thread thread = new(() => result = testCase.Run()) { IsBackground = true };
            thread.Start();
            return thread.Join(s_limit) ? result : null;
        }
    }
}
