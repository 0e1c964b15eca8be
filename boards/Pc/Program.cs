using System;
using System.CommandLine;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Boards.Pc
{
    /// <summary>Runs the demo app, the very binary that a board would get, on this computer.</summary>
    internal static class Program
    {
        // Held, or they would be collected.
        private static PosixSignalRegistration[] s_signals = [];

        private static int Main(string[] args)
        {
            Option<int> port = NewPort("--port", "The TCP port on 127.0.0.1.", 8080);
            Option<bool> tls = new("--tls") { Description = "Serves HTTPS too, with a certificate that is made at the first start." };
            Option<int> tlsPort = NewPort("--tls-port", "The port for HTTPS.", 8443);
            Option<string> preset = new("--preset")
            {
                Description = "The board whose limits hold: esp32 (16 sockets) or stm32 (4 sockets).",
                DefaultValueFactory = _ => DevicePreset.Esp32.Name,
            };
            preset.AcceptOnlyFromAmong(DevicePreset.Esp32.Name, DevicePreset.Stm32.Name);

            Option<bool> profile = new("--profile") { Description = "Counts IL instructions, calls and allocations, and prints them when the app stops; so do the options below." };
            RootCommand command = new("Runs the UAsyncio.Nano demo app on a virtual device, with real sockets on 127.0.0.1.") { port, tls, tlsPort, preset, profile };
            ReportOptions report = new(command);
            command.SetAction(result =>
            {
                bool counting = result.GetValue(profile) || report.IsGiven(result);

                if (counting)
                {
                    report.Start(result);
                }

                int code = Run(result.GetValue(port), result.GetValue(tls) ? result.GetValue(tlsPort) : null, result.GetValue(preset)!, app => report.TakeLive(result, app));

                if (counting)
                {
                    report.Write(result);
                }

                return code;
            });
            return command.Parse(args).Invoke();
        }

        private static Option<int> NewPort(string name, string description, int usual)
        {
            Option<int> port = new(name) { Description = description, DefaultValueFactory = _ => usual };
            port.Validators.Add(result =>
            {
                // What is no number at all is reported by the parser.
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value is (< 1 or > 65535))
                {
                    result.AddError(name + " takes a number from 1 to 65535.");
                }
            });
            return port;
        }

        private static int Run(int port, int? tlsPort, string presetName, Action<object> stopping)
        {
            bool isStm32 = presetName == DevicePreset.Stm32.Name;
            Device.Preset = isStm32 ? DevicePreset.Stm32 : DevicePreset.Esp32;
            Device.EchoToConsole = true;

            string path = Path.Combine(AppContext.BaseDirectory, "device", "Firmware.dll");
            DemoApp app = new(Device.Load(path), "this computer (" + presetName + ")", isStm32 ? 3 : 8);
            Certificate? certificate = null;

            if (tlsPort != null)
            {
                string folder = Path.Combine(AppContext.BaseDirectory, "certificate");

                try
                {
                    certificate = Certificate.Load(folder);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    Console.Error.WriteLine($"No certificate can be made in {folder}: {exception.Message}");
                    return 1;
                }

                app.UseTls(tlsPort.Value, certificate);
            }

            // Ctrl+C and a polite kill end the loop; the app closes its sockets and returns. Kept to the end of the process: a second one
            // that comes meanwhile is not to kill it.
            s_signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                app.Stop(stopping);
            }

            Exception? failure = app.Run(port, () =>
            {
                Console.WriteLine($"http://127.0.0.1:{port}");

                if (certificate != null)
                {
                    Console.WriteLine($"https://127.0.0.1:{tlsPort}");
                    Console.WriteLine("A browser warns: this computer has signed the certificate itself. Clients that are to trust it take " + certificate.Path);
                }

                Console.WriteLine("Ctrl+C stops it.");
            });

            if (failure == null)
            {
                Console.WriteLine("Stopped.");
                return 0;
            }

            Console.Error.WriteLine(DemoApp.IsPortInUse(failure)
                ? tlsPort == null ? $"Port {port} is in use: choose another with --port." : $"Port {port} or {tlsPort} is in use: choose others with --port and --tls-port."
                : "The app ended with an error: " + failure);
            return 1;
        }
    }
}
