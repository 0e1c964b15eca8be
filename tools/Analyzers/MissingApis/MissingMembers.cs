using System.Collections.Generic;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Members of desktop .NET that nanoFramework's types of the same name do not have, and what is used instead.</summary>
    internal static class MissingMembers
    {
        private const string Loop = "write the loop";
        private const string Await = "write await";

        internal static readonly HashSet<string> Linq = new HashSet<string>
        {
            "Aggregate", "All", "Any", "Append", "Average", "Cast", "Concat", "Contains", "Count", "Distinct", "ElementAt", "Except", "First",
            "FirstOrDefault", "GroupBy", "Intersect", "Join", "Last", "LastOrDefault", "Max", "Min", "OfType", "OrderBy", "OrderByDescending",
            "Prepend", "Reverse", "Select", "SelectMany", "SequenceEqual", "Single", "SingleOrDefault", "Skip", "SkipWhile", "Sum", "Take",
            "TakeWhile", "ToArray", "ToDictionary", "ToHashSet", "ToList", "Union", "Where", "Zip",
        };

        /// <summary>By the member's name with its type's.</summary>
        internal static readonly Dictionary<string, string> Members = new Dictionary<string, string>
        {
            ["System.Array.ConvertAll"] = Loop,
            ["System.Array.Empty"] = "write new T[0]",
            ["System.Array.Exists"] = Loop,
            ["System.Array.Fill"] = Loop,
            ["System.Array.Find"] = Loop,
            ["System.Array.ForEach"] = "write foreach",
            ["System.Array.LastIndexOf"] = Loop,
            ["System.Array.Resize"] = "make a new array and Array.Copy into it",
            ["System.Array.Reverse"] = Loop,
            ["System.Array.Sort"] = "insert each element where it belongs, Array.BinarySearch finds the place",
            ["System.BitConverter.ToUInt8"] = "take the byte itself",
            ["System.Char.IsDigit"] = "write c >= '0' && c <= '9'",
            ["System.Char.IsLetter"] = "compare with 'a', 'z', 'A' and 'Z'",
            ["System.Char.IsLetterOrDigit"] = "compare with '0', '9', 'a', 'z', 'A' and 'Z'",
            ["System.Char.IsWhiteSpace"] = "compare with ' ', '\\t', '\\r' and '\\n'",
            ["System.Collections.ArrayList.AddRange"] = "Add each in a loop",
            ["System.Collections.ArrayList.Reverse"] = Loop,
            ["System.Collections.ArrayList.Sort"] = "Insert each element where it belongs, BinarySearch finds the place",
            ["System.Console.ReadKey"] = "read from a SerialPort",
            ["System.Console.ReadLine"] = "read from a SerialPort",
            ["System.Convert.ToString"] = "write value.ToString()",
            ["System.Convert.ToHexString"] = "write BitConverter.ToString(bytes), which puts a - between them",
            ["System.DateTime.Now"] = "use DateTime.UtcNow; a device has no time zone",
            ["System.Environment.Exit"] = "return from Main, or Power.RebootDevice() (package nanoFramework.Runtime.Native)",
            ["System.Environment.MachineName"] = "name the device yourself",
            ["System.Environment.NewLine"] = "write \"\\r\\n\"",
            ["System.Environment.TickCount"] = "use Environment.TickCount64, cast to int where it may wrap",
            ["System.Enum.GetName"] = "write a switch that gives the names",
            ["System.Enum.GetNames"] = "write an array with the names",
            ["System.Enum.GetValues"] = "write an array with the values",
            ["System.Enum.Parse"] = "write a switch over the names",
            ["System.Enum.TryParse"] = "write a switch over the names",
            ["System.GC.Collect"] = "use nanoFramework.Runtime.Native.GC.Run(true)",
            ["System.GC.GetTotalMemory"] = "use nanoFramework.Runtime.Native.GC.Run(false), which returns the free bytes",
            ["System.Random.Shared"] = "keep a new Random() in a field",
            ["System.String.Insert"] = "join the parts with +: s.Substring(0, i) + inserted + s.Substring(i)",
            ["System.String.IsNullOrWhiteSpace"] = "write s == null || s.Trim().Length == 0",
            ["System.String.Join"] = "append in a loop, to a StringBuilder (package nanoFramework.System.Text)",
            ["System.String.Remove"] = "join the parts with +: s.Substring(0, i) + s.Substring(i + count)",
            ["System.String.Replace"] = "write new StringBuilder(s).Replace(old, with).ToString() (package nanoFramework.System.Text)",
            ["System.String.ToLowerInvariant"] = "use ToLower(), which knows no culture",
            ["System.String.ToUpperInvariant"] = "use ToUpper(), which knows no culture",
            ["System.Text.Encoding.ASCII"] = "use Encoding.UTF8: the same for ASCII",
            ["System.Threading.Interlocked.Add"] = "use Interlocked.Increment or CompareExchange, or lock",
            ["System.Threading.Interlocked.Read"] = "use lock",
            ["System.Threading.Monitor.Pulse"] = "use an AutoResetEvent between threads",
            ["System.Threading.Monitor.PulseAll"] = "use a ManualResetEvent between threads",
            ["System.Threading.Monitor.TryEnter"] = "use lock",
            ["System.Threading.Monitor.Wait"] = "use an AutoResetEvent between threads",
            ["System.Threading.Thread.IsBackground"] = "leave it out: a program ends when Main does",
            ["System.Threading.Thread.Name"] = "leave it out, or name the task: loop.CreateTask(XAsync(), \"name\")",
            ["System.Threading.Thread.Yield"] = "use Thread.Sleep(0), and in a coroutine await Coroutine.Yield()",
            ["System.Threading.WaitHandle.SignalAndWait"] = "Set the one, then WaitOne the other",
            ["UAsyncio.Nano.Awaitable.ConfigureAwait"] = "leave it out: a coroutine goes on where its loop is",
            ["UAsyncio.Nano.Coroutine.CompletedTask"] = "leave the await out, or write an async Coroutine with nothing in it",
            ["UAsyncio.Nano.Coroutine.ContinueWith"] = "write an async Coroutine that awaits it and goes on",
            ["UAsyncio.Nano.Coroutine.FromResult"] = "write an async Coroutine<T> that returns the value",
            ["UAsyncio.Nano.Coroutine.IsCompletedSuccessfully"] = "write IsCompleted && !IsFaulted",
            ["UAsyncio.Nano.Coroutine.Start"] = "write loop.CreateTask(XAsync())",
            ["UAsyncio.Nano.Coroutine.Wait"] = Await + " it; outside a coroutine, loop.Run(XAsync())",
            ["UAsyncio.Nano.Coroutine.WaitAll"] = Await + " each",
        };

        /// <summary>Their names alone, to tell quickly what is none of them.</summary>
        internal static readonly HashSet<string> Names = NamesOf(Members.Keys);

        private static HashSet<string> NamesOf(IEnumerable<string> members)
        {
            var names = new HashSet<string>(Linq);

            foreach (string member in members)
            {
                names.Add(member.Substring(member.LastIndexOf('.') + 1));
            }

            return names;
        }
    }
}
