using System;
using System.CommandLine;
using System.Globalization;
using System.Threading.Tasks;
using Spectre.Console;
using UAsyncio.Flash;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Input;
using UAsyncio.Tool.Look;
using UAsyncio.Tool.Top;

namespace UAsyncio.Tool.Commands;

/// <summary>What the tasks of a running device do, live.</summary>
internal sealed class TopCommand
{
    private const int DefaultPort = 2323;

    // Where nobody knows how wide it is: no cell is folded.
    private const int Wide = 250;

    private readonly Surroundings _surroundings;
    private readonly Argument<string> _device = new("DEVICE") { Description = $"The device's address, and its console's port if it is not {DefaultPort}: 192.168.1.50, device.local:2323." };
    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = $"A file whose first line is the console's password. Default: the environment variable {TopPassword.Variable}.",
        HelpName = "FILE",
    };

    private readonly Option<TimeSpan?> _every = Duration.NewOption("--every", "How often the device is asked. Default: 1s.");
    private readonly NumberOption _count = new("--count", "a number of tables", least: 1) { Description = "Ends after so many tables. Default: Ctrl+C ends it.", HelpName = "N" };

    private TopCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
    }

    public static Command Create(Surroundings surroundings)
    {
        TopCommand top = new(surroundings);
        Command command = new("top", "Shows what the tasks of a running device do, live: what each waits for, its turns, its longest turn. The program has to serve an InspectionConsole.")
        {
            top._device, top._passwordFile, top._every, top._count,
        };
        command.SetWork(surroundings, result => top.RunAsync(result).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        (string host, int port) = Split(result.GetRequiredValue(_device));
        string? password = TopPassword.Find(result.GetValue(_passwordFile), _surroundings);
        TimeSpan every = result.GetValue(_every) ?? TimeSpan.FromSeconds(1);
        int count = result.GetResult(_count) == null ? int.MaxValue : result.GetValue(_count);
        string device = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

        try
        {
            using ConsoleClient client = await ConsoleClient.ConnectAsync(host, port, password, _surroundings.Canceled);
            if (!Screen.CanRedraw)
            {
                IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_surroundings.Output), Ansi = AnsiSupport.No });
                plain.Profile.Width = Wide;
                await FollowAsync(client, device, TableBorder.None, every, count, plain.Write);
            }
            else
            {
                await AnsiConsole.Live(new Text("asking " + device)).StartAsync(
                    live => FollowAsync(client, device, TableBorder.Rounded, every, count, live.UpdateTarget));
            }
        }
        catch (OperationCanceledException) when (_surroundings.Canceled.IsCancellationRequested)
        {
            // It goes on until it is stopped.
        }

        return ExitCode.Done;
    }

    private async Task FollowAsync(ConsoleClient client, string device, TableBorder border, TimeSpan every, int count, Action<Table> show)
    {
        TopSnapshot? before = null;

        for (int shown = 0; ;)
        {
            TopSnapshot now = TopSnapshot.Parse(await client.AskAsync("top"));
            show(TopTable.Create(device, now, before, border));
            before = now;

            if (++shown == count)
            {
                return;
            }

            await Task.Delay(every, _surroundings.Canceled);
        }
    }

    private static (string Host, int Port) Split(string device)
    {
        return HostAndPort.TryParse(device, DefaultPort, out string host, out int port)
            ? (host, port)
            : throw new UsageException($"{device} is no address with a port: write it as 192.168.1.50:{DefaultPort}.");
    }
}
