using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>
/// Stands for nanoff: records each call beside itself, and answers with what lies there. answers.json maps the option by which
/// an operation is known to the answers to its first, second, … call; the last one repeats.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--version"])
        {
            return 0;
        }

        string folder = AppContext.BaseDirectory;
        string calls = Path.Combine(folder, "calls.txt");
        string[] earlier = File.Exists(calls) ? File.ReadAllLines(calls) : [];
        File.AppendAllText(calls, JsonSerializer.Serialize(args) + "\n");
        RecordWifi(args, folder);
        using JsonDocument answers = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "answers.json")));

        foreach (JsonProperty operation in answers.RootElement.EnumerateObject())
        {
            if (args.Contains(operation.Name))
            {
                int before = earlier.Count(call => call.Contains('"' + operation.Name + '"'));
                JsonElement answer = operation.Value[Math.Min(before, operation.Value.GetArrayLength() - 1)];
                Console.Write(answer.GetProperty("Output").GetString());
                int code = answer.GetProperty("Code").GetInt32();

                if (code < 0)
                {
                    Thread.Sleep(Timeout.Infinite);
                }

                return code;
            }
        }

        Console.WriteLine("No operation was performed with the options supplied.");
        return 0;
    }

    private static void RecordWifi(string[] args, string folder)
    {
        int option = Array.IndexOf(args, "--networkdeployment");

        if (option >= 0)
        {
            string file = args[option + 1];
            string mode = OperatingSystem.IsWindows() ? string.Empty : File.GetUnixFileMode(file).ToString();

            // Written whole before it has its name: a test may be waiting for it.
            string part = Path.Combine(folder, "wifi.part");
            File.WriteAllLines(part, [file, mode, File.ReadAllText(file)]);
            File.Move(part, Path.Combine(folder, "wifi.txt"));
        }
    }
}
