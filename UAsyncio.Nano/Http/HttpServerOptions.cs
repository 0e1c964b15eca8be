using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>The limits of an <see cref="HttpServer"/>: what one client can take of the device's memory and time.</summary>
    public class HttpServerOptions : TcpServerOptions
    {
        /// <summary>The defaults.</summary>
        public HttpServerOptions()
        {
            ClientSpeaksFirst = true;
        }

        /// <summary>How long request line and header fields may be together, in bytes; 2048 by default. More is answered by 431.</summary>
        public int MaxHeadSize { get; set; } = 2048;

        /// <summary>How many header fields there may be; 32 by default. More are answered by 431.</summary>
        public int MaxHeaders { get; set; } = 32;

        /// <summary>How long a body may be, in bytes; 4096 by default. More is answered by 413.</summary>
        public int MaxBodySize { get; set; } = 4096;

        /// <summary>How long a head or a body may take to come, in ms from its first byte; 5000 by default. Then 408 is the answer.</summary>
        public int RequestTimeout { get; set; } = 5000;

        /// <summary>How long the client may take for each 4096 bytes of a response, in ms; 30000 by default. Then it is cut off.</summary>
        public int WriteTimeout { get; set; } = 30000;
    }
}
