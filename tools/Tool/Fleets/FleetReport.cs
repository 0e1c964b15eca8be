using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Spectre.Console;
using UAsyncio.Flash;
using UAsyncio.Tool.Look;

namespace UAsyncio.Tool.Fleets;

/// <summary>What becomes of a fleet: a table while it runs, lines where nobody watches, and a summary.</summary>
internal sealed class FleetReport(DeviceFleet fleet, Broker broker, int count, TextWriter output)
{
    private const int Widest = 50;

    // Who listens to all is taken by the broker within this, or never.
    private static readonly TimeSpan s_welcome = TimeSpan.FromSeconds(10);

    // What is under way at the end, and a broker that is away, have so long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    // Where somebody waits for the end: what is under way at a broker that is there comes within this.
    private static readonly TimeSpan s_shortPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<int> _connects = [];

    /// <summary>Waits until the time is up or somebody stops it.</summary>
    public void Watch(TimeSpan duration, CancellationToken stop)
    {
        for (Stopwatch clock = Stopwatch.StartNew(); !fleet.IsListening; stop.WaitHandle.WaitOne(50))
        {
            stop.ThrowIfCancellationRequested();

            if (fleet.Failure is string why)
            {
                throw new FlashException($"The broker takes no client ({why}).{(broker.IsTls || fleet.IsRefused ? string.Empty : $" Where it wants TLS it is --broker mqtts://{broker}.")}");
            }

            if (clock.Elapsed > s_welcome)
            {
                throw new FlashException($"The broker takes no client within {s_welcome.TotalSeconds:0} s.");
            }
        }

        fleet.StartDevices(count);

        if (!Screen.CanRedraw)
        {
            Loop(duration, stop, (rate, second) =>
            {
                if (second % 2 == 0)
                {
                    output.WriteLine(string.Join(", ", Cells(rate).Select(cell => cell.Name + " " + cell.Value)));
                }
            });
        }
        else
        {
            Table table = new();
            AnsiConsole.Live(table).Start(context => Loop(duration, stop, (rate, _) =>
            {
                (string Name, string Value)[] cells = Cells(rate);

                if (table.Columns.Count == 0)
                {
                    table.AddColumns([.. cells.Select(cell => cell.Name)]);
                }

                table.Rows.Clear();
                table.AddRow([.. cells.Select(cell => cell.Value)]);
                context.Refresh();
            }));
        }
    }

    /// <summary>Stops the devices, waits for what is under way, and sums up.</summary>
    /// <param name="stop">Somebody waits for the end.</param>
    /// <returns>Whether all was well: nothing was lost or refused; unless somebody waits for the end, all are connected.</returns>
    public bool Finish(CancellationToken stop)
    {
        fleet.Stop();
        Stopwatch clock = Stopwatch.StartNew();

        // What is known to be lost does not come.
        for (bool isTold = false; (fleet.Received + fleet.Lost < fleet.Acknowledged || fleet.Connected < fleet.Started) && clock.Elapsed < (stop.IsCancellationRequested ? s_shortPatience : s_patience); Thread.Sleep(100))
        {
            if (!isTold && clock.Elapsed > s_moment)
            {
                isTold = true;
                string most = stop.IsCancellationRequested ? $"{s_shortPatience.TotalSeconds:0} s" : $"{s_patience.TotalSeconds:0} s, or until Ctrl+C,";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Waiting for what is under way and for {Math.Max(0, fleet.Started - fleet.Connected)} devices that are not connected: {most} at the most."));
            }
        }

        if (fleet.Received + fleet.Lost < fleet.Acknowledged)
        {
            output.WriteLine("Not all has come: what was acknowledged and is not seen counts as lost.");
        }

        int lost = Math.Max(fleet.Lost, fleet.Acknowledged - fleet.Received);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} devices: {fleet.Acknowledged} messages acknowledged, {fleet.Received} seen, {lost} lost, {fleet.Twice} twice; {fleet.Reconnects} reconnects, {fleet.Faults} faults; worst delay {fleet.WorstDelay.TotalSeconds:0.0} s"));
        int refused = fleet.Refused;
        int away = Math.Max(0, fleet.Started - fleet.Connected);

        if (refused > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The broker has refused {refused} messages ({fleet.Refusal})."));
        }

        if (away > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{away} devices are not connected{(fleet.Trouble is string why ? $" ({why})" : string.Empty)}."));
        }

        WriteHistogram();
        Leave();
        return lost == 0 && refused == 0 && (away == 0 || stop.IsCancellationRequested);
    }

    // A broker that is away is not waited for once more.
    private void Leave()
    {
        fleet.Leave();

        for (Stopwatch clock = Stopwatch.StartNew(); !fleet.HasLeft && clock.Elapsed < s_shortPatience; Thread.Sleep(10))
        {
        }
    }

    private void Loop(TimeSpan duration, CancellationToken stop, Action<int, int> show)
    {
        int last = 0;
        int connects = 0;

        for (int second = 1; _clock.Elapsed < duration && !stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)); second++)
        {
            int received = fleet.Received;
            int now = fleet.Connects;
            _connects.Add(now - connects);
            show(received - last, second);
            last = received;
            connects = now;
        }
    }

    private (string Name, string Value)[] Cells(int rate) =>
    [
        ("connected", fleet.Connected.ToString(CultureInfo.InvariantCulture)),
        ("messages/s", rate.ToString(CultureInfo.InvariantCulture)),
        ("lost", fleet.Lost.ToString(CultureInfo.InvariantCulture)),
        ("refused", fleet.Refused.ToString(CultureInfo.InvariantCulture)),
        ("reconnects", fleet.Reconnects.ToString(CultureInfo.InvariantCulture)),
        ("worst delay", fleet.WorstDelay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"),
        ("memory", (Environment.WorkingSet >> 20).ToString(CultureInfo.InvariantCulture) + " MB"),
    ];

    private void WriteHistogram()
    {
        int most = _connects.DefaultIfEmpty().Max();
        output.WriteLine("connects by second:");

        for (int i = 0; i < _connects.Count; i++)
        {
            if (_connects[i] > 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,5} s {_connects[i],6} {new string('#', Math.Max(1, Widest * _connects[i] / most))}"));
            }
        }
    }
}
