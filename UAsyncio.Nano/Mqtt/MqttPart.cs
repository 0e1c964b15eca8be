namespace UAsyncio.Nano.Mqtt
{
    /// <summary>A part of a message that is there already.</summary>
    internal sealed class MqttPart : IntAwaitable
    {
        internal MqttPart(int count)
        {
            Outcome = count;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            return true;
        }

        protected override bool Unpark(Coroutine waiter)
        {
            return false;
        }
    }
}
