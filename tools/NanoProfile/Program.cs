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
        private const int Succeeded = 0;
        private const int Failed = 1;
        private const int NothingToRun = 2;

        private static int Main(string[] args)
        {
            Argument<FileInfo> app = new("app") { Description = "The .exe or .dll, as built and woven; what it refers to is taken from its folder.", HelpName = "APP" };
            Option<string?> method = new("--method") { Description = "Runs this static method, which has no parameters, instead of Main.", HelpName = "Namespace.Type.Method" };
            RootCommand command = new(
                "Runs device code on the virtual device and counts what it executes, calls and allocates: in IL instructions and bytes of a 32-bit "
                + "device's heap, nothing timed.\nExit code: 0 it ran, 1 it ended by an exception or the command line is wrong, 2 there was nothing to run.") { app, method };
            app.AcceptExistingOnly();
            ReportOptions report = new(command);
            command.SetAction(result =>
            {
                Device.EchoToConsole = true;
                report.Start(result);
                int code = Run(result.GetValue(app)!, result.GetValue(method));
                if (code != NothingToRun)
                {
                    report.Write(result);
                }

                return code;
            });
            return command.Parse(args).Invoke();
        }

        private static int Run(FileInfo app, string? methodName)
        {
            Assembly assembly;
            try
            {
                assembly = Profiler.Load(app.FullName);
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException)
            {
                return Refuse($"{app.Name} is no device assembly that can be loaded: {exception.Message}");
            }

            if (methodName == null)
            {
                return assembly.EntryPoint == null
                    ? Refuse($"{app.Name} has no Main: name what to run by --method Namespace.Type.Method.")
                    : Device.Run(assembly) == null ? Succeeded : Failed;
            }

            int dot = methodName.LastIndexOf('.');
            MethodInfo? method = dot < 1 ? null : assembly.GetType(methodName[..dot])?.GetMethod(methodName[(dot + 1)..], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, []);
            return method == null
                ? Refuse($"{app.Name} has no static method {methodName} without parameters: give its namespace, class and name, as in App.Program.Test.")
                : Call(method);
        }

        private static int Refuse(string reason)
        {
            Console.Error.WriteLine(reason);
            return NothingToRun;
        }

        private static int Call(MethodInfo method)
        {
            try
            {
                method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
                return Succeeded;
            }
            catch (Exception exception)
            {
                Console.Error.WriteLine("The method ended with " + exception);
                return Failed;
            }
        }
    }
}
