using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Fleets;

/// <summary>Looks whether a broker can be reached: not devices that try for ever to reach what never was there.</summary>
internal static class BrokerReach
{
    private const string AnyUsage = "2.5.29.37.0";
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects, and shakes hands as the devices will, where it is TLS.</summary>
    /// <exception cref="FlashException">It is not reached, for the reason in its message.</exception>
    public static async Task CheckAsync(Broker broker, BrokerTrust? trust, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_patience);
        bool isConnected = false;

        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(broker.Host, broker.Port, patience.Token);
            isConnected = true;

            if (trust != null)
            {
                await ShakeHandsAsync(client.GetStream(), broker, trust, patience.Token);
            }
        }
        catch (SocketException exception)
        {
            throw new FlashException($"No broker answers at {broker} ({exception.Message}): start it first, or check --broker.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new FlashException(isConnected
                ? $"What listens at {broker} does not answer in TLS within {s_patience.TotalSeconds:0} s: check the port of --broker."
                : $"No broker answers at {broker} within {s_patience.TotalSeconds:0} s: start it first, or check --broker.");
        }
    }

    private static async Task ShakeHandsAsync(NetworkStream plain, Broker broker, BrokerTrust trust, CancellationToken stop)
    {
        string? refusal = null;
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = broker.Host,
            EnabledSslProtocols = SslProtocols.Tls12,
            ClientCertificates = trust.Own == null ? null : [trust.Own],
            RemoteCertificateValidationCallback = (_, certificate, presented, errors) =>
            {
                refusal = Refuse(broker, trust, certificate as X509Certificate2, presented, errors);
                return refusal == null;
            },
        };

        try
        {
            using SslStream stream = new(plain);
            await stream.AuthenticateAsClientAsync(options, stop);
            await stream.ShutdownAsync();
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            string own = trust.Own == null ? " Where it wants a certificate of the devices: --cert-file and --key-file." : string.Empty;
            throw new FlashException(refusal ?? $"No handshake of TLS 1.2, which the devices speak, with what listens at {broker} ({exception.GetBaseException().Message.TrimEnd('.')}): check the port of --broker.{own}");
        }
    }

    // Why the devices will refuse the broker's certificate; null: they will not.
    private static string? Refuse(Broker broker, BrokerTrust trust, X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate == null)
        {
            return $"The broker at {broker} has no certificate.";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"The certificate of the broker at {broker} is not for {broker.Host}: it is for {NamesOf(certificate)}.";
        }

        X509EnhancedKeyUsageExtension? usage = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();

        if (usage != null && !usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is AnyUsage or ServerUsage))
        {
            return $"The certificate of the broker at {broker} is not one of a server: its extended key usage says so.";
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(trust.Authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);

        if (chain.Build(certificate))
        {
            return null;
        }

        // An authority need not be one that has signed itself.
        X509ChainStatusFlags status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);

        if (status == X509ChainStatusFlags.PartialChain && chain.ChainElements.Count > 1 && trust.Authorities.Contains(chain.ChainElements[^1].Certificate))
        {
            return null;
        }

        return status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? $"The certificate of the broker at {broker}, or its authority's, is not valid today: it is from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}."
            : $"Nobody who is trusted has signed the certificate of the broker at {broker}; {certificate.Issuer} has: give that authority's certificate by --ca-file.";
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names == null ? certificate.Subject : string.Join(", ", names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));
    }
}
