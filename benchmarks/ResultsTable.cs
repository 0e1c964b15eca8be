using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace UAsyncio.Benchmarks
{
    /// <summary>The figures as Markdown.</summary>
    public static class ResultsTable
    {
        private const string Preface = """
            # What things cost

            Written by `dotnet run --project benchmarks -c Release`. Counted on the virtual device, per operation, over the Release
            build of the library and the benchmark's own coroutine; nothing is timed, and every run gives the same numbers.

            - **IL**: IL instructions that the interpreter executes in UAsyncio.Nano and in the benchmark, not inside the runtime's own libraries.
            - **Calls**: calls of all kinds that they make; **runtime** of them go into the runtime, **polls** of these are `Socket.Poll`.
            - **Bytes**: heap of a 32-bit device, allocated by the operation or held. What the runtime allocates inside a call is not seen, but for the string or array that it returns.
            - Reads and writes include a turn of the loop for each 17th that is ready at once. A wait over sockets includes the passes of the loop around it, without the polling window.

            """;

        /// <summary>Writes the table.</summary>
        public static string Format(IEnumerable<Figure> figures)
        {
            StringBuilder text = new(Preface.ReplaceLineEndings("\n"));
            string? group = null;
            foreach (Figure figure in figures)
            {
                if (figure.Group != group)
                {
                    group = figure.Group;
                    text.Append($"\n| {group} | IL | calls | runtime | polls | bytes | target | |\n|---|--:|--:|--:|--:|--:|---|---|\n");
                }

                Operation? cost = figure.Cost;
                text.Append($"| {figure.Name}{(figure.Note == null ? "" : ": " + figure.Note)} | {Number(cost?.Instructions)} | {Number(cost?.Calls)} | {Number(cost?.RuntimeCalls)} | {Number(cost?.Polls)} | {Number(cost?.Bytes ?? figure.Held)} | {figure.Target} | {(figure.IsMet is { } met ? met ? "met" : "**missed**" : "")} |\n");
            }

            return text.ToString();
        }

        private static string Number(double? number) => number?.ToString("#,0.#", CultureInfo.InvariantCulture) ?? "";
    }
}
