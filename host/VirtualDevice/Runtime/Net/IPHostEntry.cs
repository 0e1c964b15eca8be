namespace System.Net
{
    public class IPHostEntry
    {
        private readonly string _hostName;
        private readonly IPAddress[] _addressList;

        public IPHostEntry()
        {
        }

        internal IPHostEntry(string hostName, params IPAddress[] addressList)
        {
            _hostName = hostName;
            _addressList = addressList;
        }

        public IPAddress[] AddressList => _addressList;

        public string HostName => _hostName;
    }
}
