using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>uasyncio top, and what run tells of coroutines that fail.</summary>
public sealed class TopTests : IDisposable
{
    private readonly string _password = Path.GetTempFileName();

    public void Dispose() => File.Delete(_password);

    [Fact]
    public async Task The_tasks_of_a_device_that_runs_are_shown()
    {
        int port = FreePort();
        using ToolProcess device = new("run", TestPaths.Program, "--method", "ProfileApp.InspectCases.Serve", "--port-map", $"2323={port}");
        await device.WrittenAsync("serving on 2323\n");
        await File.WriteAllTextAsync(_password, "secret\n", TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await ToolProcess.RunAsync("top", $"127.0.0.1:{port}", "--password-file", _password, "--every", "50ms", "--count", "3");
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Equal(3, output.Split('\n').Count(line => line.TrimStart().StartsWith("sleeper ", StringComparison.Ordinal) && line.Contains(" delay ", StringComparison.Ordinal)));
        Assert.Contains("accept 0.0.0.0:2323", output);
        Assert.Contains("bytes free", output);

        await File.WriteAllTextAsync(_password, "wrong\n", TestContext.Current.CancellationToken);
        (exitCode, _, error) = await ToolProcess.RunAsync("top", $"127.0.0.1:{port}", "--password-file", _password);
        Assert.Equal(1, exitCode);
        Assert.Contains("The password is wrong.", error);
    }

    [Fact]
    public async Task On_a_terminal_without_a_cursor_tables_follow_each_other()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "No terminal to be had.");
        int port = FreePort();
        using ToolProcess device = new("run", TestPaths.Program, "--method", "ProfileApp.InspectCases.Serve", "--port-map", $"2323={port}");
        await device.WrittenAsync("serving on 2323\n");
        await File.WriteAllTextAsync(_password, "secret\n", TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await ToolProcess.RunOnDumbTerminalAsync("top", $"127.0.0.1:{port}", "--password-file", _password, "--every", "50ms", "--count", "3");
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Equal(3, output.Split('\n').Count(line => line.TrimStart().StartsWith("sleeper ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_password_where_one_is_asked_for_it_says_how_to_give_it()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<(int ExitCode, string Output, string Error)> top = ToolProcess.RunAsync("top", "127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port);
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("password:\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        (int exitCode, _, string error) = await top;
        Assert.Equal(2, exitCode);
        Assert.Contains("--password-file", error);
    }

    [Theory]
    [InlineData("", "The device has closed the connection.")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "is no InspectionConsole")]
    public async Task What_is_no_console_is_told(string says, string expected)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<(int ExitCode, string Output, string Error)> top = ToolProcess.RunAsync("top", "127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port);
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(says), TestContext.Current.CancellationToken);
        client.Close();
        (int exitCode, _, string error) = await top;
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("1\t2\t3\t4\r\npump\u001b[2J\tC\tready\t-1\t1\t1\t1\r\n\r\n", "pump\u241b[2J")]
    [InlineData("1\t2\t3\t4\r\npump\tC\tready\tx\u001b]0;y\a\t1\t1\t1\r\n\r\n", "No number where the device should send one: x\u241b]0;y\u2407")]
    public async Task What_a_device_says_does_not_steer_the_terminal(string says, string expected)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<(int ExitCode, string Output, string Error)> top = ToolProcess.RunAsync("top", "127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port, "--count", "1");
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes("UAsyncio.Nano console\r\n\r\n" + says), TestContext.Current.CancellationToken);
        (_, string output, string error) = await top;
        Assert.Contains(expected, output + error);
    }

    [Fact]
    public async Task Where_nobody_listens_it_says_what_is_needed()
    {
        (int exitCode, _, string error) = await ToolProcess.RunAsync("top", $"127.0.0.1:{FreePort()}");
        Assert.Equal(1, exitCode);
        Assert.Contains("InspectionConsole", error);
    }

    [Theory]
    [InlineData("top")]
    [InlineData("top", "host:0")]
    [InlineData("top", "host:x")]
    [InlineData("top", "host", "--count", "0")]
    [InlineData("top", "host", "--every", "0s")]
    [InlineData("top", "host", "--password-file", "no such file")]
    public async Task A_wrong_command_line_is_refused(params string[] arguments)
    {
        Assert.Equal(2, (await ToolProcess.RunAsync(arguments)).ExitCode);
    }

    // The finally block of a using throws it anew.
    [Fact]
    public async Task A_failure_is_told_with_the_line_that_it_came_from()
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.InspectCases.FailPlain");
        Assert.Equal(1, exitCode);
        Assert.Matches(@"(?m)^\+\+\+\+ It came from here, the innermost first \+\+\+\+\n   at ProfileApp\.InspectCases\.Break in .*InspectCases\.cs:line " + Line("innermost") + "$", output);
    }

    [Theory]
    [InlineData("FailTask", 0, "Task pump: System.ArgumentException: deep\n")]
    [InlineData("FailRun", 1, "++++ It came from here, the innermost first ++++\n")]
    public async Task A_failure_is_told_with_the_coroutines_that_it_passed_through_file_and_line(string method, int expected, string headline)
    {
        (int exitCode, string output, _) = await ToolProcess.RunAsync("run", TestPaths.Program, "--method", "ProfileApp.InspectCases." + method);
        Assert.Equal(expected, exitCode);
        string stack = output[(output.IndexOf(headline, StringComparison.Ordinal) + headline.Length)..];
        string[] lines = stack.Split('\n');
        Assert.Matches(@"^   at ProfileApp\.InspectCases\.Break in .*InspectCases\.cs:line " + Line("innermost") + "$", lines[0]);
        Assert.Matches(@"^   at ProfileApp\.InspectCases\.InnerAsync in .*InspectCases\.cs:line \d+$", lines[1]);
        Assert.Matches(@"^   at ProfileApp\.InspectCases\.MiddleAsync in .*InspectCases\.cs:line " + Line("middle") + "$", lines[2]);
        Assert.Matches(@"^   at ProfileApp\.InspectCases\.OuterAsync in .*InspectCases\.cs:line " + Line("outer") + "$", lines[3]);
        Assert.DoesNotContain("   at ", string.Join('\n', lines[4..]));
    }

    private static int Line(string mark)
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "UAsyncio.slnx")))
        {
            root = root.Parent!;
        }

        string source = Path.Combine(root.FullName, "tools", "NanoProfile.Tests", "DeviceApp", "InspectCases.cs");
        return 1 + Array.FindIndex(File.ReadAllLines(source), line => line.EndsWith("// " + mark, StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
