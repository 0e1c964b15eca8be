using System;
using System.IO;
using System.Text;

namespace UAsyncio.Tool.Look;

/// <summary>Output that goes into a file. What has no room there is told once, in the end: whoever writes, a thread of the device too, could do nothing about it.</summary>
/// <param name="file">Takes it.</param>
/// <param name="full">Is called when it takes no more.</param>
internal sealed class FileOutput(TextWriter file, Action full) : TextWriter
{
    private volatile string? _failure;

    public override Encoding Encoding => file.Encoding;

    /// <summary>Why not all of it was written; null where it was.</summary>
    public string? Failure => _failure;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        try
        {
            if (_failure == null)
            {
                file.Write(value);
            }
        }
        catch (IOException exception)
        {
            _failure = exception.Message;
            full();
        }
    }

    public override void WriteLine(string? value) => Write(value + file.NewLine);
}
