using System;
using System.Device.Gpio;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class PinBank
    {
        // 16 for each of an STM32's ports A to K.
        public const int Count = 176;

        private static readonly DevicePin[] s_pins = Create();

        public static event Action<int, bool> LevelChanged;

        // Else an STM32.
        public static bool IsEsp32 { get; set; } = true;

        public static bool HasInterrupts { get; set; } = true;

        public static DevicePin Get(int number) => Find(number) ?? throw new ArgumentException();

        public static DevicePin Find(int number) => (uint)number < Count ? s_pins[number] : null;

        public static void Restart()
        {
            HasInterrupts = true;
            GpioController.Restart();
            foreach (DevicePin pin in s_pins)
            {
                pin.Restart();
            }
        }

        public static void Unplug()
        {
            foreach (DevicePin pin in s_pins)
            {
                pin.Drive(null);
            }
        }

        private static DevicePin[] Create()
        {
            DevicePin[] pins = new DevicePin[Count];
            for (int i = 0; i < Count; i++)
            {
                DevicePin pin = new DevicePin(i);
                pin.LevelChanged += isHigh => LevelChanged?.Invoke(pin.Number, isHigh);
                pins[i] = pin;
            }

            return pins;
        }
    }
}
