using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>
    /// A client's connection, awaited until the broker has accepted, and then until it fails. On each pass of the loop it sends what was written
    /// and takes what has come, without a coroutine.
    /// </summary>
    internal sealed class MqttLink : IoOperation
    {
        private readonly MqttClient _client;

        internal MqttLink(MqttClient client)
        {
            _client = client;
        }

        protected override int Try()
        {
            MqttClient client = _client;

            if (client._outCount != 0 || client._body != null)
            {
                if (!client.Send())
                {
                    return Pending;
                }
            }
            else if (!CanRead())
            {
                return Pending;
            }

            return client.Receive();
        }

        protected override void Undo(int result)
        {
            // No attempt ends with 0: it was given to a task that had not awaited it.
            if (result == 0)
            {
                _client.EndUnstarted();
            }
        }

        private bool CanRead()
        {
            try
            {
                return _client.CanRead();
            }
            catch (OutOfMemoryException)
            {
                // The next pass is soon enough: nothing has happened.
                return false;
            }
        }
    }
}
