using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace Benchmarks.Device
{
    /// <summary>Leads to <see cref="MqttBenchmarkTransport"/>.</summary>
    internal sealed class MqttBenchmarkOptions : MqttOptions
    {
        internal MqttBenchmarkOptions()
            : base("broker")
        {
        }

        /// <inheritdoc/>
        protected override async Coroutine<AsyncStream> OpenAsync()
        {
            return new AsyncStream(new MqttBenchmarkTransport());
        }
    }
}
