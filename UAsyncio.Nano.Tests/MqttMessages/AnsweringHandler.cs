using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Answers each message that has come whole, and awaits the acknowledgement.</summary>
    internal sealed class AnsweringHandler
    {
        public MqttClient Client { get; set; }

        public string Heard { get; private set; } = string.Empty;

        public async Coroutine HandleAsync(MqttMessage message)
        {
            Heard += (message.Text ?? "long") + " ";

            if (message.Payload != null)
            {
                await Client.PublishAsync("o", message.Payload, MqttQos.AtLeastOnce);
            }
        }
    }
}
