using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Threading;
using UAsyncio.VirtualDevice;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>What a program that runs device code offers to have counted and written: the options that such programs share.</summary>
    public sealed class ReportOptions
    {
        private readonly NumberOption _top = new("--top", "a number of lines", least: 1) { Description = "How many lines a table has at most.", HelpName = "N", DefaultValueFactory = _ => 30 };
        private readonly Option<string?> _flame = new("--flame") { Description = "Draws flame graphs into this SVG file: IL instructions and bytes by call stack.", HelpName = "FILE" };
        private readonly Option<string?> _speedscope = new("--speedscope") { Description = "Writes them for https://www.speedscope.app instead, or as well.", HelpName = "FILE" };
        private readonly NumberOption _heap = new("--heap", "a number of bytes", least: 1) { Description = "The size of the device's heap in bytes: an allocation that does not fit throws OutOfMemoryException. No limit unless set.", HelpName = "BYTES" };
        private readonly Option<bool> _live = new("--live") { Description = "Prints what is alive at the end, by type, with what holds it." };
        private string? _alive;

        /// <summary>Adds the options to a command.</summary>
        public ReportOptions(Command command)
        {
            _flame.Validators.Add(result => RefuseUnwritable(result, "flame graph", '<'));
            _speedscope.Validators.Add(result => RefuseUnwritable(result, "profile", '{'));
            command.Validators.Add(result =>
            {
                if (result.GetValue(_flame) is { } flame && result.GetValue(_speedscope) is { } speedscope && Path.GetFullPath(flame) == Path.GetFullPath(speedscope))
                {
                    result.AddError("--flame and --speedscope name the same file: give each its own.");
                }
            });
            command.Add(_flame);
            command.Add(_speedscope);
            command.Add(_heap);
            command.Add(_live);
            command.Add(_top);
        }

        /// <summary>The name of one of them that was given; null when none was.</summary>
        public string? GivenName(ParseResult result)
        {
            foreach (Option option in (Option[])[_flame, _speedscope, _heap, _live, _top])
            {
                if (result.GetResult(option) is { Implicit: false })
                {
                    return option.Name;
                }
            }

            return null;
        }

        /// <summary>Sets the heap's size and starts counting. Call it before device code is loaded.</summary>
        public void Start(ParseResult result)
        {
            Profiler.HeapLimit = result.GetValue(_heap);
            Device.InitializesFirst = Profiler.HeapLimit > 0;
            Profiler.Install();
            Profiler.Start();
        }

        /// <summary>Looks at the heap now, if that is asked for: a program that closes everything at its end calls it before.</summary>
        /// <param name="result">The command line.</param>
        /// <param name="roots">Objects to begin with, beside the static fields.</param>
        public void TakeLive(ParseResult result, params object[] roots)
        {
            if (result.GetValue(_live))
            {
                _alive ??= LiveHeap(roots);
            }
        }

        /// <summary>Stops counting, prints the tables and writes the files.</summary>
        public void Write(ParseResult result, TextWriter output)
        {
            Profiler.Stop();
            TakeLive(result);
            output.WriteLine();
            output.Write(CostTable.Format(Profiler.Snapshot(), result.GetValue(_top)));
            if (_alive != null)
            {
                output.WriteLine();
                output.Write(_alive);
            }

            if (result.GetValue(_flame) is { } flame)
            {
                Profiler.WriteFlameGraph(flame);
                output.WriteLine("\nFlame graphs: " + flame);
            }

            if (result.GetValue(_speedscope) is { } speedscope)
            {
                Profiler.WriteSpeedscope(speedscope);
                output.WriteLine($"\nOpen {speedscope} on https://www.speedscope.app");
            }
        }

        // The program may be changing a list at that moment.
        private static string LiveHeap(object[] roots)
        {
            for (int attempts = 0; ; attempts++)
            {
                try
                {
                    return Profiler.FormatHeap(roots);
                }
                catch (InvalidOperationException) when (attempts < 10)
                {
                    Thread.Sleep(1);
                }
            }
        }

        // What is there stays as it is until the report is written.
        private static string? WriteFault(string path)
        {
            bool isNew = !File.Exists(path);
            try
            {
                using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
                {
                }

                if (isNew)
                {
                    File.Delete(path);
                }

                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return exception.Message;
            }
        }

        // A report may take the place of an earlier one, and of nothing else: not of the program, by a name too many.
        private static bool IsAnother(string path, char first)
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                return false;
            }

            try
            {
                // A terminal or a pipe, such as /dev/stdout, has nothing to lose, and to read from it would wait.
                using FileStream stream = File.OpenRead(path);
                return stream.CanSeek && stream.ReadByte() != first;
            }
            catch (UnauthorizedAccessException)
            {
                return true;
            }
        }

        // Before the program runs, not after it.
        private static void RefuseUnwritable(OptionResult result, string kind, char first)
        {
            string? path = result.Tokens.Count == 1 ? result.Tokens[0].Value : null;
            if (path != null && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
            {
                result.AddError($"{result.Option.Name} {path}: give a file in a folder that exists.");
            }
            else if (path != null && WriteFault(path) is { } fault)
            {
                result.AddError($"{result.Option.Name} {path} cannot be written: {fault}");
            }
            else if (path != null && IsAnother(path, first))
            {
                result.AddError($"{result.Option.Name} {path} is a file already, and no {kind}, which would take its place: give another name.");
            }
        }
    }
}
