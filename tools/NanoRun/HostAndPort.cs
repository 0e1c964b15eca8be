using System;
using System.Globalization;

namespace UAsyncio.NanoRun;

/// <summary>A host, and a port where it is not the usual one: HOST[:PORT].</summary>
public static class HostAndPort
{
    /// <summary>Reads it.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string text, int defaultPort, out string host, out int port)
    {
        int colon = text.LastIndexOf(':');
        port = defaultPort;
        host = colon < 0 ? text : text[..colon];
        return host.Length > 0 && host.AsSpan().IndexOfAny(" :/@[]") < 0
            && (colon < 0 || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue));
    }
}
