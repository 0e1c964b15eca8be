using System;
using System.CommandLine;
using System.Net.Sockets;
using System.Threading;
using UAsyncio.Flash;
using UAsyncio.Tool.Fleets;
using UAsyncio.Tool.Input;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Tool.Commands;

/// <summary>Many virtual devices at one MQTT broker.</summary>
internal sealed class FleetCommand
{
    private const int MaxCount = 20000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Option<int> _count = new("--count") { Description = "How many devices.", DefaultValueFactory = _ => 100 };
    private readonly Option<string> _broker = new("--broker") { Description = "Where the broker listens; 1883 unless a port is given.", HelpName = "HOST[:PORT]", Required = true };
    private readonly Option<string?> _user = new("--user") { Description = "The user's name at the broker.", HelpName = "NAME" };
    private readonly Option<string?> _password = new("--password") { Description = "The user's password.", HelpName = "TEXT" };
    private readonly Option<int> _period = new("--period") { Description = "Seconds between two messages of a device.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _faults = new("--faults") { Description = "Faults of each device in an hour: its Wi-Fi is gone for a while, it restarts, its link times out.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides when each device starts, how wrong its clock is, and its faults.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _duration = new("--duration") { Description = "Seconds until the devices stop; without it Ctrl+C stops them.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _topic = new("--topic") { Description = "The first level of their topics, and the beginning of their names.", DefaultValueFactory = _ => "fleet" };
    private readonly Surroundings _surroundings;

    private FleetCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
    }

    public static Command Create(Surroundings surroundings)
    {
        FleetCommand fleet = new(surroundings);
        Command command = new("fleet", "Runs many virtual devices, each of which publishes at QoS 1 to an MQTT broker, and counts what comes of it. Exit code 1: messages were lost.")
        {
            fleet._count, fleet._broker, fleet._user, fleet._password, fleet._period, fleet._faults, fleet._seed, fleet._duration, fleet._topic,
        };
        command.SetWork(surroundings, fleet.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        (string host, int port) = Parse(result.GetRequiredValue(_broker));
        int count = InRange(result, _count, 1, MaxCount);
        int period = InRange(result, _period, 1, 3600);
        int faults = InRange(result, _faults, 0, 3600 / period);
        int duration = InRange(result, _duration, 0, int.MaxValue / 1000);
        string topic = result.GetRequiredValue(_topic);

        if (topic.Length == 0 || topic[0] == '$' || topic.AsSpan().IndexOfAny("+#/") >= 0)
        {
            throw new UsageException("--topic takes one level, without + and #, that does not begin with $: those are the broker's own.");
        }

        Reach(host, port);
        Device.Preset = DevicePreset.Esp32 with { SocketLimit = count + 16 };
        Device.Network = NetworkReach.Computer;
        Device.LineWritten += _surroundings.Output.WriteLine;
        DeviceFleet fleet = DeviceFleet.Start(host, port, result.GetValue(_user), result.GetValue(_password), topic, count, period, faults, result.GetValue(_seed));
        FleetReport report = new(fleet, count, _surroundings.Output);
        report.Watch(duration == 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(duration), _surroundings.Canceled);
        bool isWhole = report.Finish();
        Device.Restart();
        return isWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private static (string Host, int Port) Parse(string broker)
    {
        return HostAndPort.TryParse(broker, 1883, out string host, out int port) ? (host, port) : throw new UsageException("--broker takes a host, or a host and a port, as in 127.0.0.1:1883");
    }

    // Not devices that try for ever to reach what never was there.
    private void Reach(string host, int port)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_surroundings.Canceled);
        patience.CancelAfter(s_patience);

        try
        {
            using TcpClient client = new();
            client.ConnectAsync(host, port, patience.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (SocketException exception)
        {
            throw new FlashException($"No broker answers at {host}:{port} ({exception.Message}): start it first, or check --broker.");
        }
        catch (OperationCanceledException) when (!_surroundings.Canceled.IsCancellationRequested)
        {
            throw new FlashException($"No broker answers at {host}:{port} within {s_patience.TotalSeconds:0} s: start it first, or check --broker.");
        }
    }

    private static int InRange(ParseResult result, Option<int> option, int min, int max)
    {
        int value = result.GetValue(option);
        return value >= min && value <= max ? value : throw new UsageException($"{option.Name} takes a number from {min} to {max}.");
    }
}
