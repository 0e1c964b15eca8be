using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>The limits of an <see cref="HttpClient"/>.</summary>
    public sealed class HttpClientOptions
    {
        /// <summary>Whom to trust for https; null for the authorities in the device's store.</summary>
        public TlsClientOptions Tls { get; set; }

        /// <summary>How long looking up and connecting may take, in ms; 10000 by default. The loop goes on meanwhile.</summary>
        public int ConnectTimeout { get; set; } = 10000;

        /// <summary>How long the head of the response may take from the end of the request on, in ms; 15000 by default.</summary>
        public int ResponseTimeout { get; set; } = 15000;

        /// <summary>How long each piece of a body may take, in ms, sent or received; 15000 by default.</summary>
        public int BodyTimeout { get; set; } = 15000;

        /// <summary>
        /// How many connections there may be at a time, kept ones included, 1 or more; by default no bound. A request beyond them waits for its turn, for up to
        /// <see cref="ConnectTimeout"/>. A response that is not disposed has its connection, and so has an <see cref="HttpEvents"/>: who needs two at a time has a bound of 2.
        /// </summary>
        public int MaxConnections { get; set; } = int.MaxValue;

        /// <summary>How many connections are kept for the next requests, 0 to 8; 1 by default. Each holds a socket of the device's 16 (ESP32) or 4 (STM32).</summary>
        public int MaxIdleConnections { get; set; } = 1;

        /// <summary>How long a connection is kept without a request, in ms; 30000 by default. Most servers close after a minute or less.</summary>
        public int IdleTimeout { get; set; } = 30000;

        /// <summary>How often a request is led elsewhere; 5 by default, 0 to be given the response that says so.</summary>
        public int MaxRedirects { get; set; } = 5;

        /// <summary>How long the head of a response may be, in bytes; 4096 by default.</summary>
        public int MaxHeadSize { get; set; } = 4096;

        /// <summary>From which length of its body on, in bytes, a request waits a moment for the server to agree before it sends that; 16384 by default.</summary>
        public int ExpectFrom { get; set; } = 16384;

        /// <exception cref="ArgumentOutOfRangeException">One is out of range; it is named.</exception>
        internal void Check()
        {
            Require((uint)(ConnectTimeout - 1) < Coroutine.MaxDelay, nameof(ConnectTimeout));
            Require((uint)(ResponseTimeout - 1) < Coroutine.MaxDelay, nameof(ResponseTimeout));
            Require((uint)(BodyTimeout - 1) < Coroutine.MaxDelay, nameof(BodyTimeout));
            Require(MaxConnections > 0, nameof(MaxConnections));
            Require((uint)MaxIdleConnections <= 8, nameof(MaxIdleConnections));
            Require(IdleTimeout >= 0, nameof(IdleTimeout));
            Require(MaxRedirects >= 0, nameof(MaxRedirects));
            Require(MaxHeadSize > 0, nameof(MaxHeadSize));
            Require(ExpectFrom >= 0, nameof(ExpectFrom));
        }

        private static void Require(bool holds, string name)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name);
            }
        }
    }
}
