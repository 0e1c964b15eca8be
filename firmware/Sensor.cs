using UAsyncio.Nano;

namespace Firmware
{
    /// <summary>Samples the board's sensor once a second.</summary>
    public sealed class Sensor
    {
        private const int Period = 1000;

        private readonly Board _board;

        /// <summary>Makes a sampler.</summary>
        /// <param name="board">Whose sensor.</param>
        public Sensor(Board board)
        {
            _board = board;
        }

        /// <summary>The last sample, in tenths of a degree.</summary>
        public int Value { get; private set; }

        /// <summary>The last sample, in degrees: 21.5, or -0.5.</summary>
        public string Text
        {
            get
            {
                int tenths = Value < 0 ? -Value : Value;
                return (Value < 0 ? "-" : string.Empty) + (tenths / 10) + "." + (tenths % 10);
            }
        }

        /// <summary>Samples, for ever.</summary>
        /// <returns>The coroutine.</returns>
        public async Coroutine SampleAsync()
        {
            for (; ; )
            {
                Value = _board.ReadSensor();
                await Coroutine.Delay(Period);
            }
        }
    }
}
