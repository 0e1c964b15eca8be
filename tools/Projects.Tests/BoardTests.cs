using System;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>What the boards' projects refuse before anything is compiled.</summary>
    public sealed class BoardTests : IDisposable
    {
        private readonly Workspace _workspace = new();

        public void Dispose()
        {
            _workspace.Dispose();
        }

        [Theory]
        [InlineData("Stm32", "10.0.0.5", true, "too much for an STM32's 4 sockets")]
        [InlineData("Stm32", "10.0.0.5", false, null)]
        [InlineData("Esp32", "10.0.0.5", true, null)]
        [InlineData("Esp32", "mqtt://10.0.0.5", false, "is no broker")]
        [InlineData("Esp32", "broker-1.local:65535", false, null)]
        [InlineData("Esp32", "10.0.0.5:65536", false, "is no broker")]
        [InlineData("Esp32", "10.0.0.5:0", false, "is no broker")]
        public async Task Broker_and_certificate_fit_the_boards_sockets(string board, string broker, bool hasCertificate, string? refused)
        {
            if (hasCertificate)
            {
                _workspace.Write("certificate/device.pem", string.Empty);
                _workspace.Write("certificate/device.key", string.Empty);
            }

            (int exitCode, string output) = await DotNet.RunAsync(
                Repository.Root, "msbuild", $"boards/{board}/{board}.csproj", "-t:BoardBroker", "-nologo", $"-p:DemoBroker={broker}",
                $"-p:BoardCertificateFolder={_workspace.Path("certificate")}/", $"-p:IntermediateOutputPath={_workspace.Path("obj")}/");
            Assert.Equal(refused != null, exitCode != 0);
            Assert.Contains(refused ?? string.Empty, output);
        }
    }
}
