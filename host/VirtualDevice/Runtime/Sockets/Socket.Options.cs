namespace System.Net.Sockets
{
    public partial class Socket
    {
        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue)
        {
            Native.SetOption(optionLevel, optionName, BitConverter.GetBytes(optionValue));
            switch (optionName)
            {
                case SocketOptionName.SendTimeout:
                    _sendTimeout = optionValue;
                    break;

                case SocketOptionName.ReceiveTimeout:
                    _receiveTimeout = optionValue;
                    break;
            }
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue)
        {
            SetSocketOption(optionLevel, optionName, optionValue ? 1 : 0);
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, byte[] optionValue)
        {
            Native.SetOption(optionLevel, optionName, optionValue);
        }

        public object GetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName)
        {
            switch (optionName)
            {
                case SocketOptionName.AddMembership:
                case SocketOptionName.DropMembership:
                    throw new NotSupportedException();

                case SocketOptionName.Type when optionLevel == SocketOptionLevel.Socket:
                    return _socketType;
            }

            byte[] value = new byte[4];
            GetSocketOption(optionLevel, optionName, value);
            int number = BitConverter.ToInt32(value, 0);
            switch (optionName)
            {
                // These two come back negated, as on a device: the native half negates them once more.
                case SocketOptionName.ExclusiveAddressUse:
                case SocketOptionName.DontLinger:
                    return number == 0;

                // By the name alone, whatever the level: a device does not look at it either.
                case SocketOptionName.AcceptConnection:
                case SocketOptionName.Broadcast:
                case SocketOptionName.KeepAlive:
                    return number == 1;

                default:
                    return number;
            }
        }

        public void GetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, byte[] val)
        {
            Native.GetOption(optionLevel, optionName, val);
        }
    }
}
