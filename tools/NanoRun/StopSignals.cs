using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace UAsyncio.NanoRun;

/// <summary>Ctrl+C and a polite kill as a request to stop, however often they come.</summary>
public sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _requested = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Has the process take them so, until it is disposed of. A second one that comes meanwhile does not kill it.</summary>
    public StopSignals()
    {
        _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Gets what is canceled when the program is to stop.</summary>
    public CancellationToken Token => _requested.Token;

    /// <summary>Asks for the same, as when nobody is there any more to read the output.</summary>
    public void Stop() => ThreadPool.QueueUserWorkItem(_ => _requested.Cancel());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;

        // Not on the signal's thread, which must be there for the next one.
        Stop();
    }
}
