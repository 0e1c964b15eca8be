using System;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Fleets;

/// <summary>Where a broker listens, and whether it speaks TLS there.</summary>
internal sealed record Broker(string Host, int Port, bool IsTls)
{
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    /// <summary>Reads HOST[:PORT], mqtt://HOST[:PORT] or mqtts://HOST[:PORT]; null: it is none of them.</summary>
    public static Broker? Parse(string text)
    {
        int end = text.IndexOf("://", StringComparison.Ordinal);
        bool isTls = end >= 0 && text.AsSpan(0, end).Equals("mqtts", StringComparison.OrdinalIgnoreCase);

        if (end >= 0)
        {
            if (!isTls && !text.AsSpan(0, end).Equals("mqtt", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            text = text[(end + 3)..];
        }

        return HostAndPort.TryParse(text, isTls ? TlsPort : PlainPort, out string host, out int port) ? new Broker(host, port, isTls) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
