using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>A cost as text: what is dearest first.</summary>
    public static class CostTable
    {
        /// <summary>Writes tables of methods, coroutines, types and calls of the runtime.</summary>
        /// <param name="cost">What to write.</param>
        /// <param name="top">How many lines each may have.</param>
        /// <param name="per">What to divide all by: how many operations there were.</param>
        public static string Format(Cost cost, int top = 30, double per = 1)
        {
            StringBuilder text = new();
            Line(text, $"{Number(cost.Instructions / per)} IL instructions, {Number(cost.AllocatedBytes / per)} bytes allocated in {Number(cost.Allocations / per)} objects");
            Line(text, $"{Number(cost.Calls.Total / per)} calls: {Number(cost.Calls.Direct / per)} direct, {Number(cost.Calls.Virtual / per)} virtual, {Number(cost.Calls.Interface / per)} interface, {Number(cost.Calls.Delegate / per)} delegate, {Number(cost.Calls.Runtime / per)} into the runtime");
            Line(text, $"Interpreter, estimated: {Number(cost.Nanoseconds / per)} ns on a PC, without what the runtime does inside its own calls; a device takes some 50 to 100 times as long");
            Methods(text, "Method", cost.ByMethod, top, per);
            Methods(text, "Coroutine, with what it calls up to the next one", cost.ByCoroutine, top, per);

            Heading(text, $"{"Bytes",12} {"Objects",10}  Type");
            foreach ((string name, TypeCost type) in cost.ByType.OrderByDescending(t => t.Value.Bytes).Take(top))
            {
                Line(text, $"{Number(type.Bytes / per),12} {Number(type.Count / per),10}  {name}");
            }

            Heading(text, $"{"Calls",12}  Into the runtime");
            foreach ((string name, long calls) in cost.RuntimeCalls.OrderByDescending(c => c.Value).Take(top))
            {
                Line(text, $"{Number(calls / per),12}  {name}");
            }

            foreach (string unknown in Profiler.UnknownTypes)
            {
                Line(text, $"Not counted, since its size on a device is not known: {unknown}");
            }

            return text.ToString();
        }

        private static void Methods(StringBuilder text, string title, IReadOnlyDictionary<string, MethodCost> methods, int top, double per)
        {
            Heading(text, $"{"Instructions",12} {"with callees",12} {"Est. ns",12} {"Entered",10} {"Bytes",10}  {title}");
            foreach ((string name, MethodCost method) in methods.OrderByDescending(m => m.Value.Instructions).Take(top))
            {
                Line(text, $"{Number(method.Instructions / per),12} {Number(method.TotalInstructions / per),12} {Number(method.Nanoseconds / per),12} {Number(method.Calls / per),10} {Number(method.Allocations.Bytes / per),10}  {name}");
            }
        }

        private static void Heading(StringBuilder text, string heading)
        {
            text.Append('\n').Append(heading).Append('\n');
        }

        private static void Line(StringBuilder text, FormattableString line)
        {
            text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        private static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
    }
}
