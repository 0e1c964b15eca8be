using System;
using System.CommandLine;
using System.Text;
using UAsyncio.Flash;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Fleets;
using UAsyncio.Tool.Input;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Tool.Commands;

/// <summary>Many virtual devices at one MQTT broker.</summary>
internal sealed class FleetCommand
{
    private const int MaxCount = 20000;
    private const int Hour = 3600;

    // What MQTT has room for; of a topic, what leaves room for the device.
    private const int MaxText = 65535;
    private const int MaxTopic = 200;

    private const string PasswordVariable = "UASYNCIO_BROKER_PASSWORD";

    private readonly NumberOption _count = new("--count", "a number", 1, MaxCount) { Description = "How many devices.", DefaultValueFactory = _ => 100 };
    private readonly Option<string> _broker = new("--broker") { Description = "Where the broker listens: HOST[:PORT], or mqtts://HOST[:PORT] for TLS. The port is 1883, with TLS 8883, unless it is given.", HelpName = "[mqtts://]HOST[:PORT]", Required = true };
    private readonly Option<string?> _authority = new("--ca-file") { Description = "For TLS: the certificates of the authorities that are trusted, in PEM or DER. Default: those of this computer.", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--cert-file") { Description = "For TLS: the devices' certificate, in PEM, where the broker wants one.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key-file") { Description = "For TLS: its private key, in PEM, without a password.", HelpName = "FILE" };
    private readonly Option<string?> _user = new("--user") { Description = "The user's name at the broker.", HelpName = "NAME" };
    private readonly Option<string?> _password = new("--password") { Description = $"The user's password. Default: the environment variable {PasswordVariable}, which others on this computer do not see.", HelpName = "TEXT" };
    private readonly NumberOption _period = new("--period", "a number of seconds", 1, Hour) { Description = "Seconds between two messages of a device.", DefaultValueFactory = _ => 10 };
    private readonly NumberOption _faults = new("--faults", "a number", 0, Hour) { Description = "Faults of each device in an hour: its Wi-Fi is gone for a while, it restarts, its link times out.", DefaultValueFactory = _ => 0 };
    private readonly NumberOption _seed = new("--seed", "a number", int.MinValue) { Description = "Decides when each device starts, how wrong its clock is, and its faults.", DefaultValueFactory = _ => 1 };
    private readonly NumberOption _duration = new("--duration", "a number of seconds", 0, int.MaxValue / 1000) { Description = "Seconds until the devices stop; without it Ctrl+C stops them.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _topic = new("--topic") { Description = "The first level of their topics, and the beginning of their names.", DefaultValueFactory = _ => "fleet" };
    private readonly Surroundings _surroundings;

    private FleetCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Limit(_user, MaxText);
        Limit(_password, MaxText);
        Limit(_topic, MaxTopic);
    }

    public static Command Create(Surroundings surroundings)
    {
        FleetCommand fleet = new(surroundings);
        Command command = new("fleet", "Runs many virtual devices, each of which publishes at QoS 1 to an MQTT broker, and counts what comes of it. Exit code 1: messages were lost or refused, or devices are not connected at the end.")
        {
            fleet._count, fleet._broker, fleet._authority, fleet._certificate, fleet._key, fleet._user, fleet._password, fleet._period, fleet._faults, fleet._seed, fleet._duration, fleet._topic,
        };
        command.SetWork(surroundings, fleet.Run);
        return command;
    }

    private static void Limit(Option option, int most) => option.Validators.Add(result =>
    {
        int length = result.Tokens.Count == 1 ? Encoding.UTF8.GetByteCount(result.Tokens[0].Value) : 0;

        if (length > most)
        {
            result.AddError($"{option.Name} takes at most {most} bytes of UTF-8, and these are {length}.");
        }
    });

    private int Run(ParseResult result)
    {
        Broker broker = Broker.Parse(result.GetRequiredValue(_broker))
            ?? throw new UsageException("--broker takes a host, or a host and a port, as in 127.0.0.1:1883, with mqtts:// before it for TLS. An address is one of IPv4.");
        int count = result.GetValue(_count);
        int period = result.GetValue(_period);
        int faults = result.GetValue(_faults);
        int duration = result.GetValue(_duration);
        string topic = result.GetRequiredValue(_topic);

        if (topic.Length == 0 || topic[0] == '$' || topic.AsSpan().IndexOfAny("+#/") >= 0)
        {
            throw new UsageException("--topic takes one level, without + and #, that does not begin with $: those are the broker's own.");
        }

        if (faults > Hour / period)
        {
            throw new UsageException($"--faults takes a number from 0 to {Hour / period} where --period is {period}: a device has at most one fault for each message.");
        }

        string? user = result.GetValue(_user);
        string? password = result.GetValue(_password);

        if (password != null && user == null)
        {
            throw new UsageException("--password goes with --user.");
        }

        password ??= user == null ? null : _surroundings.Variable(PasswordVariable);

        BrokerTrust? trust = Trust(result, broker);
        SocketRoom.Check(count);
        BrokerReach.CheckAsync(broker, trust, _surroundings.Canceled).GetAwaiter().GetResult();
        Device.Preset = DevicePreset.Esp32 with { SocketLimit = count + 16 };
        Device.Network = NetworkReach.Computer;
        Device.ThreadsAreDevices = true;
        Device.LineWritten += _surroundings.Output.WriteLine;
        DeviceFleet fleet = DeviceFleet.Start(broker, trust, user, password, topic, count, period, faults, result.GetValue(_seed));
        FleetReport report = new(fleet, broker, count, _surroundings.Output);
        report.Watch(duration == 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(duration), _surroundings.Canceled);
        bool isWhole = report.Finish(_surroundings.Canceled);
        Device.Restart();
        return isWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private BrokerTrust? Trust(ParseResult result, Broker broker)
    {
        string? certificate = result.GetValue(_certificate);
        string? key = result.GetValue(_key);

        if (!broker.IsTls && (result.GetValue(_authority) ?? certificate ?? key) != null)
        {
            throw new UsageException($"--ca-file, --cert-file and --key-file are for TLS: --broker mqtts://{broker}.");
        }

        if (certificate == null != (key == null))
        {
            throw new UsageException("--cert-file and --key-file go together.");
        }

        return broker.IsTls ? BrokerTrust.Load(result.GetValue(_authority), certificate, key) : null;
    }
}
