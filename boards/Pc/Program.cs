using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoRun;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Boards.Pc
{
    /// <summary>Runs the demo app, the very binary that a board would get, on this computer.</summary>
    internal static class Program
    {
        // Held to the end of the process: a second one that comes while it stops is not to kill it.
        private static readonly StopSignals s_signals = new();

        private static int Main(string[] args)
        {
            Console.SetOut(new PlainOutput(Console.Out));
            NumberOption port = NewPort("--port", "The TCP port on 127.0.0.1.", 8080);
            Option<bool> tls = new("--tls") { Description = "Serves HTTPS too, with a certificate that is made at the first start." };
            NumberOption tlsPort = NewPort("--tls-port", "The port for HTTPS, with --tls.", 8443);
            Option<string?> broker = NewBroker();
            RootCommand command = new("Runs the UAsyncio.Nano demo app on a virtual device, with real sockets on 127.0.0.1.") { port, tls, tlsPort, broker };
            DeviceOptions device = new(command);
            command.SetAction(result =>
            {
                DevicePreset preset;

                if (result.GetValue(tls) && result.GetValue(port) == result.GetValue(tlsPort))
                {
                    Console.Error.WriteLine("--port and --tls-port are the same: HTTP and HTTPS need a port each.");
                    return ExitCode.Usage;
                }

                if (!result.GetValue(tls) && result.GetResult(tlsPort) is { Implicit: false })
                {
                    Console.Error.WriteLine("--tls-port is the port for HTTPS, which --tls serves: give both.");
                    return ExitCode.Usage;
                }

                try
                {
                    preset = device.Apply(result);
                }
                catch (RunException exception)
                {
                    Console.Error.WriteLine(exception.Message);
                    return ExitCode.Usage;
                }

                if (preset == DevicePreset.Stm32 && result.GetValue(tls) && result.GetValue(broker) != null)
                {
                    Console.Error.WriteLine("--tls and --broker are too much for an STM32's 4 sockets: two that listen and the broker's leave one to serve by.");
                    return ExitCode.Usage;
                }

                device.StartScript();
                int code = Run(result.GetValue(port), result.GetValue(tls) ? result.GetValue(tlsPort) : null, result.GetValue(broker), preset, app => device.TakeLive(result, app));
                device.WriteReport(result, Console.Out);
                return code;
            });
            ParseResult parsed = StrictArguments.Parse(command, args, out IReadOnlyList<string> faults);

            if (faults.Count > 0)
            {
                foreach (string fault in faults)
                {
                    Console.Error.WriteLine(fault.TrimEnd());
                }

                Console.Error.WriteLine("--help tells more.");
                return ExitCode.Usage;
            }

            return parsed.Invoke();
        }

        private static NumberOption NewPort(string name, string description, int usual) =>
            new(name, "a number", least: 1, most: 65535) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => usual };

        private static Option<string?> NewBroker()
        {
            string built = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "DemoBroker").Value!;
            Option<string?> broker = new("--broker")
            {
                Description = "HOST[:PORT]: publishes to this MQTT broker. Without it, to the one that the build named by -p:DemoBroker=HOST[:PORT].",
                DefaultValueFactory = _ => built.Length == 0 ? null : built,
            };
            broker.Validators.Add(result =>
            {
                if (!HostAndPort.TryParse(result.GetValueOrDefault<string?>() ?? "none", 1883, out _, out _))
                {
                    result.AddError("--broker takes a name or an address, and a port from 1 to 65535 behind a colon.");
                }
            });
            return broker;
        }

        private static int Run(int port, int? tlsPort, string? broker, DevicePreset preset, Action<object> stopping)
        {
            Device.EchoToConsole = true;
            Device.TracesExceptions = true;

            string folder = Path.Combine(AppContext.BaseDirectory, "device");
            DemoApp app = new(Device.Load(Path.Combine(folder, "Firmware.dll")), "this computer (" + preset.Name + ")", preset == DevicePreset.Stm32 ? 3 : 8);
            Certificate? certificate = null;

            if (broker != null)
            {
                app.UseBroker(Device.Load(Path.Combine(folder, "Firmware.Mqtt.dll")), broker);
            }

            if (tlsPort != null)
            {
                folder = Path.Combine(AppContext.BaseDirectory, "certificate");

                try
                {
                    certificate = Certificate.Load(folder);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    Console.Error.WriteLine($"No certificate can be made in {folder}: {exception.Message}");
                    return ExitCode.Failed;
                }

                app.UseTls(tlsPort.Value, certificate);
            }

            // Ctrl+C and a polite kill end the loop; the app closes its sockets and returns.
            s_signals.Token.Register(() => app.Stop(stopping));

            Exception? failure = app.Run(port, () =>
            {
                Console.WriteLine($"http://127.0.0.1:{port}");

                if (certificate != null)
                {
                    Console.WriteLine($"https://127.0.0.1:{tlsPort}");
                    Console.WriteLine("A browser warns: this computer has signed the certificate itself. Clients that are to trust it take " + certificate.Path);
                }

                if (broker != null)
                {
                    Console.WriteLine("It publishes to the broker " + broker + ": mosquitto_sub -v -t 'uasyncio/#' shows it.");
                }

                Console.WriteLine("Ctrl+C stops it.");
            });

            if (failure == null)
            {
                Console.WriteLine("Stopped.");
                return ExitCode.Done;
            }

            Console.Error.WriteLine(DemoApp.IsPortInUse(failure)
                ? tlsPort == null ? $"Port {port} is in use: choose another with --port." : $"Port {port} or {tlsPort} is in use: choose others with --port and --tls-port."
                : "The app ended with an error: " + failure);
            return ExitCode.Failed;
        }
    }
}
