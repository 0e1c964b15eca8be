using System.Collections.Generic;
using System.Net.Sockets;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Fleets;

/// <summary>Looks whether this computer lets a program have as many sockets as a fleet takes: not devices that try for ever, and nothing says why.</summary>
internal static class SocketRoom
{
    // What is opened beside the devices' sockets: assemblies that are loaded late, and those of the listener and of names that are resolved.
    private const int Spare = 100;

    /// <summary>Opens that many and closes them.</summary>
    /// <exception cref="UsageException">There is no room.</exception>
    public static void Check(int count)
    {
        List<Socket> open = [];

        try
        {
            while (open.Count < count + Spare)
            {
                open.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            throw new UsageException($"{count} devices have a socket each, and this computer lets a program have too few open files: raise that limit (ulimit -n {2 * (count + Spare)}), or ask for fewer devices by --count.");
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }
}
