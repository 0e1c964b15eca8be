using System;
using System.IO;

namespace UAsyncio.Flash.DeviceTests;

/// <summary>Reports device tests as they end, over one or more runs.</summary>
public sealed class TestReport(TextWriter output)
{
    // CLRStartup writes it when the last thread has ended; it is what nanoFramework's own test adapter waits for.
    private const string Done = "Done.";

    private int _passed;
    private int _failed;
    private int _skipped;
    private int _before;
    private string _run = string.Empty;

    /// <summary>Whether the run has come to its end.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether there was nothing to report yet: no test, and no run that stopped.</summary>
    public bool IsEmpty => Count == 0;

    private int Count => _passed + _failed + _skipped;

    /// <summary>Begins a run.</summary>
    /// <param name="name">What runs.</param>
    public void Begin(string name)
    {
        output.WriteLine($"Tests of {name}");
        _run = name;
        IsDone = false;
        _before = Count;
    }

    /// <summary>Takes a line of the launcher's output; others are what a test wrote, and are printed as they are.</summary>
    public void Take(string line)
    {
        if (TestLine.Parse(line) is not TestLine test)
        {
            IsDone |= line == Done;
            output.WriteLine("    " + line);
            return;
        }

        switch (test.Outcome)
        {
            case TestOutcome.Passed:
                Passed(test.Name, Duration(test.Detail));
                break;
            case TestOutcome.Skipped:
                Skipped(test.Name, test.Detail);
                break;
            default:
                Failed(test.Name, test.Detail);
                break;
        }
    }

    /// <summary>Takes a test that passed.</summary>
    public void Passed(string name, TimeSpan? duration)
    {
        _passed++;
        output.WriteLine($"passed   {name}" + (duration is TimeSpan time ? $" ({(long)time.TotalMilliseconds} ms)" : string.Empty));
    }

    /// <summary>Takes a test that was skipped.</summary>
    public void Skipped(string name, string reason)
    {
        _skipped++;
        output.WriteLine($"skipped  {name}: {reason}");
    }

    /// <summary>Takes a test that failed.</summary>
    public void Failed(string name, string reason) => Fail($"{name}: {reason}");

    /// <summary>Takes the end of a run that tells it otherwise than by a line.</summary>
    public void Complete() => IsDone = true;

    /// <summary>Ends a run. One that stopped before its end, or had no test, counts as a failed test.</summary>
    public void End()
    {
        if (!IsDone)
        {
            Fail($"{_run}: it stopped before its end. The runtime crashed or hangs in the test after the last line above, or the device is silent (see --console-baud and --wait).");
        }
        else if (Count == _before)
        {
            Fail($"{_run}: it has no tests: methods with [TestMethod] in classes with [TestClass].");
        }
    }

    /// <summary>Ends a run that could not be carried out, as a failed test.</summary>
    /// <param name="reason">Why, and what to do.</param>
    public void CouldNotRun(string reason) => Fail($"{_run}: {reason}");

    /// <summary>Prints the sum of all runs.</summary>
    /// <returns>Whether none failed.</returns>
    public bool Finish()
    {
        output.WriteLine($"{_passed} passed, {_failed} failed" + (_skipped > 0 ? $", {_skipped} skipped" : string.Empty));
        return _failed == 0;
    }

    private void Fail(string text)
    {
        _failed++;
        output.WriteLine("FAILED   " + text);
    }

    private static TimeSpan? Duration(string ticks) => long.TryParse(ticks, out long value) ? TimeSpan.FromTicks(value) : null;
}
