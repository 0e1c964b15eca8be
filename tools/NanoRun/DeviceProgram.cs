using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;

namespace UAsyncio.NanoRun;

/// <summary>A device program on the virtual device: its Main, or one method of it.</summary>
public sealed class DeviceProgram
{
    private const int AddressInUse = 10048;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly Func<Task<Exception?>> _start;
    private readonly TextWriter _output;

    private DeviceProgram(Func<Task<Exception?>> start, TextWriter output)
    {
        _start = start;
        _output = output;
    }

    /// <summary>Loads a program.</summary>
    /// <param name="path">The .exe or .dll, as built and woven; what it refers to is taken from its folder.</param>
    /// <param name="method">A static method without parameters to run instead of Main, as App.Program.Test; null for Main.</param>
    /// <param name="output">Takes what the device writes, line by line.</param>
    /// <exception cref="RunException">There is nothing to run.</exception>
    public static DeviceProgram Load(string path, string? method, TextWriter output)
    {
        string name = Path.GetFileName(path);
        Device.TracesExceptions = true;
        Assembly assembly = LoadAssembly(path);
        if (method == null)
        {
            return assembly.EntryPoint == null
                ? throw new RunException($"{name} has no Main: it is a library. Name what to run by --method Namespace.Type.Method, or run a program that uses it.")
                : new DeviceProgram(() => Device.Start(assembly), output);
        }

        MethodInfo found = FindMethod(assembly, method)
            ?? throw new RunException($"{name} has no static method {method} without parameters: give its namespace, class and name, as in App.Program.Test.");
        if (IsCoroutine(found.ReturnType))
        {
            throw new RunException($"{method} is async: nothing runs the coroutine that it returns. Name a method that does, as by new EventLoop().Run({found.Name}()).");
        }

        return new DeviceProgram(() => Device.Start(found), output);
    }

    /// <summary>Loads a device assembly.</summary>
    /// <exception cref="RunException">It cannot be loaded.</exception>
    public static Assembly LoadAssembly(string path)
    {
        try
        {
            // The libraries are beside the file itself.
            string file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return IsForDevice(file)
                ? Device.Load(file)
                : throw new RunException($"{Path.GetFileName(path)} is compiled for .NET on a computer: give an assembly that is compiled for nanoFramework, or its project.");
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            throw new RunException($"{Path.GetFileName(path)} is no device assembly that can be loaded: {exception.Message}");
        }
    }

    // By the mscorlib that it was compiled against: nanoFramework's is version 1.
    private static bool IsForDevice(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using PEReader file = new(stream);
        MetadataReader metadata = file.HasMetadata ? file.GetMetadataReader() : throw new BadImageFormatException("It is no .NET assembly.");
        return metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Any(r => metadata.GetString(r.Name) == "mscorlib" && r.Version.Major == 1);
    }

    private static bool IsCoroutine(Type? type) => type != null && (type.FullName == "UAsyncio.Nano.Coroutine" || IsCoroutine(type.BaseType));

    /// <summary>Runs it until all its threads have ended, as a device does, or until it is to stop.</summary>
    /// <param name="stopping">Is called at a stop, while everything is still there.</param>
    /// <param name="stop">Stops it; its sockets are closed then.</param>
    /// <returns>Whether no exception left any of its threads.</returns>
    public bool Run(Action stopping, CancellationToken stop)
    {
        int failures = 0;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Device.LineWritten += _output.WriteLine;
        Device.UnhandledException += OnUnhandled;
        Device.RebootRequested += OnReboot;
        Task main = _start();
        WaitForThreads(main, ended.Token);
        stopping();
        Device.LineWritten -= _output.WriteLine;
        Device.UnhandledException -= OnUnhandled;
        Device.RebootRequested -= OnReboot;

        // What its sockets throw when they are closed under it is no failure of the program.
        Device.Restart();
        return Volatile.Read(ref failures) == 0;

        void OnUnhandled(Exception exception)
        {
            Interlocked.Increment(ref failures);
            if (IsPortInUse(exception))
            {
                _output.WriteLine("That port is taken: this program listens on it twice, or another one on this computer does: stop that, or choose another port with --port-map, as in --port-map 80=9080.");
            }
        }

        void OnReboot()
        {
            _output.WriteLine("The program has rebooted the device, so it ends here: run it again.");
            ended.Cancel();
        }
    }

    private void WaitForThreads(Task main, CancellationToken end)
    {
        bool isTold = false;
        while (Device.RunningThreads > 0 && !end.WaitHandle.WaitOne(s_look))
        {
            // Not in the moment between Main's last line and its thread's end.
            if (!isTold && main.IsCompleted && Device.RunningThreads > 0 && !end.WaitHandle.WaitOne(10 * s_look) && Device.RunningThreads > 0)
            {
                isTold = true;
                _output.WriteLine("Main has ended; the program's other threads go on, as on a device. Ctrl+C stops them.");
            }
        }
    }

    private static bool IsPortInUse(Exception exception) =>
        exception.GetType().Name == "SocketException" && Equals(exception.GetType().GetProperty("ErrorCode")?.GetValue(exception), AddressInUse);

    private static MethodInfo? FindMethod(Assembly assembly, string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 1 ? null : assembly.GetType(name[..dot])?.GetMethod(name[(dot + 1)..], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, []);
    }
}
