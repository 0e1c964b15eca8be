using System;

namespace UAsyncio.Flash.DeviceTests;

/// <summary>A line of nanoFramework's UnitTestLauncher.</summary>
/// <param name="Outcome">How the test ended.</param>
/// <param name="Name">The method's full name, without the attribute's number when that is 0.</param>
/// <param name="Detail">Ticks of 100 ns where it passed, a message otherwise.</param>
public sealed record TestLine(TestOutcome Outcome, string Name, string Detail)
{
    /// <summary>Reads "Test passed,Namespace.Class.Method.0,1234".</summary>
    /// <returns>What it says, or null: another line.</returns>
    public static TestLine? Parse(string line)
    {
        // The message is the rest: it may have commas.
        string[] parts = line.Split(',', 3);

        TestOutcome? outcome = parts.Length < 3 ? null : parts[0] switch
        {
            "Test passed" => TestOutcome.Passed,
            "Test failed" => TestOutcome.Failed,
            "Test skipped" => TestOutcome.Skipped,
            _ => null,
        };

        if (outcome == null)
        {
            return null;
        }

        string name = parts[1].Trim();
        return new TestLine(outcome.Value, name.EndsWith(".0", StringComparison.Ordinal) ? name[..^2] : name, parts[2]);
    }
}
