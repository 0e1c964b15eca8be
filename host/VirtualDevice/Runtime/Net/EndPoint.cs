namespace System.Net
{
    public abstract class EndPoint
    {
        public abstract EndPoint Create(SocketAddress socketAddress);

        public abstract SocketAddress Serialize();
    }
}
