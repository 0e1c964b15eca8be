using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using UAsyncio.NanoProfile;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Benchmarks
{
    /// <summary>The device code of the benchmarks, loaded with counters, and the clock that it sees.</summary>
    public static class DeviceCode
    {
        private const int Times = 1000;
        private const int Boot = 1000;

        // Far more than any run takes: what is waited for does not come.
        private const int MostSleeps = 100_000;

        private const string Name = "Benchmarks.Device.dll";

        private static Lazy<Assembly> s_assembly = new(() => Hook(Profiler.Load(Path.Combine(Paths.Device, Name))));
        private static bool s_counting = true;
        private static int s_sleeps;

        /// <summary>Gets or sets what happens while the device would sleep; the time passes by itself.</summary>
        public static Action? OnSleep { get; set; }

        /// <summary>Gets or sets the time that code sees which asks the host for it.</summary>
        public static Func<int>? OnTicks { get; set; }

        /// <summary>Gets how often device code has been called.</summary>
        public static int Runs { get; private set; }

        /// <summary>Gets or sets what gets to see every cost whole: the benchmark, the cost, and of how many operations.</summary>
        public static Action<string, Cost, double>? Explain { get; set; }

        /// <summary>
        /// Counts one operation. Twice as many are run again, so that what is before and after them falls out.
        /// </summary>
        /// <param name="type">The benchmark's class, without Benchmarks.Device.</param>
        /// <param name="method">Its method, whose last parameter is how many times.</param>
        /// <param name="count">Operations at a time.</param>
        /// <param name="arguments">The other arguments.</param>
        public static Operation Measure(string type, string method, int count = 1, params object[] arguments)
        {
            return Measure(type, method, count, Times, arguments);
        }

        /// <inheritdoc cref="Measure(string, string, int, object[])"/>
        public static Operation Measure(string type, string method, int count, int times, object[] arguments)
        {
            if (!s_counting)
            {
                Call(type, method, [.. arguments, times]);
                return default;
            }

            Call(type, method, [.. arguments, 2]);
            Cost once = Profiler.Measure(() => Call(type, method, [.. arguments, times]));
            Cost twice = Profiler.Measure(() => Call(type, method, [.. arguments, 2 * times]));
            Cost difference = twice - once;
            double operations = (double)count * times;
            Explain?.Invoke($"{type}.{method}({string.Join(", ", arguments)})", difference, operations);
            return new Operation(
                difference.Instructions / operations,
                difference.Calls.Total / operations,
                difference.RuntimeCalls.GetValueOrDefault("Socket.Poll") / operations,
                difference.AllocatedBytes / operations);
        }

        /// <summary>Loads the device code again, without counters: from now on operations are run once and count 0.</summary>
        /// <param name="folder">Where its files are copied to: one folder is loaded once.</param>
        public static void StopCounting(string folder)
        {
            foreach (string file in Directory.EnumerateFiles(Paths.Device, "*.dll"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            // Not mapped into memory, so that the folder can be deleted.
            Device.Rewriter = File.ReadAllBytes;
            Assembly assembly = Hook(Device.Load(Path.Combine(folder, Name)));
            s_assembly = new Lazy<Assembly>(assembly);
            s_counting = false;
        }

        /// <summary>Calls a static method of the device code.</summary>
        public static object? Call(string type, string method, params object[] arguments)
        {
            MethodInfo info = s_assembly.Value.GetType("Benchmarks.Device." + type, throwOnError: true)!.GetMethod(method)!;

            // Nothing is left to the time: the clock moves when the device sleeps, and then only.
            long? clock = Device.StoppedClock;
            Device.StoppedClock = Boot;
            Runs++;
            s_sleeps = 0;
            try
            {
                return info.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            }
            finally
            {
                Device.StoppedClock = clock;
            }
        }

        /// <summary>What the device code has put aside.</summary>
        public static object Held => HostField("Held").GetValue(null)!;

        /// <summary>How many edges the device has been told of.</summary>
        public static int Edges => (int)HostField("Edges").GetValue(null)!;

        /// <summary>The port that the device listens on.</summary>
        public static int Port => (int)HostField("Port").GetValue(null)!;

        private static Assembly Hook(Assembly assembly)
        {
            Type host = assembly.GetType("Benchmarks.Device.Host", throwOnError: true)!;
            Hook(host.GetField("OnSleep")!, nameof(Sleep));
            Hook(host.GetField("OnTicks")!, nameof(Ticks));
            return assembly;
        }

        private static void Hook(FieldInfo field, string method)
        {
            field.SetValue(null, Delegate.CreateDelegate(field.FieldType, typeof(DeviceCode), method));
        }

        private static FieldInfo HostField(string name)
        {
            return s_assembly.Value.GetType("Benchmarks.Device.Host", throwOnError: true)!.GetField(name)!;
        }

        private static int Ticks() => OnTicks!();

        private static void Sleep(int milliseconds)
        {
            if (++s_sleeps > MostSleeps)
            {
                throw new InvalidOperationException($"The device has slept {MostSleeps:N0} times in one run: what it waits for does not come.");
            }

            OnSleep?.Invoke();
            Device.StoppedClock += milliseconds < 1 ? 1 : milliseconds;
        }
    }
}
