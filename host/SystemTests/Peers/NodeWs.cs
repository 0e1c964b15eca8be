using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using UAsyncio.SystemTests.Tls;
using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>A run of ws.js by Node.js, with npm's ws, which is installed for it once; where there is no npm, the test is skipped.</summary>
    internal sealed class NodeWs : IDisposable
    {
        private const string Package = "ws@8.18.3";

        private static readonly Lazy<bool> s_installed = new(Install);

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uasyncio-ws-");
        private readonly Process _process;

        private NodeWs(params string[] arguments)
        {
            Assert.SkipUnless(s_installed.Value, "There is no npm here: apt-get install nodejs npm.");
            Write("authority.pem", Certificates.Authority.Certificate);
            Write("server.pem", Certificates.Server.Certificate);
            Write("key.pem", Certificates.Server.Key);
            ProcessStartInfo start = new("node", [Path.Combine(Sources, "ws.js"), .. arguments])
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            start.Environment["NODE_PATH"] = Path.Combine(Modules, "node_modules");
            _process = Process.Start(start)!;
        }

        private static string Sources => Metadata("PeerSources");

        private static string Modules => Metadata("NpmModules");

        /// <summary>Starts a server of ws, or of wss.</summary>
        public static NodeWs Serve(bool isSecure, out int port)
        {
            NodeWs node = isSecure ? new("serve", "server.pem", "key.pem") : new("serve");
            port = int.Parse(node.ReadLine().Split(' ')[1], null);
            return node;
        }

        /// <summary>Has a client send a text and so many bytes to a server.</summary>
        /// <returns>What it tells.</returns>
        public static string Ask(string url, int size)
        {
            using NodeWs node = new("ask", url, "authority.pem", size.ToString(CultureInfo.InvariantCulture));
            return node.ReadLine();
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(true);
        }

        private static bool Install()
        {
            if (File.Exists(Path.Combine(Modules, "node_modules", "ws", "package.json")))
            {
                return true;
            }

            Directory.CreateDirectory(Modules);

            try
            {
                using Process npm = Process.Start("npm", ["install", Package, "--prefix", Modules, "--no-audit", "--no-fund", "--no-package-lock", "--silent"]);
                npm.WaitForExit();
                return npm.ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }

        private static string Metadata(string key)
        {
            return typeof(NodeWs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
        }

        private string ReadLine()
        {
            Task<string?> line = _process.StandardOutput.ReadLineAsync();
            Assert.True(line.Wait(DeviceWeb.Limit), "Node.js says nothing");
            return line.Result ?? "it has ended";
        }

        private void Write(string name, string? text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
    }
}
