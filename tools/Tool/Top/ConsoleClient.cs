using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Flash;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Top;

/// <summary>The other end of a device's InspectionConsole: a line asks, an empty line ends the answer.</summary>
internal sealed class ConsoleClient : IDisposable
{
    private const string PasswordPrompt = "password:";

    // A device under load may take its time, and after wrong passwords it waits for up to 32 s.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new();
    private readonly CancellationToken _stop;
    private StreamReader _reader = StreamReader.Null;

    private ConsoleClient(CancellationToken stop)
    {
        _stop = stop;
    }

    /// <summary>Connects and says the password.</summary>
    /// <exception cref="IOException">Nobody answers there, or not as a console does, or the password is wrong.</exception>
    public static async Task<ConsoleClient> ConnectAsync(string host, int port, string? password, CancellationToken stop)
    {
        ConsoleClient client = new(stop);

        try
        {
            await client.OpenAsync(host, port, password);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="IOException">The connection has ended, or no answer has come for a minute.</exception>
    public async Task<IReadOnlyList<string>> AskAsync(string command)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(command + "\n"), _stop);
            return await ReadAnswerAsync();
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            throw Lost();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private async Task OpenAsync(string host, int port, string? password)
    {
        try
        {
            await _client.ConnectAsync(host, port, _stop).AsTask().WaitAsync(s_patience, _stop);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            throw new IOException($"Nobody answers at {host}:{port} ({exception.Message}). The program on the device has to serve an InspectionConsole there: docs/inspecting.md.");
        }

        _reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
        IReadOnlyList<string> answer = await ReadAnswerAsync();
        if (answer is [PasswordPrompt])
        {
            if (password == null)
            {
                throw new UsageException($"The console asks for a password: give --password-file, or set the environment variable {TopPassword.Variable}.");
            }

            answer = await AskAsync(password);
        }

        if (answer is ["wrong"])
        {
            throw new IOException("The password is wrong. After several wrong ones the device looks at the next only later.");
        }

        if (answer is not [string greeting] || !greeting.StartsWith("UAsyncio.Nano console", StringComparison.Ordinal))
        {
            throw new IOException($"What answers at {host}:{port} is no InspectionConsole.");
        }
    }

    private async Task<IReadOnlyList<string>> ReadAnswerAsync()
    {
        List<string> lines = [];

        try
        {
            string? line;
            while ((line = await _reader.ReadLineAsync(_stop).AsTask().WaitAsync(s_patience, _stop)) != string.Empty)
            {
                // Not all of it goes through the tool's output: a table that is shown live does not.
                lines.Add(PlainOutput.Plain(line ?? throw Lost()));
            }

            return lines;
        }
        catch (TimeoutException)
        {
            throw new IOException("The device is connected but has not answered for a minute: its loop may be stuck in a turn.");
        }
    }

    private static IOException Lost() => new("The device has closed the connection.");
}
