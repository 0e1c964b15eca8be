extern alias device;

using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using device::UAsyncio.VirtualDevice.Runtime;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.VirtualDevice
{
    /// <summary>The virtual device: a process is one of them.</summary>
    public static class Device
    {
        private static DevicePreset s_preset = DevicePreset.Esp32;

        /// <summary>Raised for each line that the device writes, through Debug or Console, on the writing thread.</summary>
        public static event Action<string> LineWritten
        {
            add => DeviceOutput.LineWritten += value;
            remove => DeviceOutput.LineWritten -= value;
        }

        /// <summary>Raised when an exception leaves a device thread or a timer's callback and so ends it.</summary>
        public static event Action<Exception> UnhandledException
        {
            add => DeviceThreads.Unhandled += value;
            remove => DeviceThreads.Unhandled -= value;
        }

        /// <summary>
        /// Raised when the program reboots the device. The call never returns to the program: its thread sleeps for
        /// ever, and the rest is the host's, which would end the process.
        /// </summary>
        public static event Action RebootRequested
        {
            add => DeviceReboot.Requested += value;
            remove => DeviceReboot.Requested -= value;
        }

        /// <summary>Gets or sets the board whose limits hold; an ESP32 until set. Sockets that are open stay open.</summary>
        public static DevicePreset Preset
        {
            get => s_preset;
            set
            {
                ArgumentNullException.ThrowIfNull(value);
                s_preset = value;
                SocketTable.Limit = value.SocketLimit;
                SocketTable.SendBuffer = value.SendBuffer;
                SocketTable.ReceiveWindow = value.ReceiveWindow;
                PinBank.IsEsp32 = value.IsEsp32;
            }
        }

        /// <summary>Gets or sets whether the device's lines go to this process's console too; off until set.</summary>
        public static bool EchoToConsole
        {
            get => DeviceOutput.EchoToConsole;
            set => DeviceOutput.EchoToConsole = value;
        }

        /// <summary>
        /// Gets or sets whether an exception that leaves a task or a thread is told with the coroutines that it passed through, file and line;
        /// off until set. Set it before anything is loaded. Each exception takes longer then.
        /// </summary>
        public static bool TracesExceptions
        {
            get => CoroutineStacks.IsOn;
            set => CoroutineStacks.IsOn = value;
        }

        /// <summary>Gets or sets whether the device is online. While it is not, polling a socket throws.</summary>
        public static bool IsNetworkUp
        {
            get => DeviceNetwork.IsUp;
            set => DeviceNetwork.IsUp = value;
        }

        /// <summary>Gets or sets the device's time of day, UTC; this computer's until it is set here or by the program.</summary>
        public static DateTime SystemTime
        {
            get => DeviceClock.UtcNow.Desktop;
            set => DeviceClock.UtcNow = new device::System.DateTime(value.ToUniversalTime());
        }

        /// <summary>
        /// Gets or sets how far the device's network reaches; no farther than this computer until set. For
        /// <see cref="NetworkReach.Computer"/>, listening on IPAddress.Any lets other computers in. Sockets that are open stay as they are.
        /// </summary>
        public static NetworkReach Network
        {
            get => DeviceNetwork.IsOpen ? NetworkReach.Computer : NetworkReach.Loopback;
            set => DeviceNetwork.IsOpen = value == NetworkReach.Computer;
        }

        /// <summary>
        /// Gets or sets whether each thread stands for a device of its own: what stops a device, as a handshake of TLS does, stops its thread alone.
        /// False until set: it stops all threads.
        /// </summary>
        public static bool ThreadsAreDevices
        {
            get => DeviceStop.IsOfThread;
            set => DeviceStop.IsOfThread = value;
        }

        /// <summary>
        /// Gets or sets the tick count, in ms since boot, at which the device's clock stands still, so that a run can be
        /// repeated exactly; null, as until set, lets it run. Waits still take the computer's time.
        /// </summary>
        public static long? StoppedClock
        {
            get => DeviceClock.Stopped;
            set => DeviceClock.Stopped = value;
        }

        /// <summary>
        /// Gets or sets what makes the bytes of a device assembly that is loaded in its file's place, as a profiler does;
        /// null, or null from it, to load the file itself. Set it before anything is loaded.
        /// </summary>
        public static Func<string, byte[]?>? Rewriter { get; set; }

        /// <summary>
        /// Gets or sets which port of this computer stands for a port that the device listens on; null, as until set, for the same
        /// one. Asked once for each port. The device sees its own number everywhere.
        /// </summary>
        public static Func<int, int>? PortMap
        {
            get => DevicePorts.Map;
            set => DevicePorts.Map = value;
        }

        /// <summary>Gets how many of the device's threads have not ended, Main's included. A device is done when none is left.</summary>
        public static int RunningThreads => DeviceThreads.Running;

        /// <summary>
        /// Gets or sets whether all static constructors run before Main, as on a device; otherwise each runs when its class is first used.
        /// Where memory is limited, one that finds none left would fail, and its class with it for good.
        /// </summary>
        public static bool InitializesFirst { get; set; }

        /// <summary>Loads an assembly compiled for the device; what it refers to is taken from its folder.</summary>
        /// <param name="path">The .dll or .exe. Two folders have their own copies of what is loaded from them.</param>
        public static Assembly Load(string path)
        {
            path = Path.GetFullPath(path);
            return DeviceLoadContext.For(Path.GetDirectoryName(path)!).LoadFile(path);
        }

        /// <summary>Runs an app's Main on a device thread. Other threads of the app go on when it has returned.</summary>
        /// <returns>A task that ends with Main: with the exception that left it, or null.</returns>
        public static Task<Exception?> Start(Assembly app)
        {
            return Start(app.EntryPoint ?? throw new ArgumentException($"{app.GetName().Name} has no Main.", nameof(app)));
        }

        /// <summary>Runs a static method of a device assembly on a device thread.</summary>
        /// <param name="method">One without parameters, or with one for the arguments, of which there are none.</param>
        /// <returns>A task that ends with it: with the exception that left it, or null.</returns>
        public static Task<Exception?> Start(MethodInfo method)
        {
            TaskCompletionSource<Exception?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            device::System.Threading.Thread thread = new(() =>
            {
                try
                {
                    Call(method);
                    ended.SetResult(null);
                }
                catch (Exception e)
                {
                    DeviceThreads.Report(e);
                    ended.SetResult(e);
                }
            });
            thread.Start();
            return ended.Task;
        }

        /// <summary>Calls what a program begins with, on the thread that asks: one without parameters, or with one for the arguments.</summary>
        internal static void Call(MethodInfo method)
        {
            if (InitializesFirst)
            {
                StaticConstructors.Run(method.Module.Assembly);
            }

            object?[] arguments = method.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
        }

        /// <summary>Runs an app's Main and waits for its end.</summary>
        /// <returns>The exception that left Main, or null.</returns>
        /// <exception cref="InvalidOperationException">There is a simulation: this thread would wait for a time that it lets pass itself.</exception>
        public static Exception? Run(Assembly app)
        {
            return SimulatedTime.Current == null
                ? Start(app).GetAwaiter().GetResult()
                : throw new InvalidOperationException("Device.Run waits for the app's end, and in a simulation no time passes meanwhile: begin the app by simulation.Start(() => app.EntryPoint!.Invoke(null, null)), and let time pass by simulation.Run or RunUntil.");
        }

        /// <summary>
        /// What a restart does outside the program: closes every socket, sets the tick count to 0, forgets the pins,
        /// whatever hangs on other peripherals, the stored authorities, and who listens to the network's and the runtime's events. Threads and static
        /// fields of loaded assemblies stay as they are.
        /// </summary>
        public static void Restart()
        {
            SocketTable.Restart();
            DevicePower.Restart();
            PinBank.Unplug();
            I2cBank.Unplug();
            SpiBank.Unplug();
            AdcBank.Unplug();
            device::System.Net.Security.CertificateManager.Restart();
            IsNetworkUp = true;
        }
    }
}
