using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace UAsyncio.Tool.Look;

/// <summary>A pipe that the output goes into. Console.Out says nothing when who reads it has gone, and what runs until Ctrl+C would go on for nobody.</summary>
internal sealed class PipeStream : Stream
{
    private const int StandardOutput = 1;

    private readonly FileStream _pipe;
    private readonly Action _gone;

    private PipeStream(FileStream pipe, Action gone)
    {
        _pipe = pipe;
        _gone = gone;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The output's pipe; null where it is none: a file, whose end others move too, is the console's to write.</summary>
    /// <param name="gone">Is called when nobody reads it any more.</param>
    public static PipeStream? Open(Action gone)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        FileStream output = new(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? null : new PipeStream(output, gone);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _pipe.Write(buffer, offset, count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _gone();
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
