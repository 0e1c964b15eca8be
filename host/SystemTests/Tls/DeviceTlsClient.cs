using System;
using System.Reflection;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>HostTlsClient on the virtual device.</summary>
    internal static class DeviceTlsClient
    {
        // Each with the code of mbedTLS.
        public const string Refused = "Tls1 -9984";
        public const string RefusedByPeer = "Tls3 -30592";

        private static readonly Type s_client = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Tls.HostTlsClient");

        /// <summary>Connects to a server, says a line and reads one.</summary>
        /// <returns>The line; or "Tls", the number of the TlsError and its code; or "Socket" and its code.</returns>
        public static string Ask(
            int port,
            Certificates.Pem? authority = null,
            Certificates.Pem? certificate = null,
            string? name = "device.test",
            int? protocols = DeviceTlsServer.Tls12 | DeviceTlsServer.Tls13,
            bool verify = true,
            bool startTls = false)
        {
            authority ??= Certificates.Authority;
            string answer = (string)Call("Ask", port, authority.Certificate, certificate?.Certificate, certificate?.Key, name, protocols ?? 0, verify, "drawer", startTls);
            Leaks.AssertNone();
            return answer;
        }

        /// <summary>Sends so many bytes to an echo server while it reads them back.</summary>
        /// <returns>How many came back as they were sent.</returns>
        public static int Echo(int port, int count, int protocols)
        {
            int good = (int)Call("Echo", port, Certificates.Authority.Certificate, "device.test", protocols, count);
            Leaks.AssertNone();
            return good;
        }

        private static object Call(string method, params object?[] arguments)
        {
            Task<object> call = Task.Run(() => s_client.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!);

            if (Task.WhenAny(call, Task.Delay(DeviceTlsServer.Limit)).GetAwaiter().GetResult() != call)
            {
                // A handshake that nobody ends would stop the device for the tests that follow, too.
                Device.Restart();
                throw new TimeoutException(method + " on the device does not end");
            }

            return call.GetAwaiter().GetResult();
        }
    }
}
