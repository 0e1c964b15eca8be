using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using UAsyncio.Flash;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Building;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Tool.Commands;

/// <summary>What run and profile have in common: the program, and the device that it runs on.</summary>
internal sealed class ProgramOptions
{
    private readonly Argument<string> _program = new("program")
    {
        Description = "The program: its .dll or .exe, as built and woven, or its project's folder, which is built first. Default: the project in the current folder.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string?> _method = new("--method") { Description = "Runs this static method, which has no parameters, instead of Main.", HelpName = "Namespace.Type.Method" };
    private readonly Option<string> _configuration = ProgramFile.NewConfigurationOption();
    private readonly Option<Dictionary<int, int>> _ports = PortMap.NewOption();
    private readonly DeviceOptions _device;

    public ProgramOptions(Command command, bool isProfiler)
    {
        command.Add(_program);
        command.Add(_configuration);
        command.Add(_method);
        command.Add(_ports);
        _device = new DeviceOptions(command, isProfiler);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <param name="limit">When it is ended, counted from its start: building and loading it is not its time.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(ParseResult result, Surroundings surroundings, TimeSpan limit)
    {
        if (ProgramFile.IsAssembly(result.GetValue(_program)!) && result.GetResult(_configuration) is { Implicit: false })
        {
            throw new UsageException($"{_configuration.Name} is for a project, and {result.GetValue(_program)} is built already: leave it out.");
        }

        string path = ProgramFile.Find(result.GetValue(_program)!, result.GetValue(_configuration)!, surroundings);
        _device.Apply(result);
        Device.PortMap = new PortMap(result.GetValue(_ports)!, surroundings.Output).ToHost;
        DeviceProgram program = DeviceProgram.Load(path, result.GetValue(_method), surroundings.Output);
        _device.StartScript();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Canceled);
        stop.CancelAfter(limit);
        bool isGood = program.Run(() => _device.TakeLive(result), stop.Token);
        _device.WriteReport(result, surroundings.Output);

        if (stop.IsCancellationRequested)
        {
            surroundings.Output.WriteLine("Stopped.");
        }

        return isGood ? ExitCode.Done : ExitCode.Failed;
    }
}
