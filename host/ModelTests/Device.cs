using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using UAsyncio.DeviceTests;
using UAsyncio.SystemTests;

namespace UAsyncio.ModelTests
{
    /// <summary>The device's primitives, on which a schedule is played.</summary>
    internal sealed class Device
    {
        private const int Short = 100;
        private const string Name = "UAsyncio.Nano.Tests.Reliability.HostModel";

        private readonly ShortMemory? _memory;
        private readonly Func<string[], int[], string> _run;

        private Device(Type type, ShortMemory? memory)
        {
            _memory = memory;
            Type callback = type.Assembly.GetType("UAsyncio.Nano.Tests.Reliability.PassCallback")!;
            Delegate begin = Delegate.CreateDelegate(callback, (Action)Begin, "Invoke");
            Delegate end = Delegate.CreateDelegate(callback, (Action)End, "Invoke");
            MethodInfo run = type.GetMethod("Run")!;
            _run = (kinds, actions) => (string)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [kinds, actions, begin, end], null)!;
        }

        public static Device Plain { get; } = new(DeviceAssembly.TestType(Name), null);

        /// <summary>Gets one whose allocations in the library can fail.</summary>
        public static Device WithShortMemory { get; } = Counted();

        /// <summary>Plays a schedule to its end.</summary>
        /// <returns>What the model says, and, behind "end", whether something is left.</returns>
        public string Play(string[] kinds, IEnumerable<ModelAction> actions) => _run(kinds, Numbers(actions));

        /// <summary>Plays a schedule whose last action an allocation fails for, each in turn; it is done again then.</summary>
        /// <returns>What came of each.</returns>
        public IEnumerable<string> PlayShort(string[] kinds, IReadOnlyList<ModelAction> actions)
        {
            int[] numbers = Numbers(actions);
            numbers[^3] += Short;

            for (int before = 0, isOver = 0; isOver == 0; before++)
            {
                _memory!.Arm(before, 1);
                yield return _run(kinds, numbers);
                isOver = _memory.HasFailed ? 0 : 1;
            }
        }

        private static int[] Numbers(IEnumerable<ModelAction> actions) => [.. actions.SelectMany(action => (int[])[action.Code, action.Task, action.Target])];

        private static Device Counted()
        {
            ShortMemory memory = new(Name, false, "UAsyncio.Nano");
            return new Device(memory.Type, memory);
        }

        private void Begin() => _memory!.Begin();

        private void End() => _memory!.End();
    }
}
