using System.Net;
using System.Net.Sockets;
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

    [Theory]
    [InlineData("::1")]
    [InlineData("mqtt://host")]
    [InlineData("host:0")]
    [InlineData("host:")]
    public async Task What_is_no_host_with_a_port_is_refused(string broker)
    {
        (int exitCode, _, string error) = await ToolProcess.RunAsync("fleet", "--broker", broker);
        Assert.Equal(2, exitCode);
        Assert.Contains("--broker takes a host, or a host and a port", error);
    }
}
