using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>uasyncio run and profile.</summary>
public sealed class RunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uasyncio run ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_program_runs_to_its_end()
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync("run", TestPaths.Program);
        Assert.Equal((0, "done\n", string.Empty), (exitCode, output, error));
    }

    // Its libraries are beside the file that it leads to. Windows gives links to administrators only.
    [Theory]
    [InlineData("run")]
    [InlineData("profile")]
    public async Task A_link_to_a_program_runs_it(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links");
        string link = Path.Combine(_folder.FullName, "link.exe");
        File.CreateSymbolicLink(link, TestPaths.Program);
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(command, link);
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.StartsWith("done\n", output);
    }

    [Theory]
    [InlineData("Throw", "run")]
    [InlineData("Throw", "profile")]
    [InlineData("ThrowInThread", "run")]
    public async Task An_exception_that_nobody_catches_is_shown_with_its_file_and_line_and_is_the_exit_code(string method, string command)
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync(command, TestPaths.Program, "--method", "ProfileApp.RunCases." + method);
        Assert.Equal(1, exitCode);
        Assert.Contains("System.InvalidOperationException: the sensor is gone\n", output);
        string source = Path.Combine("NanoProfile.Tests", "DeviceApp", "RunCases.cs");
        int line = 1 + Array.FindIndex(await File.ReadAllLinesAsync(Path.Combine(Root(), "tools", source), TestContext.Current.CancellationToken), l => l.Contains("the sensor is gone", StringComparison.Ordinal));
        Assert.Contains($"{source}:line {line}\n", output);
        Assert.DoesNotContain("UAsyncio.VirtualDevice.", output);
        Assert.DoesNotContain("System.Reflection.", output);
        Assert.Equal(method == "ThrowInThread", output.Contains("Main goes on\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("profile")]
    public async Task Symbols_of_another_build_are_as_none(string command)
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(TestPaths.Program)!))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        string program = Path.Combine(_folder.FullName, Path.GetFileName(TestPaths.Program));
        File.Copy(Path.ChangeExtension(TestPaths.DeviceTests, ".pdb"), Path.ChangeExtension(program, ".pdb"), overwrite: true);
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(command, program);
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.StartsWith("done\n", output);
    }

    [Fact]
    public async Task What_a_device_writes_does_not_steer_the_terminal()
    {
        (_, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.RunCases.WriteControl");
        Assert.Equal("a\tb \u241b[2J\u241b]52;c;aGk=\u2407 \u240dc \ufffd31m \u2421 \u00e9\n", output);
    }

    // A log of a long run: the program, which would write for ever, is stopped like by Ctrl+C.
    [Theory]
    [InlineData("run")]
    [InlineData("--help")]
    public async Task Output_that_has_no_room_on_the_disk_is_told_and_ends_what_would_go_on_for_ever(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a file that is always full");
        string[] arguments = command == "run" ? [command, TestPaths.Program, "--method", "ProfileApp.RunCases.WriteForEver"] : [command];
        (int exitCode, _, string error) = await ToolProcess.RunToFileAsync("/dev/full", arguments);
        Assert.Equal(1, exitCode);
        Assert.Equal("uasyncio: not all of the output could be written: No space left on device\n", error);
    }

    // uasyncio run | head -1
    [Fact]
    public async Task A_program_whose_reader_has_gone_is_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        (int exitCode, string output, _) = await ToolProcess.RunIntoAsync("head -1", "run", TestPaths.Program, "--method", "ProfileApp.RunCases.WriteForEver");
        Assert.Equal((0, "tick\n"), (exitCode, output));
    }

    [Fact]
    public async Task A_program_goes_on_until_its_last_thread_has_ended()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.RunCases.LeaveThread");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("Main is done\n", output);
        Assert.EndsWith("the thread is done\n", output);
    }

    [Fact]
    public async Task A_server_is_reached_at_the_port_that_is_given_and_sees_its_own_and_stops_politely()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        int port = FreePort();
        using ToolProcess tool = new("run", TestPaths.Program, "--method", "ProfileApp.RunCases.Serve", "--port-map", $"80={port}");
        await tool.WrittenAsync("serving on 80\n");
        Assert.Contains($"Port 80 of the device is port {port} of this computer: 127.0.0.1:{port}\n", tool.Output);
        Assert.Contains("connected to 80\n", tool.Output);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        Assert.Equal(80, client.GetStream().ReadByte());

        Assert.Equal(0, await tool.InterruptAsync());
        Assert.EndsWith("Stopped.\n", tool.Output);
        Assert.Empty(tool.Error);
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_explained()
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.RunCases.Serve", "--port-map", $"80={((IPEndPoint)other.LocalEndPoint!).Port}");
        Assert.Equal(1, exitCode);
        Assert.Contains("choose another port with --port-map", output);
    }

    [Fact]
    public async Task A_port_that_the_program_itself_has_is_not_put_down_to_another_one()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.RunCases.ListenTwice", "--port-map", $"80={FreePort()}");
        Assert.Equal(1, exitCode);
        Assert.Contains("this program listens on it twice, or another one", output);
    }

    [Theory]
    [InlineData("--for", "1s")]
    [InlineData]
    public async Task A_program_that_never_ends_is_profiled_until_it_is_stopped(params string[] limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && limit.Length == 0, "Windows has no signals to send.");
        using ToolProcess tool = new(["profile", TestPaths.Program, "--method", "ProfileApp.RunCases.Never", "--top", "3", "--live", .. limit]);
        await tool.WrittenAsync("started\n");
        Assert.Equal(0, limit.Length == 0 ? await tool.InterruptAsync() : await tool.EndAsync());
        Assert.Contains("ProfileApp.RunCases.Never\n", tool.Output);
        Assert.Contains("Alive: ", tool.Output);
        Assert.Contains("Tables of the assemblies", tool.Output);
    }

    [Fact]
    public async Task What_does_not_fit_the_heap_ends_the_program()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--heap", "200");
        Assert.Equal(1, exitCode);
        Assert.Contains("System.OutOfMemoryException", output);
    }

    // On a device it has run before Main.
    [Fact]
    public async Task A_static_constructor_does_not_meet_a_heap_that_the_program_has_filled()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.RunCases.UseWhenFull", "--heap", "20000");
        Assert.StartsWith("100\n", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_script_plays_beside_the_program()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--network", "--script", Write("{ \"pins\": [ { \"pin\": 0, \"events\": [ { \"at\": 1, \"level\": \"low\" } ] } ] }"));
        Assert.Equal((0, "done\n"), (exitCode, output));
    }

    [Theory]
    [InlineData("{ \"pins\": [ { \"pin\": 0, \"events\": [ { \"at\": 1, \"level\": \"up\" } ] } ] }", "\"up\" is no level")]
    [InlineData("pins:", "no JSON")]
    public async Task A_script_that_cannot_be_played_is_refused_before_the_program_runs(string script, string message)
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync("run", TestPaths.Program, "--script", Write(script));
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("--script nowhere.json", "--script nowhere.json: there is no file /")]
    [InlineData("--script --network", "--script needs a value, and --network is an option")]
    [InlineData("--heap -1", "--heap takes a number of bytes from 1 to")]
    [InlineData("--preset pico", "pico")]
    [InlineData("--for 10s", "--for")]
    [InlineData("@file", "@file")]
    public async Task A_wrong_command_line_is_refused(string options, string message)
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(["run", TestPaths.Program, .. options.Split(' ')]);
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains(message, error);
        Assert.Contains("uasyncio run --help tells more", error);
    }

    [Theory]
    [InlineData("run --hepa 3", "--hepa")]
    [InlineData("test --dry-runn", "--dry-runn")]
    [InlineData("flash --board Esp32 --dryrun", "--dryrun")]
    [InlineData("lint App.dll --reference bin --warn", "--warn")]
    public async Task A_mistyped_option_is_no_value(string arguments, string option)
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(arguments.Split(' '));
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains($"There is no option {option}.", error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task A_program_for_this_computer_is_refused(string command)
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(command, TestPaths.Tool);
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains("uasyncio.dll is compiled for .NET on a computer", error);
    }

    [Theory]
    [InlineData("--configuration Release", "is built already")]
    [InlineData("--method ProfileApp.RunCases.Late", "nothing runs the coroutine that it returns")]
    public async Task What_would_do_nothing_is_refused(string options, string message)
    {
        (int exitCode, string output, string error) = await ToolProcess.RunAsync(["run", TestPaths.Program, .. options.Split(' ')]);
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("--flame")]
    [InlineData("--speedscope")]
    public async Task A_report_that_cannot_be_written_is_refused_before_the_program_runs(string option)
    {
        string file = Path.Combine(_folder.FullName, new string('x', 300));
        (int exitCode, string output, string error) = await ToolProcess.RunAsync("profile", TestPaths.Program, option, file);
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains($"{option} {file} cannot be written", error);
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "UAsyncio.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string Write(string script)
    {
        string path = Path.Combine(_folder.FullName, "device.json");
        File.WriteAllText(path, script);
        return path;
    }
}
