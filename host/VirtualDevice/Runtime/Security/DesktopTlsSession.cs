extern alias desktop;

using System;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;
using DesktopCertificate = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2;
using DesktopCollection = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2Collection;
using DesktopChain = desktop::System.Security.Cryptography.X509Certificates.X509Chain;
using DesktopErrors = desktop::System.Net.Security.SslPolicyErrors;
using DesktopProtocols = desktop::System.Security.Authentication.SslProtocols;
using DesktopStream = desktop::System.Net.Security.SslStream;
using Status = desktop::System.Security.Cryptography.X509Certificates.X509ChainStatusFlags;
using Trust = desktop::System.Security.Cryptography.X509Certificates.X509ChainTrustMode;
using Usage = desktop::System.Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What mbedTLS does for a device, done by desktop .NET's SslStream: verification, the codes of its failures, what is buffered where.
    internal sealed class DesktopTlsSession : TlsSession
    {
        // Of a TLS 1.3 record: the type of what is inside and the tag; and the shortest session ticket that a server can send.
        private const int Overhead = 17;
        private const int ShortestTicket = 35;

        // What a certificate may be for, where it says so: RFC 5280, 4.2.1.12.
        private const string Anything = "2.5.29.37.0";
        private const string Server = "1.3.6.1.5.5.7.3.1";
        private const string Client = "1.3.6.1.5.5.7.3.2";

        private readonly TlsRecords _records;
        private readonly DesktopStream _stream;
        private readonly byte[] _plain = new byte[16384];
        private readonly DesktopCertificate[] _authorities;
        private readonly bool _verify;
        private readonly bool _checkName;
        private int _start;
        private int _end;
        private Task<int> _read;
        private bool _broken;
        private bool _refused;
        private bool _missing;

        public DesktopTlsSession(DeviceSocket socket, bool verify, bool checkName, DesktopCertificate[] authorities)
        {
            _verify = verify;
            _checkName = checkName;
            _authorities = authorities;
            _records = new TlsRecords(socket);
            _stream = new DesktopStream(_records, leaveInnerStreamOpen: true);
        }

        // Decrypted and not read yet: of one record.
        public override int Available => _end - _start;

        public override void Accept(DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols)
        {
            if (certificate == null)
            {
                // No cipher can do without, and this device has none stored.
                throw new SocketException(-0x6E00);
            }

            desktop::System.Net.Security.SslServerAuthenticationOptions options = new()
            {
                ServerCertificateContext = desktop::System.Net.Security.SslStreamCertificateContext.Create(certificate, Behind(chain), offline: true),
                EnabledSslProtocols = ToDesktop(protocols),
                ClientCertificateRequired = _verify,
                RemoteCertificateValidationCallback = Validate,
                AllowTlsResume = false,
            };
            Handshake(() => _stream.AuthenticateAsServer(options));
        }

        public override void Connect(string host, DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols)
        {
            desktop::System.Net.Security.SslClientAuthenticationOptions options = new()
            {
                TargetHost = host,
                EnabledSslProtocols = ToDesktop(protocols),
                RemoteCertificateValidationCallback = Validate,
                AllowTlsResume = false,
            };
            if (certificate != null)
            {
                options.ClientCertificateContext = desktop::System.Net.Security.SslStreamCertificateContext.Create(certificate, Behind(chain), offline: true);
            }

            Handshake(() => _stream.AuthenticateAsClient(options));
        }

        public override int Read(byte[] buffer, int offset, int count, int timeout)
        {
            if (count == 0)
            {
                return 0;
            }

            if (Available == 0 && !Decrypt(timeout))
            {
                return 0;
            }

            int read = Math.Min(count, Available);
            Array.Copy(_plain, _start, buffer, offset, read);
            _start += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                _stream.Write(buffer, offset, count);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new SocketException(-1);
            }
        }

        // Says goodbye, if the connection can still take it.
        public override void Close()
        {
            try
            {
                if (_records.CanSend)
                {
                    _stream.ShutdownAsync().Wait(0);
                }
            }
            catch (Exception)
            {
                // The connection is broken: nobody hears it.
            }

            _stream.Dispose();
        }

        private static DesktopCollection Behind(DesktopCertificate[] chain) => new DesktopCollection(chain.AsSpan(1).ToArray());

        // Of a record that had no data in it: neither an empty one nor a ticket of a server.
        private bool IsKeyUpdate => _stream.SslProtocol == DesktopProtocols.Tls13 && _records.LastLength > Overhead && (_stream.IsServer || _records.LastLength < ShortestTicket);

        // The next record that has data; false at the end. No time limit, and no other thread, once its first byte is there.
        private bool Decrypt(int timeout)
        {
            bool stopping = false;
            bool fed = false;
            try
            {
                if (_broken)
                {
                    throw new SocketException(-1);
                }

                _read ??= _stream.ReadAsync(_plain, 0, _plain.Length);
                while (!_read.IsCompleted)
                {
                    if (!_records.IsWaiting)
                    {
                        // Between the record that was fed and what comes of it.
                        desktop::System.Threading.Thread.Yield();
                        continue;
                    }

                    if (fed && IsKeyUpdate)
                    {
                        // mbedTLS knows none: an unexpected message, which ends the session, without an alert.
                        _broken = true;
                        throw new SocketException(-1);
                    }

                    if (!stopping)
                    {
                        _records.Begin(timeout);
                        DeviceStop.Begin();
                        stopping = true;
                    }

                    _records.Fill();
                    _records.Feed();
                    fed = true;
                }

                _end = _read.GetAwaiter().GetResult();
                _start = 0;
                _read = null;
                return _end > 0;
            }
            catch (SocketException)
            {
                throw;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new SocketException(-1);
            }
            finally
            {
                if (stopping)
                {
                    DeviceStop.End();
                }
            }
        }

        private void Handshake(Action authenticate)
        {
            DeviceStop.Begin();
            try
            {
                authenticate();
            }
            catch (Exception e) when (e is not (OutOfMemoryException or NullReferenceException))
            {
                throw new SocketException(CodeOf(e));
            }
            finally
            {
                DeviceStop.End();
            }
        }

        // mbedTLS's error codes.
        private int CodeOf(Exception e)
        {
            string text = e.ToString();
            if (_refused)
            {
                return -0x2700;
            }

            if (_missing)
            {
                return -0x7480;
            }

            if (_records.LastAlert >= 0 || text.Contains("alert", StringComparison.OrdinalIgnoreCase))
            {
                return -0x7780;
            }

            for (Exception inner = e; inner != null; inner = inner.InnerException)
            {
                if (inner is SocketException)
                {
                    return -0x0050;
                }
            }

            if (_records.IsAtEnd)
            {
                return -0x7280;
            }

            return text.Contains("protocol", StringComparison.OrdinalIgnoreCase) ? -0x6E80 : -0x7200;
        }

        private bool Validate(object sender, desktop::System.Security.Cryptography.X509Certificates.X509Certificate certificate, DesktopChain presented, DesktopErrors errors)
        {
            if (!_verify)
            {
                return true;
            }

            _missing = certificate == null;
            _refused = !_missing && ((_checkName && errors.HasFlag(DesktopErrors.RemoteCertificateNameMismatch)) || !IsForPeer((DesktopCertificate)certificate) || !IsTrusted((DesktopCertificate)certificate, presented));
            return !_missing && !_refused;
        }

        // Of the peer's own certificate alone.
        private bool IsForPeer(DesktopCertificate certificate)
        {
            Usage usage = certificate.Extensions.OfType<Usage>().FirstOrDefault();
            string wanted = _stream.IsServer ? Client : Server;
            return usage == null || usage.EnhancedKeyUsages.Cast<desktop::System.Security.Cryptography.Oid>().Any(oid => oid.Value is Anything || oid.Value == wanted);
        }

        private bool IsTrusted(DesktopCertificate certificate, DesktopChain presented)
        {
            using DesktopChain chain = new();
            chain.ChainPolicy.TrustMode = Trust.CustomRootTrust;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.RevocationMode = desktop::System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = DeviceClock.UtcNow.Desktop;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);

            // What the peer has sent between its own and its authority's.
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);

            if (chain.Build(certificate))
            {
                return true;
            }

            // An authority need not be one that has signed itself.
            int last = chain.ChainElements.Count - 1;
            return last > 0 && chain.ChainStatus.All(one => one.Status == Status.PartialChain) && _authorities.Contains(chain.ChainElements[last].Certificate);
        }

        private static DesktopProtocols ToDesktop(SslProtocols protocols)
        {
            // Nothing below 1.2 is compiled into the firmware.
            bool old = (protocols & (SslProtocols.Tls | SslProtocols.Tls11 | SslProtocols.Tls12)) != 0;
            bool tls13 = protocols == SslProtocols.None || (protocols & SslProtocols.Tls13) != 0;
            return (old ? DesktopProtocols.Tls12 : 0) | (tls13 ? DesktopProtocols.Tls13 : 0);
        }
    }
}
