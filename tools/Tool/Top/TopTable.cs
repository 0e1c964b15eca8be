using System;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace UAsyncio.Tool.Top;

/// <summary>A snapshot as a table; rates are those since the one before.</summary>
internal static class TopTable
{
    private const double MillisecondsASecond = 1000;

    public static Table Create(string device, TopSnapshot now, TopSnapshot? before, TableBorder border)
    {
        int milliseconds = before == null ? 0 : unchecked(now.Tick - before.Tick);
        Table table = new Table().Border(border).AddColumns("Task", "Waits for", "Left", "Turns", "Turns/s", "Longest", "Busy", "In");
        table.Title = new TableTitle(Invariant($"{device.EscapeMarkup()}   {now.Tasks.Count} tasks   {now.FreeHeap:N0} bytes free   {now.FreeSlots} slots and {now.FreeTimers} timers free"));
        foreach (int column in new[] { 2, 3, 4, 5, 6 })
        {
            table.Columns[column].RightAligned();
        }

        // The busiest first. Tasks of one name are told apart by their order only, which is that of the device.
        var rows = now.Tasks.GroupBy(task => task.Name).SelectMany(group => group.Reverse().Select((task, index) => (Task: task, Before: Nth(before, task.Name, index))))
            .Select(pair => (pair.Task, Turns: Rate(pair.Task.Turns, pair.Before?.Turns, milliseconds), Busy: Rate(pair.Task.TotalTime, pair.Before?.TotalTime, milliseconds)))
            .OrderByDescending(row => row.Busy).ThenByDescending(row => row.Turns).ThenBy(row => row.Task.Name, StringComparer.Ordinal);
        foreach ((TopTask task, double? turns, double? busy) in rows)
        {
            table.AddRow(
                new Text(task.Name),
                new Text(task.WaitsFor, task.WaitsFor is "ready" or "runs" ? new Style(Color.Green) : Style.Plain),
                new Text(task.TimeLeft < 0 ? string.Empty : Invariant($"{task.TimeLeft} ms")),
                new Text(Invariant($"{task.Turns}")),
                new Text(turns == null ? string.Empty : Invariant($"{turns:0.#}")),
                new Text(Invariant($"{task.LongestTurn} ms"), task.LongestTurn >= 100 ? new Style(Color.Red) : Style.Plain),
                new Text(busy == null ? string.Empty : Invariant($"{busy / MillisecondsASecond:0%}")),
                new Text(task.Coroutines));
        }

        return table;
    }

    // The latest is listed first, so it is counted from the end.
    private static TopTask? Nth(TopSnapshot? snapshot, string name, int index) =>
        snapshot?.Tasks.Where(task => task.Name == name).Reverse().ElementAtOrDefault(index);

    // One that is younger than the other snapshot has none; nor has one whose count has gone back, which is another one.
    private static double? Rate(int now, int? before, int milliseconds) =>
        milliseconds <= 0 || before == null || now < before ? null : (now - before) * MillisecondsASecond / milliseconds;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
