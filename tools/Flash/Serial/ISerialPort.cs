using System;

namespace UAsyncio.Flash.Serial;

/// <summary>An open serial port.</summary>
public interface ISerialPort : IDisposable
{
    /// <summary>Takes what has come, or waits for a moment.</summary>
    /// <param name="buffer">Where to.</param>
    /// <returns>How many bytes; 0 when none came in that moment.</returns>
    int Read(byte[] buffer);

    void Write(byte[] bytes);
}
