using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Pwm
{
    public sealed class PwmChannel : IDisposable
    {
        private const double DutyCycleSteps = 10000;

        private readonly int _pin;
        private readonly int _chip;
        private readonly int _channel;
        private int _frequency;
        private uint _dutyCycle;

        public PwmChannel(int chip, int channel, int frequency = 400, double dutyCyclePercentage = 0.5)
            : this(-1, chip, channel, frequency, dutyCyclePercentage)
        {
        }

        private PwmChannel(int pin, int chip, int channel, int frequency, double dutyCyclePercentage)
        {
            _pin = pin;
            _chip = chip;
            _channel = channel;
            Frequency = frequency;
            DutyCycle = dutyCyclePercentage;
            PwmBank.Set(pin, chip, channel, this);
        }

        public double DutyCycle
        {
            get => _dutyCycle / DutyCycleSteps;
            set
            {
                _dutyCycle = value is >= 0 and <= 1 ? (uint)(value * DutyCycleSteps) : throw new ArgumentException();
                Report();
            }
        }

        public int Frequency
        {
            get => _frequency;
            set
            {
                _frequency = value > 0 ? value : throw new ArgumentException();
                Report();
            }
        }

        internal bool IsRunning { get; private set; }

        public static PwmChannel Create(int chip, int channel, int frequency = 400, double dutyCyclePercentage = 0.5)
        {
            return new PwmChannel(chip, channel, frequency, dutyCyclePercentage);
        }

        // Any pin of a board can do it; null for one that is not there.
        public static PwmChannel CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5)
        {
            return (uint)pin < PinBank.Count ? new PwmChannel(pin, 0, 0, frequency, dutyCyclePercentage) : null;
        }

        public void Dispose() => Stop();

        public void Start() => Run(true);

        public void Stop() => Run(false);

        private void Run(bool isRunning)
        {
            if (IsRunning != isRunning)
            {
                IsRunning = isRunning;
                Report();
            }
        }

        private void Report()
        {
            if (PwmBank.Find(_pin, _chip, _channel) == this)
            {
                PwmBank.Report(_pin, _chip, _channel);
            }
        }
    }
}
