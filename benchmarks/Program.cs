using System;
using System.Globalization;
using System.IO;
using System.Linq;
using UAsyncio.Benchmarks.Desktop;
using UAsyncio.NanoProfile.Reports;

namespace UAsyncio.Benchmarks
{
    internal static class Program
    {
        private const string Help = """
            Counts what the library's operations cost on a device, prints the table and writes it as RESULTS.md, the targets to
            docs/costs.md as well, and to the pages what they have marks for.

              dotnet run --project benchmarks [-- --explain [TEXT] | --budgets | --desktop]

              --explain [TEXT]  prints what each benchmark whose name contains TEXT is made of, by method, type and call;
                                RESULTS.md is not written
              --budgets         makes what is counted now the most that the tests allow: writes budgets.txt
              --desktop         prints how many times as much the library takes as the same by hand: counted, and timed on
                                desktop .NET by BenchmarkDotNet
            """;

        private static int Main(string[] args)
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            switch (args)
            {
                case []:
                    Figure[] figures = Figures.All().ToArray();
                    string table = ResultsTable.Format(figures);
                    File.WriteAllText(Paths.Results, table);
                    File.WriteAllText(Paths.Costs, ResultsTable.ReplaceTargets(File.ReadAllText(Paths.Costs), figures));
                    foreach (string page in Directory.EnumerateFiles(Paths.Docs, "*.md"))
                    {
                        File.WriteAllText(page, ResultsTable.ReplaceTables(File.ReadAllText(page), figures));
                    }

                    Console.WriteLine(table);
                    Console.Write(ResultsTable.FormatTargets(figures));
                    return 0;

                case ["--explain"]:
                    return Explain(string.Empty);

                case ["--explain", string text]:
                    return Explain(text);

                case ["--budgets"]:
                    Budgets.Write(Paths.Budgets, Figures.All());
                    return 0;

                case ["--desktop"]:
                    Console.Write(Ratios.Format());
                    return 0;

                default:
                    bool asked = args is ["--help"] or ["-h"];
                    (asked ? Console.Out : Console.Error).WriteLine(Help);
                    return asked ? 0 : 2;
            }
        }

        private static int Explain(string text)
        {
            DeviceCode.Explain = (name, cost, operations) =>
            {
                if (name.Contains(text, StringComparison.OrdinalIgnoreCase))
                {
                    Console.WriteLine($"=== {name}: each of {operations:N0}\n{CostTable.Format(cost, 40, operations)}");
                }
            };
            int figures = Figures.All().Count();
            DeviceCode.Explain = null;
            string connection = string.Empty;
            ServerOperations.HttpRequest(ServerOperations.LibraryHttp, () =>
            {
                connection = HeldBytes.OfConnection().ToString();
                return HeldBytes.OfConnection().Bytes;
            });
            Console.WriteLine($"{figures} figures. An idle HTTP connection without its read buffer holds:\n{connection}");
            Console.WriteLine($"An idle MQTT client without its stream holds:\n{HeldBytes.OfMqttClient()}");
            return 0;
        }
    }
}
