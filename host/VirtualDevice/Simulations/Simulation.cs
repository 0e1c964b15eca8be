extern alias device;

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using device::UAsyncio.VirtualDevice.Runtime;
using Thread = device::System.Threading.Thread;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>
    /// The virtual device in a network in memory and in a time of its own, which passes only when all its threads wait, or as their calls
    /// cost it: an hour takes seconds. One thread runs at a time. A seed says which, what goes wrong and when: a run with the same seed is
    /// the same.
    /// </summary>
    /// <remarks>
    /// For the thread that made it, until <see cref="Dispose"/>; there is one at a time. Device code runs on threads that it starts itself
    /// or <see cref="Start"/> does, or in a call from this thread. What plays the rest of the world is async code, begun by
    /// <see cref="Do"/>, that awaits nothing but what a simulation offers.
    /// </remarks>
    public sealed partial class Simulation : IDisposable
    {
        /// <summary>The environment variable that has <see cref="ForSeeds"/> run one seed alone.</summary>
        public const string SeedVariable = "UASYNCIO_SEED";

        /// <summary>The environment variable that says how many seeds <see cref="ForSeeds"/> runs, in the place of the test's own number.</summary>
        public const string CountVariable = "UASYNCIO_SEEDS";

        /// <summary>The environment variable that says for how many seconds <see cref="ForSeeds"/> runs seeds, in the place of a number of them.</summary>
        public const string SecondsVariable = "UASYNCIO_SECONDS";

        private static Simulation? s_current;

        private readonly SimulatedTime _time;
        private readonly SimulatedNetwork _network;
        private readonly SimulatedTrace _trace;
        private readonly List<Exception> _unhandled = [];
        private int _activities;

        /// <summary>Restarts the device in a simulation.</summary>
        /// <param name="seed">Which one.</param>
        /// <param name="options">How it is; null for the defaults.</param>
        /// <exception cref="InvalidOperationException">There is another simulation.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An option is outside its range; the message names it.</exception>
        public Simulation(int seed, SimulationOptions? options = null)
        {
            if (s_current != null)
            {
                throw new InvalidOperationException("There is another simulation, and a process has one at a time: Dispose it first. Where tests run side by side, let them take turns; for xUnit: [assembly: Parallelization(Mode = ParallelMode.None)].");
            }

            options ??= new SimulationOptions();
            options.ThrowIfWrong();
            Seed = seed;
            Random = new Random(seed);
            _powerRandom = new Random(seed);
            Device.Restart();
            _time = new SimulatedTime(Random.Next());
            _trace = new SimulatedTrace(_time, options.TraceLength);
            _network = new SimulatedNetwork(_time, _trace, Random.Next());
            SimulatedTime.Current = _time;
            DeviceNetwork.Simulated = _network;
            DeviceClock.StartTick = options.StartTick;
            DeviceClock.Restart();
            Device.UnhandledException += _unhandled.Add;
            Device.LineWritten += NoteLine;
            Device.RebootRequested += Reboot;
            s_current = this;
            _faults = options.Faults;
            _recurring =
            [
                new RecurringFault(_time, Random, () => _faults.DownEvery, LoseNetwork),
                new RecurringFault(_time, Random, () => _faults.JumpEvery, JumpInTime),
                new RecurringFault(_time, _powerRandom, () => _programs.Count == 0 ? TimeSpan.Zero : _faults.PowerLossEvery, LosePower),
            ];
            Faults = options.Faults;
        }

        /// <summary>Gets the seed.</summary>
        public int Seed { get; }

        /// <summary>Gets what a test draws from, so that it is the same for the same seed.</summary>
        public Random Random { get; }

        /// <summary>Gets the time since the start.</summary>
        public TimeSpan Now => TimeSpan.FromMicroseconds(_time.Now);

        /// <summary>Gets the exceptions that have left threads of the device.</summary>
        public IReadOnlyList<Exception> Unhandled => _unhandled;

        /// <summary>Gets how many threads the program has started that have not ended.</summary>
        public int Threads => _time.LiveThreads;

        /// <summary>Gets the last events, the oldest first: time in s, thread, and what happened.</summary>
        public IReadOnlyList<string> Trace => _trace.ToLines();

        /// <summary>Gets a number made of everything that has happened: the same for two runs that are the same.</summary>
        public long Hash => _trace.Hash;

        /// <summary>
        /// Runs a test with seeds from 0 on, each in a simulation of its own. The environment variables <see cref="SeedVariable"/>,
        /// <see cref="CountVariable"/> and <see cref="SecondsVariable"/> choose one alone, how many, or for how long.
        /// </summary>
        /// <param name="count">How many, unless a variable says otherwise.</param>
        /// <param name="test">The test. What it throws fails it.</param>
        /// <param name="options">The options for a seed; null for the defaults.</param>
        /// <param name="name">The test's name, for the command that repeats a seed: the compiler gives that of the method.</param>
        /// <returns>How many seeds have run.</returns>
        /// <exception cref="ArgumentException">A variable is no number.</exception>
        /// <exception cref="SimulationFailedException">A seed failed; those behind it have not run.</exception>
        public static int ForSeeds(int count, Action<Simulation> test, Func<int, SimulationOptions>? options = null, [CallerMemberName] string name = "")
        {
            int? only = Setting(SeedVariable);
            int? seconds = only == null ? Setting(SecondsVariable) : null;
            long start = Stopwatch.GetTimestamp();
            int end = only + 1 ?? Setting(CountVariable) ?? (seconds > 0 ? int.MaxValue : count);
            int first = only ?? 0;
            int seed = first;
            for (; seed < end && !(Stopwatch.GetElapsedTime(start).TotalSeconds > seconds); seed++)
            {
                using Simulation simulation = new(seed, options?.Invoke(seed));
                try
                {
                    test(simulation);
                }
                catch (Exception e)
                {
                    throw new SimulationFailedException(seed, name, simulation._trace.ToLines(), e);
                }
            }

            return seed - first;
        }

        /// <summary>Starts a thread of the device. Like all, it runs while this one lets time pass.</summary>
        /// <param name="body">What it does; what it throws ends it and is in <see cref="Unhandled"/>.</param>
        /// <exception cref="InvalidOperationException">The device has no power.</exception>
        public void Start(Action body)
        {
            ThrowIfOff();
            new Thread(() => body()).Start();
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="time">How much.</param>
        /// <exception cref="ArgumentOutOfRangeException">It is below zero.</exception>
        public void Run(TimeSpan time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
            _time.RunUntil(null, _time.Now + (long)time.TotalMicroseconds);
        }

        /// <summary>Lets time pass until something holds.</summary>
        /// <param name="condition">What; asked after every event. It must not wait.</param>
        /// <param name="limit">How much time at the most.</param>
        /// <returns>Whether it holds.</returns>
        public bool RunUntil(Func<bool> condition, TimeSpan limit)
        {
            ArgumentNullException.ThrowIfNull(condition);
            return _time.RunUntil(condition, _time.Now + (long)limit.TotalMicroseconds);
        }

        /// <summary>Lets time pass until everything that <see cref="Do"/> has begun has ended.</summary>
        /// <param name="limit">How much time at the most.</param>
        /// <exception cref="TimeoutException">Something has not.</exception>
        public void RunToEnd(TimeSpan limit)
        {
            if (!RunUntil(() => _activities == 0, limit))
            {
                throw new TimeoutException($"{_activities} of what Do has begun have not ended within {limit}");
            }
        }

        /// <summary>Begins something that the host does: a client, or several. Its failure is thrown by the call that lets time pass.</summary>
        public void Do(Func<Task> activity)
        {
            _activities++;
            _time.After(0, () => _ = RunAsync(activity));
        }

        /// <summary>Waits in the device's time.</summary>
        public Task DelayAsync(int milliseconds)
        {
            TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _time.After(milliseconds * 1000L, over.SetResult);
            return over.Task;
        }

        /// <summary>Puts something into the trace.</summary>
        public void Note(string what) => _trace.Add(what);

        /// <summary>Ends it: threads of the program are taken out of their waits, and the device is restarted in the computer's time.</summary>
        public void Dispose()
        {
            if (s_current != this)
            {
                return;
            }

            _time.End();
            _network.Dispose();
            Device.Restart();
            Device.UnhandledException -= _unhandled.Add;
            Device.LineWritten -= NoteLine;
            Device.RebootRequested -= Reboot;
            SimulatedTime.Current = null;
            DeviceNetwork.Simulated = null;
            DeviceClock.StartTick = 0;
            DeviceClock.Restart();
            s_current = null;
        }

        // A thread that began outside goes on beside it.
        private void NoteLine(string line)
        {
            if (SimulatedTime.Current == _time)
            {
                _trace.Add("writes " + line);
            }
        }

        private static int? Setting(string variable)
        {
            string? value = Environment.GetEnvironmentVariable(variable);
            return string.IsNullOrEmpty(value) ? null
                : int.TryParse(value, out int number) && number >= 0 ? number
                : throw new ArgumentException($"{variable} is \"{value}\": a whole number from 0 on belongs there.");
        }

        private async Task RunAsync(Func<Task> activity)
        {
            try
            {
                await activity();
            }
            catch (Exception e)
            {
                _time.Fail(e);
            }

            _activities--;
        }
    }
}
