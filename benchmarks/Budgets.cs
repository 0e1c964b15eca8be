using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace UAsyncio.Benchmarks
{
    /// <summary>The most that each figure may be: a line each, of the name, the IL instructions and the bytes.</summary>
    public static class Budgets
    {
        private const char Separator = '\t';

        // The file has two digits after the point.
        private const double Rounding = 0.005;

        /// <summary>Takes the figures as the budgets from now on.</summary>
        public static void Write(string path, IEnumerable<Figure> figures)
        {
            File.WriteAllLines(path, figures.Where(IsSteady).Select(f =>
                string.Join(Separator, f.Name, Text(f.Cost?.Instructions), Text(f.Cost?.Bytes ?? f.Size))));
        }

        /// <summary>Says what is over its budget, with the old and the new figure, and what has none.</summary>
        public static IEnumerable<string> Overruns(string path, IEnumerable<Figure> figures)
        {
            Dictionary<string, string[]> budgets = File.ReadLines(path).Select(line => line.Split(Separator)).ToDictionary(parts => parts[0], StringComparer.Ordinal);
            foreach (Figure figure in figures.Where(IsSteady))
            {
                if (!budgets.TryGetValue(figure.Name, out string[]? budget))
                {
                    yield return $"{figure.Name}: no budget in {path}";
                    continue;
                }

                foreach ((string unit, string old, double? now) in ((string, string, double?)[])[("IL instructions", budget[1], figure.Cost?.Instructions), ("bytes", budget[2], figure.Cost?.Bytes ?? figure.Size)])
                {
                    if (now != null && !(now <= Number(old) + Rounding))
                    {
                        yield return $"{figure.Name}: {old} {unit} before, {Text(now)} now";
                    }
                }
            }
        }

        // A figure without a budget is over it.
        private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

        // How the peer's system acknowledges decides how often a large write waits.
        private static bool IsSteady(Figure figure) => !figure.Name.StartsWith("socket: write", StringComparison.Ordinal);

        private static string Text(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
