extern alias desktop;

using System;
using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Interlocked = desktop::System.Threading.Interlocked;
using Volatile = desktop::System.Threading.Volatile;

namespace UAsyncio.VirtualDevice.Runtime
{
    // An exception that nobody catches ends its thread on a device, and nothing else.
    internal static class DeviceThreads
    {
        private static int s_running;

        public static event Action<Exception> Unhandled;

        // What the program has started and what has not ended; a device is done when none is left.
        public static int Running => Volatile.Read(ref s_running);

        public static void Begin() => Interlocked.Increment(ref s_running);

        public static void End() => Interlocked.Decrement(ref s_running);

        public static void Run(Action body)
        {
            // A device has one culture.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            try
            {
                body();
            }
            catch (Exception e)
            {
                Report(e);
            }
        }

        public static void Report(Exception exception)
        {
            if (SimulatedTime.IsThreadEnding)
            {
                return;
            }

            if (exception is TargetInvocationException { InnerException: not null } outer)
            {
                exception = outer.InnerException;
            }

            DeviceOutput.WriteLine("++++ Exception " + exception.GetType().FullName + " ++++");
            if (exception is SocketException { ErrorCode: int code })
            {
                DeviceOutput.WriteLine($"ErrorCode {code} ({(SocketError)code})");
            }

            DeviceOutput.WriteLine(DeviceTrace.Of(exception.ToString()));
            Unhandled?.Invoke(exception);
        }
    }
}
