using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace UAsyncio.Benchmarks
{
    /// <summary>The figures as Markdown.</summary>
    public static partial class ResultsTable
    {
        private const string Preface = """
            # What things cost: the figures

            Written by `dotnet run --project benchmarks`; [docs/costs.md](../docs/costs.md) says what they mean. Counted on the virtual
            device, per operation, over the optimised build of the library and the benchmark's own code; nothing is timed, and
            every run gives the same numbers, but of the longer writes: those wait for the computer's TCP, which a load can make quicker.

            - **IL**: IL instructions that the interpreter executes in UAsyncio.Nano and in the benchmark, not inside the runtime's own libraries.
            - **Calls**: calls of all kinds that they make, of the runtime too; **polls** of them are `Socket.Poll`.
            - **Bytes**: heap of a 32-bit device that is allocated by the operation. What the runtime allocates inside a call is not seen, but for the string or array that it returns.
            - **Held**: heap that it holds while it waits: coroutines, sockets, streams, a thread's stack; not the loop, not buffers.
            - **By hand**: a state machine over `Socket.Poll`, without the library. **Thread**: a thread for each connection, over `NetworkStream`. Neither has time limits, cancellation, or bounds on what a client sends.
            - A read or write of the library has a turn of the loop for each 17th that is ready at once; one that waits includes the passes of the loop around it.

            """;

        private const string TargetsBegin = "<!-- targets";
        private const string TargetsEnd = "<!-- /targets -->";
        private const string Columns = "| IL | calls | polls | bytes | held ";
        private const string CompareColumns = "| by hand: IL | calls | bytes | held | thread: IL | calls | bytes | held ";

        /// <summary>Writes the targets with the figures beside them.</summary>
        public static string FormatTargets(IEnumerable<Figure> figures)
        {
            StringBuilder text = new("| | target | figure | |\n|---|---|---|---|\n");
            foreach (Figure figure in figures)
            {
                if (figure.Target is { } target)
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {target.Limit} | {target.Result} | {(target.IsMet ? "met" : "**missed**")} |\n");
                }
            }

            return text.ToString();
        }

        /// <summary>Writes the targets into a page, between its marks.</summary>
        public static string ReplaceTargets(string page, IEnumerable<Figure> figures)
        {
            int first = page.IndexOf('\n', page.IndexOf(TargetsBegin, StringComparison.Ordinal)) + 1;
            int last = page.IndexOf(TargetsEnd, StringComparison.Ordinal);
            return page[..first] + FormatTargets(figures) + page[last..];
        }

        /// <summary>Writes tables into a page, each between its marks, which name it.</summary>
        public static string ReplaceTables(string page, IEnumerable<Figure> figures)
        {
            return Table().Replace(page, match => match.Groups["begin"].Value + FormatTable(figures.Where(f => f.Group == match.Groups["group"].Value)) + match.Groups["end"].Value);
        }

        private static string FormatTable(IEnumerable<Figure> figures)
        {
            StringBuilder text = new();
            foreach (Figure figure in figures)
            {
                if (text.Length == 0)
                {
                    text.Append(figure.Cost == null ? "| | bytes |\n|---|--:|\n" : "| | IL | calls | bytes |\n|---|--:|--:|--:|\n");
                }

                text.Append(figure.Cost is { } cost
                    ? $"| {figure.Name} | {Number(cost.Instructions)} | {Number(cost.Calls)} | {Number(cost.Bytes)} |\n"
                    : $"| {figure.Name} | {Number(figure.Size)} |\n");
            }

            return text.ToString();
        }

        [GeneratedRegex(@"(?<begin><!-- figures: (?<group>[^\n]+), by dotnet run --project benchmarks -->\n).*?(?<end><!-- /figures -->)", RegexOptions.Singleline)]
        private static partial Regex Table();

        /// <summary>Writes the whole file.</summary>
        public static string Format(IReadOnlyCollection<Figure> figures)
        {
            StringBuilder text = new(Preface.ReplaceLineEndings("\n"));
            text.Append("\n## Targets\n\n").Append(FormatTargets(figures));
            foreach (IGrouping<string, Figure> group in figures.GroupBy(f => f.Group))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n");
                if (group.All(f => f.Cost == null))
                {
                    AppendSizes(text, group);
                }
                else
                {
                    AppendCosts(text, group);
                }
            }

            return text.ToString();
        }

        private static void AppendSizes(StringBuilder text, IEnumerable<Figure> figures)
        {
            text.Append("| | bytes | |\n|---|--:|---|\n");
            foreach (Figure figure in figures)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(figure.Size)} | {figure.Note} |\n");
            }
        }

        private static void AppendCosts(StringBuilder text, IEnumerable<Figure> figures)
        {
            Figure[] all = figures.ToArray();
            string head = "| " + Columns + CompareColumns + "|\n";
            text.Append(head).Append("|---").Insert(text.Length, "|--:", head.Count(c => c == '|') - 2).Append("|\n");
            foreach (Figure figure in all)
            {
                Operation? cost = figure.Cost;
                text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(cost?.Instructions)} | {Number(cost?.Calls)} | {Number(cost?.Polls)} | {Number(cost?.Bytes)} | {Number(cost?.Held)} ");
                foreach (Operation? other in (Operation?[])[figure.ByHand, figure.ByThread])
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {Number(other?.Instructions)} | {Number(other?.Calls)} | {Number(other?.Bytes)} | {Number(other?.Held)} ");
                }

                text.Append("|\n");
            }
        }

        private static string Number(double? number) => number?.ToString("#,0.#", CultureInfo.InvariantCulture) ?? "";
    }
}
