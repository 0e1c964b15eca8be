using UAsyncio.Nano;

namespace Firmware
{
    /// <summary>
    /// What tells others of the device and takes their wishes, as a broker's client does. The app knows no more of it: an image without one
    /// has none of its code.
    /// </summary>
    public abstract class Uplink
    {
        /// <summary>Whether it is connected now.</summary>
        public abstract bool IsConnected { get; }

        /// <summary>Connects, and tells, until it is cancelled.</summary>
        /// <param name="led">The LED that is told of and switched.</param>
        /// <param name="sensor">The sensor that is told of.</param>
        /// <param name="log">Takes what has happened.</param>
        /// <returns>The coroutine.</returns>
        public abstract Coroutine RunAsync(Led led, Sensor sensor, EventLog log);
    }
}
