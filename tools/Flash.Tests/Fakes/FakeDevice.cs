using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using UAsyncio.Flash.Serial;
using Xunit;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>A device at a serial port, and the port: it speaks the Wire Protocol as nf-interpreter does.</summary>
internal sealed class FakeDevice : ISerialPort, ISerialPorts
{
    private readonly Queue<byte> _sent = [];
    private readonly WireReader _reader = new();
    private bool _isGreeted;
    private bool _hasSpoken;

    /// <summary>What the app writes when it has been started.</summary>
    public string[] Lines { get => Runs[0]; init => Runs = [value]; }

    /// <summary>What the apps write that are deployed one after the other; the last one is all that follow.</summary>
    public IReadOnlyList<string[]> Runs { get; init; } = [[]];

    /// <summary>Whether an app ends after its last line.</summary>
    public bool Ends { get; init; }

    /// <summary>A device that never speaks the protocol.</summary>
    public bool IsDeaf { get; init; }

    public IReadOnlyList<string> PortNames { get; init; } = ["COM7"];

    /// <summary>What is known of a port.</summary>
    public Func<string, PortDetails> Details { get; init; } = name => new PortDetails(name, null, null, null);

    /// <summary>Is called when all that was sent has been read.</summary>
    public Action Idle { get; init; } = () => { };

    public List<string> Opened { get; } = [];

    public bool IsOpen { get; private set; }

    public IReadOnlyList<string> Names() => PortNames;

    public PortDetails Describe(string name) => Details(name);

    public ISerialPort Open(string name, int baudRate)
    {
        Opened.Add($"{name} {baudRate}");
        IsOpen = true;
        _isGreeted = false;
        return this;
    }

    public int Read(byte[] buffer)
    {
        if (_sent.Count == 0)
        {
            if (_hasSpoken)
            {
                Idle();
            }

            Thread.Sleep(1);
            return 0;
        }

        // In odd pieces, as serial ports give them.
        int count = Math.Min(7, Math.Min(buffer.Length, _sent.Count));

        for (int i = 0; i < count; i++)
        {
            buffer[i] = _sent.Dequeue();
        }

        _hasSpoken = true;

        return count;
    }

    public void Write(byte[] bytes)
    {
        foreach (WirePacket packet in _reader.Read(bytes))
        {
            Take(packet);
        }
    }

    public void SendRaw(params ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _sent.Enqueue(value);
        }
    }

    public void Dispose() => IsOpen = false;

    private void Take(WirePacket packet)
    {
        if (IsDeaf)
        {
            return;
        }

        if (packet.Command == WireCommand.Ping && !packet.Flags.HasFlag(WireFlags.Reply))
        {
            Send(WireCommand.Message, Encoding.UTF8.GetBytes("Test passed,Old.Run.0,1\r\n"));
            Send(WireCommand.Ping, new byte[8], WireFlags.Reply, packet.Sequence);
        }
        else if (packet.Command == WireCommand.Reboot)
        {
            Assert.Equal([6, 0, 0, 0], packet.Payload);
            Send(WireCommand.Reboot, [], WireFlags.Reply, packet.Sequence);
            Send(WireCommand.Ping, []);
        }
        else if (packet.Command == WireCommand.Ping && !_isGreeted)
        {
            _isGreeted = true;
            RunApp();
        }
    }

    private void RunApp()
    {
        // Emit sends what has gathered once it is longer than 80 bytes or has a line break.
        foreach (byte[] piece in Runs[Math.Clamp(Opened.Count - 1, 0, Runs.Count - 1)].SelectMany(line => Encoding.UTF8.GetBytes(line + "\r\n").Chunk(81)))
        {
            Send(WireCommand.Message, piece);
        }

        if (Ends)
        {
            Send(WireCommand.ProgramExit, []);
        }
    }

    private void Send(WireCommand command, byte[] payload, WireFlags flags = WireFlags.NonCritical, ushort replyTo = 0) =>
        SendRaw(new WirePacket(command, 1, replyTo, flags, payload).ToBytes());
}
