using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Testing;

namespace UAsyncio.Nano.TestAdapter
{
    /// <summary>Runs device tests on the virtual device, one after the other, each a result of its own.</summary>
    [ExtensionUri(Address)]
    public sealed class DeviceTestExecutor : ITestExecutor
    {
        /// <summary>The name under which the test platform knows this.</summary>
        public const string Address = "executor://UAsyncio.Nano/VirtualDevice";

        // A test that hangs is lost, the others are not.
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

        private volatile bool _isCanceled;

        internal static Uri Uri { get; } = new(Address);

        /// <inheritdoc/>
        public void Cancel() => _isCanceled = true;

        /// <inheritdoc/>
        public void RunTests(IEnumerable<TestCase>? tests, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
        {
            foreach (IGrouping<string, TestCase> wanted in (tests ?? []).GroupBy(t => t.Source))
            {
                HashSet<Guid> ids = [.. wanted.Select(t => t.Id)];
                Run(wanted.Key, t => ids.Contains(t.Id), frameworkHandle!);
            }
        }

        /// <inheritdoc/>
        public void RunTests(IEnumerable<string>? sources, IRunContext? runContext, IFrameworkHandle? frameworkHandle)
        {
            ITestCaseFilterExpression? filter = runContext?.GetTestCaseFilter(TestFilter.Properties, TestFilter.Find);

            foreach (string source in sources ?? [])
            {
                Run(source, t => filter == null || filter.MatchTestCase(t, name => TestFilter.Value(t, name)), frameworkHandle!);
            }
        }

        private void Run(string source, Func<TestCase, bool> isWanted, IFrameworkHandle handle)
        {
            foreach ((TestCase described, DeviceTestCase testCase) in DeviceTestAssembly.Load(source)?.Cases ?? [])
            {
                if (!_isCanceled && isWanted(described))
                {
                    handle.RecordStart(described);
                    TestResult result = Run(described, testCase);
                    handle.RecordEnd(described, result.Outcome);
                    handle.RecordResult(result);
                }
            }
        }

        private static TestResult Run(TestCase described, DeviceTestCase testCase)
        {
            TestResult reported = new(described) { DisplayName = described.DisplayName, StartTime = DateTimeOffset.UtcNow };
            DeviceTestResult? result = RunOnThread(testCase);

            // Of one that hangs too: how far it has come.
            IReadOnlyList<string> output = result?.Output ?? testCase.Output;
            reported.EndTime = DateTimeOffset.UtcNow;
            reported.Duration = reported.EndTime - reported.StartTime;

            if (result == null || result.Outcome == DeviceTestOutcome.Failed)
            {
                reported.Outcome = TestOutcome.Failed;
                reported.ErrorMessage = result == null ? $"The test did not end within {s_limit.TotalSeconds} s." : result.Failure;
                reported.ErrorStackTrace = result?.StackTrace;

                // The next test begins with a device that has all its sockets.
                Device.Restart();
            }
            else
            {
                reported.Outcome = result.Outcome == DeviceTestOutcome.Skipped ? TestOutcome.Skipped : TestOutcome.Passed;
                reported.ErrorMessage = result.Outcome == DeviceTestOutcome.Skipped ? result.Message : null;
            }

            if (output.Count > 0)
            {
                reported.Messages.Add(new TestResultMessage(TestResultMessage.StandardOutCategory, string.Join(Environment.NewLine, output) + Environment.NewLine));
            }

            return reported;
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
