extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Gpio
{
    /// <summary>The device's GPIO pins from outside: what a voltmeter and a push button are on a board.</summary>
    public static class DevicePins
    {
        /// <summary>
        /// Raised when a pin's level has changed, whoever changed it: with its number, and true for high. On the
        /// thread that made the change.
        /// </summary>
        public static event Action<int, bool> LevelChanged
        {
            add => PinBank.LevelChanged += value;
            remove => PinBank.LevelChanged -= value;
        }

        /// <summary>Gets how many pins there are, numbered from 0.</summary>
        public static int Count => PinBank.Count;

        /// <summary>Gets whether a pin is high. An input that nothing drives follows its pull-up, else it is low.</summary>
        public static bool IsHigh(int pin) => PinBank.Get(pin).Level;

        /// <summary>Gets whether a change of a pin with a debounce time waits until it has lasted that long; another one before is not seen.</summary>
        public static bool IsSettling(int pin) => PinBank.Get(pin).IsSettling;

        /// <summary>Gets how many handlers a program has at the changes of a pin: who has given up listening leaves none of his own.</summary>
        public static int Handlers(int pin) => PinBank.Get(pin).Handlers;

        /// <summary>Drives a pin from outside, high or low. A pin that is a push-pull output stays what it is.</summary>
        public static void Drive(int pin, bool isHigh) => PinBank.Get(pin).Drive(isHigh);

        /// <summary>Stops driving a pin from outside.</summary>
        public static void Release(int pin) => PinBank.Get(pin).Drive(null);
    }
}
