using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace UAsyncio.Flash.Serial;

/// <summary>
/// Reads what a device's app writes; starts it anew, if asked to, so that its first line is there. A device sends its output over the Wire Protocol
/// only once a debugger has greeted it (an STM32 sends it nowhere else), so this greets it as a debugger does.
/// </summary>
public sealed class DeviceConsole
{
    /// <summary>What most firmware uses; a few ESP32 boards have 115,200, native USB takes any.</summary>
    public const int DefaultBaudRate = 921600;

    private const uint HostPing = 0x00010002;
    private const uint RebootClrAndWait = 2 | 4;
    private const int GreetingPeriod = 500;
    private const int RestartPeriod = 5000;

    private readonly ISerialPort _port;
    private readonly CancellationToken _canceled;
    private readonly WireReader _reader = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private readonly Queue<string> _lines = [];
    private readonly byte[] _buffer = new byte[4096];
    private readonly Stopwatch _sinceRequest = new();
    private readonly bool _restart;
    private readonly bool _follow;
    private ushort _sequence;

    /// <summary>Makes one; the device is greeted by the first read.</summary>
    /// <param name="port">The device's port.</param>
    /// <param name="canceled">Ends reads.</param>
    /// <param name="restart">Whether the app is started anew.</param>
    /// <param name="follow">Whether reads go on when the app has ended, as it may be started anew.</param>
    public DeviceConsole(ISerialPort port, CancellationToken canceled, bool restart = true, bool follow = false)
    {
        _port = port;
        _canceled = canceled;
        _restart = restart;
        _follow = follow;
    }

    /// <summary>Whether the device has answered.</summary>
    public bool Answered { get; private set; }

    /// <summary>Whether the app has been started anew; lines before are of its run before, if it had one.</summary>
    public bool Restarted { get; private set; }

    /// <summary>Whether the app has ended; lines that it wrote before may still be waiting.</summary>
    public bool Ended { get; private set; }

    /// <summary>Reads the next line that is not empty.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>The line, or null: the app has ended, or none came in that time.</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C.</exception>
    public string? ReadLine(TimeSpan patience)
    {
        Stopwatch waited = Stopwatch.StartNew();

        while (_lines.Count == 0)
        {
            _canceled.ThrowIfCancellationRequested();

            if ((Ended && !_follow) || waited.Elapsed > patience)
            {
                return null;
            }

            AskIfDue();
            int count = _port.Read(_buffer);

            foreach (WirePacket packet in _reader.Read(_buffer.AsSpan(0, count)))
            {
                Take(packet);
            }
        }

        return _lines.Dequeue();
    }

    // After a deployment the device is restarting, and hears nothing for a while.
    private void AskIfDue()
    {
        if (Restarted || (Answered && !_restart) || (_sinceRequest.IsRunning && _sinceRequest.ElapsedMilliseconds < (Answered ? RestartPeriod : GreetingPeriod)))
        {
            return;
        }

        _sinceRequest.Restart();

        if (Answered)
        {
            Send(WireCommand.Reboot, 0, WireFlags.NoCaching, RebootClrAndWait);
        }
        else
        {
            Send(WireCommand.Ping, 0, WireFlags.NoCaching, HostPing, 0);
        }
    }

    private void Take(WirePacket packet)
    {
        switch (packet.Command)
        {
            case WireCommand.Ping when packet.Flags.HasFlag(WireFlags.Reply):
                if (!Answered)
                {
                    Answered = true;
                    _sinceRequest.Reset();
                }

                break;
            case WireCommand.Ping:
                // The runtime is starting and waits for this; flags without "stop" let it go on.
                Answered = true;
                Restarted = true;
                Ended = false;
                _line.Clear();
                _lines.Clear();
                Send(WireCommand.Ping, packet.Sequence, WireFlags.Reply | WireFlags.NonCritical, HostPing, 0);
                break;
            case WireCommand.Message:
                TakeText(packet.Payload);
                break;
            case WireCommand.ProgramExit:
                EndLine();
                Ended = true;
                break;
        }
    }

    private void TakeText(byte[] text)
    {
        char[] chars = new char[_decoder.GetCharCount(text, flush: false)];
        _decoder.GetChars(text, chars, flush: false);

        foreach (char c in chars)
        {
            if (c is '\r' or '\n')
            {
                EndLine();
            }
            else
            {
                _line.Append(c);
            }
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0)
        {
            _lines.Enqueue(_line.ToString());
            _line.Clear();
        }
    }

    private void Send(WireCommand command, ushort replyTo, WireFlags flags, params uint[] words)
    {
        byte[] payload = new byte[4 * words.Length];

        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(4 * i), words[i]);
        }

        _port.Write(new WirePacket(command, _sequence++, replyTo, flags, payload).ToBytes());
    }
}
