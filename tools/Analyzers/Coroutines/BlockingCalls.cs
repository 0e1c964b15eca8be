using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>The methods of nanoFramework that wait.</summary>
    internal static class BlockingCalls
    {
        private const string Post = "let the other side set a ThreadSafeFlag, and write await flag.WaitAsync()";
        private const string Http = "use the HttpClient of UAsyncio.Nano.Http.Client, or write await Coroutine.Run(function)";
        private const string Connected = "connect before the loop runs, or write await Coroutine.Run(function)";
        private const string Read = "write await stream.ReadAsync(buffer, offset, count), of an AsyncStream";
        private const string Write = "write await stream.WriteAsync(buffer, offset, count), of an AsyncStream";
        private const string ReadFrom = "ask Poll(0, SelectMode.SelectRead) first, with await Coroutine.Delay(milliseconds) between";
        private const string Open = "write await Tcp.OpenConnectionAsync(host, port)";
        private const string Serve = "serve with Tcp.StartServer(handler, address, port)";
        private const string Serial = "ask BytesToRead first, with await Coroutine.Delay(milliseconds) between, and read no more than that";

        private static readonly ILookup<string, BlockingCall> s_byMethod = new List<BlockingCall>
        {
            new BlockingCall("System.Threading.Thread", "Sleep", "write await Coroutine.Delay(milliseconds)"),
            new BlockingCall("System.Threading.Thread", "SpinWait", "write await Coroutine.Yield()"),
            new BlockingCall("System.Threading.Thread", "Join", Post, zeroLooks: true),
            new BlockingCall("System.Threading.SpinWait", "SpinUntil", "write await Coroutine.Delay(milliseconds)"),
            new BlockingCall("System.Threading.SpinWait", "SpinOnce", "write await Coroutine.Yield()"),
            new BlockingCall("System.Threading.WaitHandle", "WaitOne", Post, zeroLooks: true),
            new BlockingCall("System.Threading.WaitHandle", "WaitAny", Post),
            new BlockingCall("System.Threading.WaitHandle", "WaitAll", Post),
            new BlockingCall("System.Net.Dns", "GetHostEntry", "Tcp.OpenConnectionAsync(host, port) takes a name, and resolves it without stopping the loop"),
            new BlockingCall("System.Net.Sockets.Socket", "Accept", Serve, "Poll"),
            new BlockingCall("System.Net.Sockets.Socket", "Connect", Open),
            new BlockingCall("System.Net.Sockets.Socket", "Receive", Read, "Poll Available"),
            new BlockingCall("System.Net.Sockets.Socket", "ReceiveFrom", ReadFrom, "Poll Available"),
            new BlockingCall("System.Net.Sockets.Socket", "Send", Write, "Poll"),
            new BlockingCall("System.Net.Sockets.Socket", "Poll", ReadFrom, zeroLooks: true),
            new BlockingCall("System.Net.Sockets.NetworkStream", "Read", Read, "DataAvailable Poll"),
            new BlockingCall("System.Net.Sockets.NetworkStream", "ReadByte", Read, "DataAvailable Poll"),
            new BlockingCall("System.Net.Sockets.NetworkStream", "CopyTo", Read),
            new BlockingCall("System.Net.Sockets.NetworkStream", "Write", Write, "Poll"),
            new BlockingCall("System.Net.Sockets.NetworkStream", "WriteByte", Write, "Poll"),
            new BlockingCall("System.Net.Security.SslStream", "AuthenticateAsClient", "write await Tcp.OpenConnectionAsync(host, port, new TlsClientOptions())"),
            new BlockingCall("System.Net.Security.SslStream", "AuthenticateAsServer", "serve with Tcp.StartServer and TcpServerOptions.Tls"),
            new BlockingCall("System.Net.Sockets.TcpClient", "Connect", Open),
            new BlockingCall("System.Net.Sockets.TcpListener", "AcceptTcpClient", Serve, "Pending"),
            new BlockingCall("System.Net.Sockets.TcpListener", "AcceptSocket", Serve, "Pending"),
            new BlockingCall("System.Net.Sockets.UdpClient", "Receive", "ask Available first, with await Coroutine.Delay(milliseconds) between", "Available"),
            new BlockingCall("System.Net.Http.HttpClient", "Delete", Http),
            new BlockingCall("System.Net.Http.HttpClient", "Get", Http),
            new BlockingCall("System.Net.Http.HttpClient", "GetByteArray", Http),
            new BlockingCall("System.Net.Http.HttpClient", "GetStream", Http),
            new BlockingCall("System.Net.Http.HttpClient", "GetString", Http),
            new BlockingCall("System.Net.Http.HttpClient", "Patch", Http),
            new BlockingCall("System.Net.Http.HttpClient", "Post", Http),
            new BlockingCall("System.Net.Http.HttpClient", "Put", Http),
            new BlockingCall("System.Net.Http.HttpClient", "Send", Http),
            new BlockingCall("System.Net.HttpWebRequest", "GetRequestStream", Http),
            new BlockingCall("System.Net.HttpWebRequest", "GetResponse", Http),
            new BlockingCall("System.Net.HttpListener", "GetContext", "serve with an HttpServer"),
            new BlockingCall("System.IO.Ports.SerialPort", "Read", Serial, "BytesToRead"),
            new BlockingCall("System.IO.Ports.SerialPort", "ReadByte", Serial, "BytesToRead"),
            new BlockingCall("System.IO.Ports.SerialPort", "ReadLine", Serial),
            new BlockingCall("nanoFramework.Networking.NetworkHelper", "SetupAndConnectNetwork", Connected),
            new BlockingCall("nanoFramework.Networking.WifiNetworkHelper", "ConnectDhcp", Connected),
            new BlockingCall("nanoFramework.Networking.WifiNetworkHelper", "ConnectFixAddress", Connected),
            new BlockingCall("nanoFramework.Networking.WifiNetworkHelper", "Reconnect", Connected),
            new BlockingCall("nanoFramework.Networking.WifiNetworkHelper", "ScanAndConnectDhcp", Connected),
            new BlockingCall("UAsyncio.Nano.EventLoop", "Run", "the loop runs already, and this throws InvalidOperationException; await the coroutine"),
            new BlockingCall("UAsyncio.Nano.EventLoop", "RunForever", "the loop runs already, and this throws InvalidOperationException"),
        }.ToLookup(call => call.Method);

        /// <summary>What a call means that is made on a value of a type; null where it does not wait.</summary>
        internal static BlockingCall Find(IMethodSymbol method, ITypeSymbol receiver)
        {
            foreach (BlockingCall call in s_byMethod[method.Name])
            {
                for (ITypeSymbol type = receiver ?? method.ContainingType; type != null; type = type.BaseType)
                {
                    if (type.ToDisplayString() == call.Type)
                    {
                        return call;
                    }
                }
            }

            return null;
        }
    }
}
