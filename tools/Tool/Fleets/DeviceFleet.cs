using System;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.NanoRun;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Tool.Fleets;

/// <summary>The device code of a fleet, which runs beside the tool, and what it counts.</summary>
internal sealed class DeviceFleet
{
    private const int DevicesPerLoop = 250;

    private readonly Type _type;

    private DeviceFleet(Type type)
    {
        _type = type;
    }

    public int Connected => Get("Connected");

    public int Connects => Get("Connects");

    public int Started => Get("Started");

    public int Reconnects => Get("Reconnects");

    public int Acknowledged => Get("Acknowledged");

    public int Received => Get("Received");

    public int Twice => Get("Twice");

    public int Lost => Get("Lost");

    public int Faults => Get("Faults");

    public int Refused => Get("Refused");

    public TimeSpan WorstDelay => TimeSpan.FromMilliseconds(Get("WorstDelay"));

    public string? Refusal => (string?)Value("Refusal");

    public string? Trouble => (string?)Value("Trouble");

    public string? Failure => (string?)Value("Failure");

    public bool IsRefused => (bool)Value("IsRefused")!;

    public bool IsListening => (bool)Value("IsListening")!;

    public bool HasLeft => (bool)Value("HasLeft")!;

    /// <summary>Starts who listens to all; the devices follow by <see cref="StartDevices"/>.</summary>
    public static DeviceFleet Start(Broker broker, BrokerTrust? trust, string? user, string? password, string topic, int count, int period, int faults, int seed)
    {
        Assembly assembly = DeviceProgram.LoadAssembly(Path.Combine(AppContext.BaseDirectory, "fleet", "UAsyncio.Fleet.dll"));
        DeviceFleet fleet = new(assembly.GetType("UAsyncio.Fleet.Fleet", throwOnError: true)!);
        fleet._type.GetMethod("Configure")!.Invoke(null, [broker.Host, broker.Port, user, password, topic, count, 1000 * period, faults, seed]);

        if (trust != null)
        {
            fleet._type.GetMethod("UseTls")!.Invoke(null, [trust.Authorities.Select(authority => authority.RawData).ToArray(), trust.OwnPem, trust.OwnKeyPem]);
        }

        Device.Start(fleet._type.GetMethod("Listen")!);
        return fleet;
    }

    public void StartDevices(int count)
    {
        for (int first = 0; first < count; first += DevicesPerLoop)
        {
            Device.Start(_type.GetMethod("Run")!);
        }
    }

    /// <summary>Has them publish no more; what is under way is still acknowledged.</summary>
    public void Stop() => _type.GetMethod("Stop")!.Invoke(null, null);

    /// <summary>Has who listens to all end its session at the broker.</summary>
    public void Leave() => _type.GetMethod("Leave")!.Invoke(null, null);

    private int Get(string name) => (int)Value(name)!;

    private object? Value(string name) => _type.GetProperty(name)!.GetValue(null);
}
