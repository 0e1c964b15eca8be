using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using UAsyncio.Flash;
using UAsyncio.Flash.DeviceTests;
using UAsyncio.NanoRun;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Testing;

namespace UAsyncio.Tool.Commands;

/// <summary>Runs the tests of assemblies on the virtual device.</summary>
internal sealed class VirtualTests(TestReport report, Surroundings surroundings, TimeSpan patience)
{
    /// <summary>Runs those of one assembly, in the order of nanoFramework's launcher.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="filter">What is in the names of the tests; null for all.</param>
    /// <param name="isNamed">Whether it was given, and so should have tests; else it was found in a folder, where programs may be as well.</param>
    /// <returns>How many of how many; none, and nothing said, when the filter leaves none, as it may in one of several.</returns>
    public (int Chosen, int All) Run(string path, string? filter, bool isNamed)
    {
        IReadOnlyList<DeviceTestCase> all = DeviceTests.Discover(Load(path));
        DeviceTestCase[] chosen = [.. all.Where(t => filter == null || t.FullName.Contains(filter, StringComparison.OrdinalIgnoreCase) || t.DisplayName.Contains(filter, StringComparison.OrdinalIgnoreCase))];

        if (chosen.Length == 0 && (all.Count > 0 || !isNamed))
        {
            return (0, all.Count);
        }

        report.Begin(Path.GetFileName(path));

        foreach (DeviceTestCase test in chosen)
        {
            surroundings.Canceled.ThrowIfCancellationRequested();
            Run(test);
        }

        report.Complete();
        report.End();
        return (chosen.Length, all.Count);
    }

    private static Assembly Load(string path)
    {
        Device.TracesExceptions = true;
        return DeviceProgram.LoadAssembly(path);
    }

    private void Run(DeviceTestCase test)
    {
        string name = test.Class.Namespace == null ? test.DisplayName : $"{test.Class.Namespace}.{test.DisplayName}";
        DeviceTestResult? result = null;
        Stopwatch clock = Stopwatch.StartNew();

        // A thread for each test, as a loop belongs to a thread: one that hangs keeps its own.
        Thread thread = new(() => result = test.Run()) { IsBackground = true };
        thread.Start();

        // A debugger, too, wants to stop the program in the middle of a test.
        bool isOver = Debugger.IsAttached ? Join(thread) : Wait(thread, clock);

        // Of one that hangs too: how far it has come.
        IReadOnlyList<string> output = isOver ? result!.Output : test.Output;

        if (!isOver || result!.Outcome == DeviceTestOutcome.Failed)
        {
            // The next test begins with a device that has all its sockets.
            Device.Restart();
        }

        if (!isOver)
        {
            report.Failed(name, $"it was not over after {patience.TotalSeconds:0} s: it hangs, or needs a longer --wait.");
            Write(output);
        }
        else if (result!.Outcome == DeviceTestOutcome.Failed)
        {
            report.Failed(name, result.Failure + "\n" + result.StackTrace);
            Write(output);
        }
        else if (result.Outcome == DeviceTestOutcome.Skipped)
        {
            report.Skipped(name, result.Message);
        }
        else
        {
            report.Passed(name, clock.Elapsed);
        }
    }

    private void Write(IReadOnlyList<string> output)
    {
        foreach (string line in output)
        {
            surroundings.Output.WriteLine("    " + line);
        }
    }

    private bool Wait(Thread thread, Stopwatch clock)
    {
        while (!thread.Join(TimeSpan.FromMilliseconds(100)))
        {
            surroundings.Canceled.ThrowIfCancellationRequested();
            if (clock.Elapsed > patience)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Join(Thread thread)
    {
        thread.Join();
        return true;
    }
}
