using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>A run of the command openssl, in a folder with the certificates; where there is no such command, the test is skipped.</summary>
    internal sealed class OpenSsl : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("uasyncio-openssl-");
        private readonly Process _process;
        private readonly StringBuilder _output = new();

        public OpenSsl(string arguments)
        {
            Write("authority", Certificates.Authority);
            Write("server", Certificates.Server);
            Write("client", Certificates.Client);
            ProcessStartInfo start = new("openssl", arguments)
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            try
            {
                _process = Process.Start(start)!;
            }
            catch (Win32Exception)
            {
                _folder.Delete(true);
                Assert.Skip("the command openssl is not installed");
            }

            _process.OutputDataReceived += (_, line) => Add(line.Data);
            _process.ErrorDataReceived += (_, line) => Add(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Output
        {
            get
            {
                lock (_output)
                {
                    return _output.ToString();
                }
            }
        }

        /// <summary>Starts a server, and waits until it listens.</summary>
        public static OpenSsl Serve(string arguments, out int port)
        {
            OpenSsl server = new("s_server -accept 127.0.0.1:0 -cert server.pem -key server.key -CAfile authority.pem " + arguments);
            port = int.Parse(server.After("ACCEPT 127.0.0.1:"));
            return server;
        }

        public void Say(string line)
        {
            _process.StandardInput.Write(line + "\n");
            _process.StandardInput.Flush();
        }

        /// <summary>Waits until it has printed something, and gives the rest of that line.</summary>
        public string After(string text)
        {
            for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed < DeviceTlsServer.Limit; Thread.Sleep(5))
            {
                string output = Output;
                int start = output.IndexOf(text, StringComparison.Ordinal);

                if (start >= 0)
                {
                    start += text.Length;
                    return output[start..output.IndexOf('\n', start)].Trim();
                }
            }

            throw new TimeoutException("'" + text + "' is not in: " + Output);
        }

        public void WaitForExit()
        {
            Assert.True(_process.WaitForExit(DeviceTlsServer.Limit), "it does not end");
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _folder.Delete(true);
        }

        private void Add(string? line)
        {
            lock (_output)
            {
                _output.Append(line).Append('\n');
            }
        }

        private void Write(string name, Certificates.Pem pem)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name + ".pem"), pem.Certificate);
            File.WriteAllText(Path.Combine(_folder.FullName, name + ".key"), pem.Key);
        }
    }
}
