using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>A client that speaks TLS to a server of the host's, which calls this by reflection.</summary>
    public static class HostTlsClient
    {
        /// <summary>Connects, says a line and reads one.</summary>
        /// <param name="protocols">The SslProtocols; 0 for the default.</param>
        /// <param name="startTls">True to say a line and read one before TLS, too.</param>
        /// <returns>The line that came; or "Tls", the error's number and its code; or the other exception's type.</returns>
        public static string Ask(int port, string authority, string certificate, string key, string name, int protocols, bool verify, string line, bool startTls)
        {
            EventLoop loop = new EventLoop();
            int slots = loop.FreeSlots;

            try
            {
                TlsClientOptions tls = new TlsClientOptions
                {
                    CertificateAuthority = authority == null ? null : new X509Certificate(authority),
                    Certificate = certificate == null ? null : new X509Certificate2(certificate, key, string.Empty),
                    HostName = name,
                    VerifyServer = verify,
                };

                if (protocols != 0)
                {
                    tls.Protocols = (SslProtocols)protocols;
                }

                string answer = (string)loop.Run(AskAsync(port, tls, line, startTls));
                return loop.FreeSlots == slots && loop.FreeTimers == EventLoop.DefaultLength ? answer : "slots or timers are still taken";
            }
            finally
            {
                loop.Close();
            }
        }

        /// <summary>Sends so many bytes to an echo server while it reads them back.</summary>
        /// <returns>How many came back as they were sent.</returns>
        public static int Echo(int port, string authority, string name, int protocols, int count)
        {
            EventLoop loop = new EventLoop();

            try
            {
                TlsClientOptions tls = new TlsClientOptions
                {
                    CertificateAuthority = new X509Certificate(authority),
                    HostName = name,
                    Protocols = (SslProtocols)protocols,
                };
                return (int)loop.Run(EchoAsync(loop, port, tls, count));
            }
            finally
            {
                loop.Close();
            }
        }

        private static async Coroutine<string> AskAsync(int port, TlsClientOptions tls, string line, bool startTls)
        {
            try
            {
                AsyncStream stream = await (startTls ? Tcp.OpenConnectionAsync("127.0.0.1", port, 30000) : Tcp.OpenConnectionAsync("127.0.0.1", port, tls, 30000));

                try
                {
                    if (startTls)
                    {
                        await stream.WriteAsync("STARTTLS\r\n");
                        await stream.ReadLineAsync(200);
                        await stream.StartTlsAsync(tls);
                    }

                    await stream.WriteAsync(line + "\r\n");
                    return await stream.ReadLineAsync(200);
                }
                finally
                {
                    await stream.CloseAsync();
                }
            }
            catch (TlsException exception)
            {
                return "Tls" + (int)exception.Error + " " + exception.Code;
            }
            catch (SocketException exception)
            {
                return "Socket " + exception.ErrorCode;
            }
        }

        private static async Coroutine<int> EchoAsync(EventLoop loop, int port, TlsClientOptions tls, int count)
        {
            AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", port, tls, 30000);

            try
            {
                Coroutine writing = loop.CreateTask(WriteAsync(stream, count));
                byte[] buffer = new byte[1500];
                int good = 0;

                // It asks first: a read of what a server of TLS 1.3 sends after the handshake would stop the device, its writer too.
                await Coroutine.Yield();

                while (good < count)
                {
                    int read = await stream.ReadAsync(buffer, 0, buffer.Length);

                    for (int i = 0; i < read; i++)
                    {
                        if (buffer[i] != Value(good))
                        {
                            return good;
                        }

                        good++;
                    }

                    if (read == 0)
                    {
                        break;
                    }
                }

                await writing;
                return good;
            }
            finally
            {
                stream.Dispose();
            }
        }

        private static async Coroutine WriteAsync(AsyncStream stream, int count)
        {
            byte[] buffer = new byte[5000];

            for (int sent = 0; sent < count;)
            {
                int size = count - sent < buffer.Length ? count - sent : buffer.Length;

                for (int i = 0; i < size; i++)
                {
                    buffer[i] = Value(sent + i);
                }

                await stream.WriteAsync(buffer, 0, size);
                sent += size;
            }
        }

        // No period of a chunk or a record.
        private static byte Value(int index)
        {
            return (byte)(index % 251);
        }
    }
}
