using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.VirtualDevice.Testing;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Testing
{
    public sealed class DeviceTestsTests
    {
        private readonly IReadOnlyList<DeviceTestCase> _cases = DeviceTests.Discover(DeviceAppFixture.Load());

        [Fact]
        public void Cases_come_in_the_launchers_order()
        {
            IEnumerable<string> names = OfLauncherTests().Select(c => $"{c.Kind} {c.DisplayName}");
            Assert.Equal(
                [
                    "Setup LauncherTests.Setup",
                    "Test LauncherTests.Passes",
                    "Test LauncherTests.Fails",
                    "Test LauncherTests.Skips",
                    "Test LauncherTests.UsesAnInstance",
                    "DataRow LauncherTests.Adds(1, 2, 3)",
                    "DataRow LauncherTests.Adds(2, 2, 5)",
                    "Cleanup LauncherTests.Cleanup",
                ],
                names);
        }

        [Fact]
        public void Rows_of_a_method_differ_in_their_index()
        {
            Assert.Equal(
                ["DeviceApp.LauncherTests.Adds.0", "DeviceApp.LauncherTests.Adds.1"],
                OfLauncherTests().Where(c => c.Kind == DeviceTestKind.DataRow).Select(c => c.FullName));
        }

        [Fact]
        public void Cases_pass_skip_and_fail()
        {
            Dictionary<string, DeviceTestResult> results = OfLauncherTests().ToDictionary(c => c.DisplayName, c => c.Run());

            Assert.Equal(DeviceTestOutcome.Passed, results["LauncherTests.Passes"].Outcome);
            Assert.Equal(["set up", "passes"], results["LauncherTests.Passes"].Output);

            DeviceTestResult failed = results["LauncherTests.Fails"];
            Assert.Equal(DeviceTestOutcome.Failed, failed.Outcome);
            Assert.StartsWith("Assert.AreEqual failed. Expected:<a>. Actual:<b>.", failed.Message);
            Assert.Equal("TestFrameworkShared.AssertFailedException", failed.Exception!.GetType().FullName);

            DeviceTestResult skipped = results["LauncherTests.Skips"];
            Assert.Equal(DeviceTestOutcome.Skipped, skipped.Outcome);
            Assert.Equal("not here", skipped.Message);

            Assert.Equal(DeviceTestOutcome.Passed, results["LauncherTests.Adds(1, 2, 3)"].Outcome);
            Assert.Equal(DeviceTestOutcome.Failed, results["LauncherTests.Adds(2, 2, 5)"].Outcome);
        }

        // The launcher drops what a method returns, and a coroutine that nobody runs has done nothing.
        [Fact]
        public void A_test_that_returns_a_coroutine_fails_and_says_what_to_write()
        {
            DeviceTestCase[] cases = [.. _cases.Where(c => c.Class.Name == "AsyncTests")];
            Assert.Equal(3, cases.Length);
            Assert.All(cases, c =>
            {
                DeviceTestResult result = c.Run();
                Assert.Equal(DeviceTestOutcome.Failed, result.Outcome);
                Assert.Contains("new EventLoop().Run(", result.Message);
            });
        }

        // Of one that hangs there is nothing else.
        [Fact]
        public void What_a_case_has_written_so_far_is_told_while_it_runs()
        {
            DeviceTestCase running = OfLauncherTests().Single(c => c.Method.Name == "Passes");
            List<string> told = [];
            Device.LineWritten += Look;
            running.Run();
            Device.LineWritten -= Look;
            Assert.Equal(["", "set up"], told);

            // Before the case takes the line.
            void Look(string line) => told.Add(string.Join(",", running.Output));
        }

        [Fact]
        public void A_test_has_no_instance()
        {
            DeviceTestResult result = OfLauncherTests().Single(c => c.Method.Name == "UsesAnInstance").Run();
            Assert.IsType<NullReferenceException>(result.Exception);
        }

        [Fact]
        public void A_setup_that_skips_skips_its_class()
        {
            DeviceTestResult result = _cases.Single(c => c.Method.Name == "NeverRuns").Run();
            Assert.Equal(DeviceTestOutcome.Skipped, result.Outcome);
            Assert.Equal("no hardware", result.Message);
        }

        private IEnumerable<DeviceTestCase> OfLauncherTests() => _cases.Where(c => c.Class.Name == "LauncherTests");
    }
}
