using System.IO;

namespace UAsyncio.Flash;

/// <summary>Reports device tests as they end.</summary>
internal sealed class TestReport(TextWriter output)
{
    // CLRStartup writes it when the last thread has ended; it is what nanoFramework's own test adapter waits for.
    private const string Done = "Done.";

    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Whether the run has come to its end.</summary>
    public bool IsDone { get; private set; }

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
                _passed++;
                output.WriteLine($"passed   {test.Name}{Duration(test.Detail)}");
                break;
            case TestOutcome.Skipped:
                _skipped++;
                output.WriteLine($"skipped  {test.Name}: {test.Detail}");
                break;
            default:
                _failed++;
                output.WriteLine($"FAILED   {test.Name}: {test.Detail}");
                break;
        }
    }

    /// <summary>Prints the sum.</summary>
    /// <returns>Whether tests ran and none failed.</returns>
    /// <exception cref="FlashException">The run did not come to its end.</exception>
    public bool Finish()
    {
        output.WriteLine($"{_passed} passed, {_failed} failed, {_skipped} skipped");

        if (!IsDone)
        {
            throw new FlashException("The run stopped before its end: the runtime crashed or hangs in the test after the last line above, or the device is silent (see --console-baud).");
        }

        return _failed == 0 && _passed > 0;
    }

    private static string Duration(string ticks) => long.TryParse(ticks, out long value) ? $" ({value / 10000} ms)" : string.Empty;
}
