using System;
using UAsyncio.VirtualDevice.Gpio;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>A wire from one pin to another.</summary>
    internal sealed class PinWire : IDisposable
    {
        private readonly int _from;
        private readonly int _to;

        public PinWire(int from, int to)
        {
            _from = from;
            _to = to;
        }

        public void Start()
        {
            DevicePins.LevelChanged += OnLevelChanged;
            DevicePins.Drive(_to, DevicePins.IsHigh(_from));
        }

        public void Dispose() => DevicePins.LevelChanged -= OnLevelChanged;

        private void OnLevelChanged(int pin, bool isHigh)
        {
            if (pin == _from)
            {
                DevicePins.Drive(_to, isHigh);
            }
        }
    }
}
