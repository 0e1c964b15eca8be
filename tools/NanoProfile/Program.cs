using System;
using System.CommandLine;
using System.IO;
using System.Reflection;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.VirtualDevice;

namespace UAsyncio.NanoProfile
{
    /// <summary>The command: runs device code and prints what it cost.</summary>
    internal static class Program
    {
        private static int Main(string[] args)
        {
            Argument<FileInfo> app = new("app") { Description = "The woven .exe or .dll; what it refers to is taken from its folder." };
            app.AcceptExistingOnly();
            Option<string?> type = new("--type") { Description = "The class of --method, with its namespace. Without both, Main is run." };
            Option<string?> method = new("--method") { Description = "A static method without parameters." };
            Option<int> top = new("--top") { Description = "How many lines a table has at most.", DefaultValueFactory = _ => 30 };
            Option<string?> speedscope = new("--speedscope") { Description = "Writes a flame graph to this file, for https://www.speedscope.app." };
            Option<int> heap = new("--heap") { Description = "The size of the device's heap in bytes: what does not fit throws OutOfMemoryException. 0: no limit." };
            Option<bool> live = new("--live") { Description = "Prints what is alive at the end, and what holds it." };
            top.Validators.Add(result => RefuseBelow(result, 1));
            heap.Validators.Add(result => RefuseBelow(result, 0));

            Command run = new("run", "Runs a device app on the virtual device and prints what it cost.") { app, type, method, top, speedscope, heap, live };
            run.Validators.Add(result =>
            {
                if ((result.GetValue(type) == null) != (result.GetValue(method) == null))
                {
                    result.AddError("--type and --method go together.");
                }
            });
            run.SetAction(result =>
            {
                Profiler.HeapLimit = result.GetValue(heap);
                int code = Run(result.GetValue(app)!, result.GetValue(type), result.GetValue(method));
                if (code == 2)
                {
                    return code;
                }

                Console.WriteLine();
                Console.Write(CostTable.Format(Profiler.Snapshot(), result.GetValue(top)));
                if (result.GetValue(live))
                {
                    Console.WriteLine();
                    Console.Write(Profiler.FormatHeap());
                }

                if (result.GetValue(speedscope) is { } path)
                {
                    Profiler.WriteSpeedscope(path);
                }

                return code;
            });

            RootCommand command = new("Counts what device code executes, calls and allocates: in IL instructions and bytes of a device's heap, the same on every run.") { run };
            return command.Parse(args).Invoke();
        }

        private static void RefuseBelow(System.CommandLine.Parsing.OptionResult result, int least)
        {
            if (result.Errors is not null && result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < least)
            {
                result.AddError($"{result.Option.Name} takes a number from {least} on.");
            }
        }

        // 0: ran; 1: ended by an exception; 2: there was nothing to run.
        private static int Run(FileInfo app, string? typeName, string? methodName)
        {
            Device.EchoToConsole = true;
            MethodInfo? method;
            Assembly assembly;
            try
            {
                assembly = Profiler.Load(app.FullName);
                method = Find(assembly, typeName, methodName);
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException)
            {
                Console.Error.WriteLine($"{app.Name} cannot be loaded: {exception.Message}");
                return 2;
            }

            if (method == null)
            {
                Console.Error.WriteLine(typeName == null
                    ? $"{app.Name} has no Main: name a method by --type and --method."
                    : $"{app.Name} has no static method {typeName}.{methodName} without parameters.");
                return 2;
            }

            Profiler.Start();
            Exception? failure = typeName == null ? Device.Run(assembly) : Call(method);
            Profiler.Stop();
            return failure == null ? 0 : 1;
        }

        private static MethodInfo? Find(Assembly assembly, string? typeName, string? methodName)
        {
            return typeName == null
                ? assembly.EntryPoint
                : assembly.GetType(typeName)?.GetMethod(methodName!, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, []);
        }

        private static Exception? Call(MethodInfo method)
        {
            try
            {
                method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
                return null;
            }
            catch (Exception exception)
            {
                Console.Error.WriteLine("The method ended with " + exception);
                return exception;
            }
        }
    }
}
