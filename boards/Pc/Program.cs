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
        private static int Main(string[] args)
        {
            Option<int> port = new("--port") { Description = "The TCP port on 127.0.0.1.", DefaultValueFactory = _ => 8080 };
            port.Validators.Add(result =>
            {
                // What is no number at all is reported by the parser.
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value is (< 1 or > 65535))
                {
                    result.AddError("--port takes a number from 1 to 65535.");
                }
            });
            Option<string> preset = new("--preset")
            {
                Description = "The board whose limits hold: esp32 (16 sockets) or stm32 (4 sockets).",
                DefaultValueFactory = _ => DevicePreset.Esp32.Name,
            };
            preset.AcceptOnlyFromAmong(DevicePreset.Esp32.Name, DevicePreset.Stm32.Name);

            Option<bool> profile = new("--profile") { Description = "Counts IL instructions, calls and allocations, and prints them when the app stops; so do the options below." };
            RootCommand command = new("Runs the UAsyncio.Nano demo app on a virtual device, with real sockets on 127.0.0.1.") { port, preset, profile };
            ReportOptions report = new(command);
            command.SetAction(result =>
            {
                bool counting = result.GetValue(profile) || report.IsGiven(result);
                if (counting)
                {
                    report.Start(result);
                }

                int code = Run(result.GetValue(port), result.GetValue(preset)!, app => report.TakeLive(result, app));
                if (counting)
                {
                    report.Write(result);
                }

                return code;
            });
            return command.Parse(args).Invoke();
        }

        private static int Run(int port, string presetName, Action<object> stopping)
        {
            bool isStm32 = presetName == DevicePreset.Stm32.Name;
            Device.Preset = isStm32 ? DevicePreset.Stm32 : DevicePreset.Esp32;
            Device.EchoToConsole = true;

            string path = Path.Combine(AppContext.BaseDirectory, "device", "Firmware.dll");
            DemoApp app = new(Device.Load(path), "this computer (" + presetName + ")", isStm32 ? 3 : 8);

            // Ctrl+C and a polite kill end the loop; the app closes its sockets and returns.
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                app.Stop(stopping);
            }

            Exception? failure = app.Run(port, () =>
            {
                Console.WriteLine($"http://127.0.0.1:{port}");
                Console.WriteLine("Ctrl+C stops it.");
            });

            if (failure == null)
            {
                Console.WriteLine("Stopped.");
                return 0;
            }

            Console.Error.WriteLine(DemoApp.IsPortInUse(failure)
                ? $"Port {port} is in use: choose another with --port."
                : "The app ended with an error: " + failure);
            return 1;
        }
    }
}
