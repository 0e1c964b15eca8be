using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>A serial port without hardware: what is written at one end is read at the other. Unix only.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;

    // While nobody has the port open, reading at the device's end is an error.
    private readonly SafeFileHandle _held;

    public PseudoTerminal()
    {
        int descriptor = Check(OpenMaster(ReadWrite));
        Device = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
        Check(Grant(descriptor));
        Check(Unlock(descriptor));
        PortName = Marshal.PtrToStringUTF8(Name(descriptor)) ?? throw new Win32Exception(Marshal.GetLastPInvokeError());
        _held = File.OpenHandle(PortName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>The device's end; closing it is pulling the cable.</summary>
    public FileStream Device { get; }

    public string PortName { get; }

    public void Dispose()
    {
        _held.Dispose();
        Device.Dispose();
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname", SetLastError = true)]
    private static partial IntPtr Name(int descriptor);
}
