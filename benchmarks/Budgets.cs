using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace UAsyncio.Benchmarks
{
    /// <summary>The most that each figure may be: a line each, of the name and a column for each unit, empty for what it has not.</summary>
    public static class Budgets
    {
        private const char Separator = '\t';

        // The file has two digits after the point.
        private const double Rounding = 0.005;

        private static readonly (string Unit, Func<Figure, double?> Value)[] s_columns =
        [
            ("IL instructions", f => f.Cost?.Instructions),
            ("polls", f => f.Cost?.Polls),
            ("bytes allocated", f => f.Cost?.Bytes),
            ("bytes held", f => f.Cost?.Held ?? f.Size),
        ];

        /// <summary>Takes the figures as the budgets from now on.</summary>
        public static void Write(string path, IEnumerable<Figure> figures)
        {
            File.WriteAllText(path, string.Concat(WithBudget(figures).Select(f =>
                f.Name + string.Concat(s_columns.Select(c => Separator + Text(c.Value(f)))) + "\n")));
        }

        /// <summary>Says what is over its budget, with the old and the new figure, and where only one of the two is left.</summary>
        public static IEnumerable<string> Overruns(string path, IEnumerable<Figure> figures)
        {
            Dictionary<string, string[]> budgets = File.ReadLines(path).Select(line => line.Split(Separator)).ToDictionary(parts => parts[0], StringComparer.Ordinal);
            foreach (Figure figure in WithBudget(figures))
            {
                if (!budgets.Remove(figure.Name, out string[]? budget))
                {
                    yield return $"{figure.Name}: no budget in {path}; --budgets writes it";
                    continue;
                }

                for (int i = 0; i < s_columns.Length; i++)
                {
                    double? now = s_columns[i].Value(figure);
                    string old = budget[i + 1];
                    if (now != null && !(now <= Number(old) + Rounding))
                    {
                        yield return $"{figure.Name}: {old} {s_columns[i].Unit} before, {Text(now)} now";
                    }
                }
            }

            foreach (string name in budgets.Keys)
            {
                yield return $"{name}: no longer counted, but in {path}; --budgets takes it out";
            }
        }

        private static IEnumerable<Figure> WithBudget(IEnumerable<Figure> figures)
        {
            return figures.Where(f => !f.DependsOnNetworkStack && s_columns.Any(c => c.Value(f) != null));
        }

        // A figure without a budget is over it.
        private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

        private static string Text(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
