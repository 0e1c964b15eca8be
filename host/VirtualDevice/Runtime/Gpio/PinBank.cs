using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class PinBank
    {
        // 16 for each of an STM32's ports A to K.
        public const int Count = 176;

        private static readonly DevicePin[] s_pins = Create();

        public static event Action<int, bool> LevelChanged;

        public static DevicePin Get(int number)
        {
            return (uint)number < Count ? s_pins[number] : throw new ArgumentException();
        }

        public static void Restart()
        {
            foreach (DevicePin pin in s_pins)
            {
                pin.Close();
                pin.Drive(null);
                pin.Write(false);
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
