namespace System.Net
{
    public class IPHostEntry
    {
        private readonly string _hostName;
        private readonly IPAddress[] _addressList;

        public IPHostEntry()
        {
        }

        internal IPHostEntry(string hostName, IPAddress address)
        {
            _hostName = hostName;
            _addressList = new[] { address };
        }

        public IPAddress[] AddressList => _addressList;

        public string HostName => _hostName;
    }
}
