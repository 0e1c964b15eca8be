using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>
    /// What a user has: the packages that pack.sh makes, and an empty folder, whose path has spaces, an umlaut and an ampersand, with a nuget.config that names
    /// their folder and the public registry. NuGet's and dotnet new's own folders are the test's.
    /// </summary>
    public sealed class UserFolder : IAsyncLifetime
    {
        private readonly Workspace _workspace = new();

        public string Root => _workspace.Path("Größe 1/my own");

        public string Feed => _workspace.Path("feed");

        private Dictionary<string, string> Environment => new()
        {
            ["NUGET_PACKAGES"] = _workspace.Path("nuget"),
            ["DOTNET_CLI_HOME"] = _workspace.Path("home"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        };

        public async ValueTask InitializeAsync()
        {
            // Somebody keeps other things where the packages go.
            Directory.CreateDirectory(Feed);
            File.WriteAllText(Path.Combine(Feed, "my notes.txt"), string.Empty);
            File.WriteAllText(Path.Combine(Feed, "UAsyncio.Nano.0.0.1.nupkg"), string.Empty);

            // What pack.sh runs: optimised libraries, whatever this build is.
            (int exitCode, string output) = await DotNet.RunAsync(
                Path.GetDirectoryName(Feed)!, "msbuild", Path.Combine(Repository.Root, "sdk/Pack.proj"), "-t:Pack", "-nologo", "-p:Feed=feed", $"-p:InstalledPackages={_workspace.Path("nuget")}");
            Assert.True(exitCode == 0, output);
            Directory.CreateDirectory(Root);
            File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
                <configuration>
                  <packageSources><add key="uasyncio" value="{SecurityElement.Escape(Feed)}" /></packageSources>
                </configuration>
                """);
            await RunAsync("new", "install", "UAsyncio.Nano.Templates");
        }

        public ValueTask DisposeAsync()
        {
            _workspace.Dispose();
            return default;
        }

        public void Write(string relative, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, relative))!);
            File.WriteAllText(Path.Combine(Root, relative), text);
        }

        /// <summary>Runs a command that has to succeed.</summary>
        /// <returns>What it writes.</returns>
        public async Task<string> RunAsync(params string[] arguments)
        {
            (int exitCode, string output) = await TryAsync(arguments);
            Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
            return output;
        }

        public Task<(int ExitCode, string Output)> TryAsync(params string[] arguments) => DotNet.RunAsync(Root, Environment, arguments);
    }
}
