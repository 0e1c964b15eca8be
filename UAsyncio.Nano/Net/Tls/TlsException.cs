using System.IO;

namespace UAsyncio.Nano.Net
{
    /// <summary>Why a TLS connection did not come about.</summary>
    public enum TlsError
    {
        /// <summary>Something else: <see cref="TlsException.Code"/> tells more.</summary>
        Other,

        /// <summary>This side refuses the other's certificate: not signed by who is trusted, for another name, or not valid at the time of the device's clock.</summary>
        CertificateRefused,

        /// <summary>This side wants a certificate, and the other has none.</summary>
        CertificateMissing,

        /// <summary>The other side refuses, by an alert: this side's certificate, its want of one, or its versions of the protocol.</summary>
        RefusedByPeer,

        /// <summary>The two have no version or cipher in common, or what came is not TLS, or was changed on its way.</summary>
        Protocol,

        /// <summary>The other side closed or reset the connection.</summary>
        PeerClosed,

        /// <summary>The other side has not said hello in time.</summary>
        Timeout,
    }

    /// <summary>A TLS handshake failed, and the connection is closed; or what came later is no TLS.</summary>
    public sealed class TlsException : IOException
    {
        internal TlsException(TlsError error, int code)
            : base("TLS " + (int)error + ", " + code)
        {
            Error = error;
            Code = code;
        }

        /// <summary>Why.</summary>
        public TlsError Error { get; }

        /// <summary>The code of mbedTLS, negative, or of the socket; 0 where there is none.</summary>
        public int Code { get; }

        /// <summary>What the runtime tells of a handshake that failed.</summary>
        internal static TlsException Of(int code)
        {
            switch (code)
            {
                case -0x2700:
                case -0x5D80:
                    return new TlsException(TlsError.CertificateRefused, code);
                case -0x7480:
                    return new TlsException(TlsError.CertificateMissing, code);
                case -0x7780:
                    return new TlsException(TlsError.RefusedByPeer, code);
                case -0x7280:
                case -0x7880:
                case -0x0050:
                case -0x004C:
                case -0x004E:
                case 10053:
                case 10054:
                case 10057:
                    return new TlsException(TlsError.PeerClosed, code);
                case -0x6E80:
                case -0x6E00:
                case -0x7180:
                case -0x7200:
                case -0x7300:
                case -0x6600:
                case -0x7700:
                    return new TlsException(TlsError.Protocol, code);
                default:
                    return new TlsException(TlsError.Other, code);
            }
        }
    }
}
