using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Fleets;

/// <summary>Whose signature on a broker's certificate is taken, and who the devices are.</summary>
internal sealed class BrokerTrust
{
    private BrokerTrust(X509Certificate2Collection authorities)
    {
        Authorities = authorities;
    }

    public X509Certificate2Collection Authorities { get; }

    /// <summary>Gets the devices' certificate with its key; null for none.</summary>
    public X509Certificate2? Own { get; private init; }

    /// <summary>Gets the devices' certificate in PEM; null for none.</summary>
    public string? OwnPem { get; private init; }

    /// <summary>Gets its private key in PEM; null for none.</summary>
    public string? OwnKeyPem { get; private init; }

    /// <summary>Reads the files; without one for the authorities, those of this computer.</summary>
    /// <exception cref="UsageException">A file cannot be read, or there is something else in it.</exception>
    public static BrokerTrust Load(string? authorityFile, string? certificateFile, string? keyFile)
    {
        X509Certificate2Collection authorities = authorityFile == null ? OfThisComputer() : Read(authorityFile);

        if (certificateFile == null || keyFile == null)
        {
            return new BrokerTrust(authorities);
        }

        string certificate = ReadText(certificateFile);
        string key = ReadText(keyFile);

        try
        {
            using X509Certificate2 own = X509Certificate2.CreateFromPem(certificate, key);

            // Not every system's TLS takes a key that was never in a file of its own kind.
            return new BrokerTrust(authorities) { Own = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null), OwnPem = certificate, OwnKeyPem = key };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new UsageException($"{certificateFile} and {keyFile} are no certificate and its private key, in PEM and without a password ({exception.Message}).");
        }
    }

    private static X509Certificate2Collection Read(string file)
    {
        X509Certificate2Collection certificates = [];
        string text = ReadText(file);

        try
        {
            certificates.ImportFromPem(text);

            if (certificates.Count == 0)
            {
                certificates.Add(X509CertificateLoader.LoadCertificateFromFile(file));
            }
        }
        catch (CryptographicException)
        {
            throw new UsageException($"{file} has no certificate in it, neither in PEM nor in DER.");
        }

        return certificates;
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static X509Certificate2Collection OfThisComputer()
    {
        X509Certificate2Collection certificates = [];

        foreach (StoreLocation location in new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser })
        {
            using X509Store store = new(StoreName.Root, location);

            try
            {
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
                certificates.AddRange(store.Certificates);
            }
            catch (CryptographicException)
            {
                // There is no such store.
            }
        }

        return certificates;
    }
}
