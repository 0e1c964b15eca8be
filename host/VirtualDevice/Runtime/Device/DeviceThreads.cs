extern alias desktop;

using System;
using System.Globalization;
using System.Reflection;

namespace UAsyncio.VirtualDevice.Runtime
{
    // An exception that nobody catches ends its thread on a device, and nothing else.
    internal static class DeviceThreads
    {
        public static event Action<Exception> Unhandled;

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
            if (exception is TargetInvocationException { InnerException: not null } outer)
            {
                exception = outer.InnerException;
            }

            if (exception is SimulationEndedException)
            {
                return;
            }

            DeviceOutput.WriteLine("++++ Exception " + exception.GetType().FullName + " ++++");
            DeviceOutput.WriteLine(exception.ToString());
            Unhandled?.Invoke(exception);
        }
    }
}
