using System;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

namespace TlsClient
{
    /// <summary>Asks an HTTPS server for a page. The server's certificate has to be of the authority that the program knows.</summary>
    public static class Program
    {
        private const int Timeout = 10000;

        /// <summary>The server.</summary>
        public static string Host { get; set; } = "localhost";

        /// <summary>Its port; that of the demo on this computer.</summary>
        public static int Port { get; set; } = 8443;

        /// <summary>The authority's certificate, in PEM: as a program of one's own has it, a constant.</summary>
        public static string AuthorityPem { get; set; }

        public static void Main()
        {
            new EventLoop().Run(FetchAsync().WaitAsync(Timeout));
        }

        private static async Coroutine FetchAsync()
        {
            TlsClientOptions tls = new TlsClientOptions { HostName = Host };

            if (AuthorityPem == null)
            {
                Console.WriteLine("no authority: whoever answers is believed");
                tls.VerifyServer = false;
            }
            else
            {
                tls.CertificateAuthority = new X509Certificate(AuthorityPem);
            }

            AsyncStream stream;

            try
            {
                stream = await Tcp.OpenConnectionAsync(Host, Port, tls);
            }
            catch (TlsException e)
            {
                Console.WriteLine("refused: " + (int)e.Error);
                return;
            }
            catch (SocketException e)
            {
                Console.WriteLine("network error " + e.ErrorCode);
                return;
            }

            using (stream)
            {
                await stream.WriteAsync("GET / HTTP/1.0\r\nHost: " + Host + "\r\n\r\n");
                string line;

                while ((line = await stream.ReadLineAsync(1000)) != null)
                {
                    Console.WriteLine(line);
                }
            }
        }
    }
}
