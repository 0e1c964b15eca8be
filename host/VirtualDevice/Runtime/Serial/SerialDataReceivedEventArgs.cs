namespace System.IO.Ports
{
    public class SerialDataReceivedEventArgs : EventArgs
    {
        internal SerialDataReceivedEventArgs(SerialData eventType)
        {
            EventType = eventType;
        }

        public SerialData EventType { get; }
    }
}
