using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>uasyncio fleet where it cannot begin; host/MqttTests has it at a broker.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task A_broker_that_is_not_there_is_told_before_devices_wait_for_it()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        // Bound and not listening: nobody else gets the port, and nobody answers there.
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        (int exitCode, string output, string error) = await ToolProcess.RunAsync("fleet", "--broker", socket.LocalEndPoint!.ToString()!);
        Assert.Equal((1, string.Empty), (exitCode, output));
        Assert.Contains($"No broker answers at {socket.LocalEndPoint}", error);
    }

    [Fact]
    public async Task More_devices_than_this_computer_lets_a_program_have_sockets_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        (int exitCode, _, string error) = await ToolProcess.RunWithFilesAsync(256, "fleet", "--broker", "127.0.0.1:1", "--count", "500");
        Assert.Equal(2, exitCode);
        Assert.Contains("ulimit -n", error);
    }

    [Fact]
    public async Task A_broker_that_takes_nobody_is_told()
    {
        using TcpListener broker = new(IPAddress.Loopback, 0);
        broker.Start();
        using ToolProcess fleet = new("fleet", "--broker", broker.LocalEndpoint.ToString()!);
        using TcpClient client = await TakeAsync(broker);

        // Not authorized.
        await client.GetStream().WriteAsync(new byte[] { 0x20, 3, 0, 0x87, 0 }, TestContext.Current.CancellationToken);
        Assert.Equal(1, await fleet.EndAsync());
        Assert.Contains("takes no client (MQTT: not authorized)", fleet.Error);
    }

    [Theory]
    [InlineData("other", "--user", "anna", "--password", "secret")]
    [InlineData("secret", "--user", "anna")]
    public async Task A_broker_is_told_user_and_password(string variable, params string[] options)
    {
        using TcpListener broker = new(IPAddress.Loopback, 0);
        broker.Start();
        Environment.SetEnvironmentVariable("UASYNCIO_BROKER_PASSWORD", variable);
        using ToolProcess fleet = new(["fleet", "--broker", broker.LocalEndpoint.ToString()!, .. options]);
        Environment.SetEnvironmentVariable("UASYNCIO_BROKER_PASSWORD", null);
        using TcpClient client = await TakeAsync(broker);
        using StreamReader reader = new(client.GetStream(), Encoding.Latin1);
        string connect = string.Empty;

        while (!connect.EndsWith("\0\u0004anna\0\u0006secret", StringComparison.Ordinal))
        {
            int next = reader.Read();
            Assert.True(next >= 0, connect);
            connect += (char)next;
        }

        Assert.Equal(130, await fleet.InterruptAsync());
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once_while_no_device_is_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        using TcpListener broker = new(IPAddress.Loopback, 0);
        broker.Start();
        using ToolProcess fleet = new("fleet", "--broker", broker.LocalEndpoint.ToString()!);
        using TcpClient client = await TakeAsync(broker);
        Assert.Equal(130, await fleet.InterruptAsync());
        Assert.Contains("stopped", fleet.Error);
    }

    // The first connection only looks whether somebody listens; the second has CONNECT.
    private static async Task<TcpClient> TakeAsync(TcpListener broker)
    {
        using (await broker.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
        }

        TcpClient client = await broker.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        return client;
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("ws://host")]
    [InlineData("mqtts://")]
    [InlineData("mqtts://host:0")]
    [InlineData("mqtts://[::1]:8883")]
    [InlineData("me@host")]
    [InlineData("host:0")]
    [InlineData("host:")]
    public async Task What_is_no_host_with_a_port_is_refused(string broker)
    {
        (int exitCode, _, string error) = await ToolProcess.RunAsync("fleet", "--broker", broker);
        Assert.Equal(2, exitCode);
        Assert.Contains("--broker takes a host, or a host and a port", error);
    }

    [Theory]
    [InlineData("mqtt://127.0.0.1:1", "--ca-file is.pem", "are for TLS: --broker mqtts://127.0.0.1:1")]
    [InlineData("mqtts://127.0.0.1:1", "--ca-file is.not", "is.not")]
    [InlineData("mqtts://127.0.0.1:1", "--ca-file no.pem", "no.pem has no certificate in it")]
    [InlineData("mqtts://127.0.0.1:1", "--cert-file is.pem", "--cert-file and --key-file go together")]
    [InlineData("mqtts://127.0.0.1:1", "--cert-file is.pem --key-file no.pem", "are no certificate and its private key")]
    public async Task What_is_no_certificate_or_not_for_this_broker_is_refused(string broker, string files, string said)
    {
        using RSA rsa = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=a", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fleet");

        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "is.pem"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "no.pem"), "secret", TestContext.Current.CancellationToken);
            string[] options = Array.ConvertAll(files.Split(' '), part => part.StartsWith('-') ? part : Path.Combine(folder.FullName, part));
            (int exitCode, _, string error) = await ToolProcess.RunAsync(["fleet", "--broker", broker, .. options]);
            Assert.Equal(2, exitCode);
            Assert.Contains(said, error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_broker_that_speaks_no_TLS_is_told_before_devices_wait_for_it()
    {
        using TcpListener broker = new(IPAddress.Loopback, 0);
        broker.Start();
        using ToolProcess fleet = new("fleet", "--broker", "mqtts://" + broker.LocalEndpoint);

        using (TcpClient client = await broker.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, await fleet.EndAsync());
        Assert.Contains("No handshake of TLS 1.2", fleet.Error);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("#")]
    [InlineData("$SYS")]
    public async Task What_is_no_topic_of_ones_own_is_refused(string topic)
    {
        (int exitCode, _, string error) = await ToolProcess.RunAsync("fleet", "--broker", "127.0.0.1:1", "--topic", topic);
        Assert.Equal(2, exitCode);
        Assert.Contains("--topic takes one level", error);
    }
}
