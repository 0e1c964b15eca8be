using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>
    /// What a user has: the packages, and an empty folder, whose path has spaces, an umlaut and an ampersand, with a nuget.config that names their folder
    /// and the public registry. NuGet's and dotnet new's own folders are the tests'.
    /// </summary>
    public sealed class UserFolder : IAsyncLifetime
    {
        private readonly Workspace _workspace = new();
        private readonly UserPackages _packages;

        public UserFolder(UserPackages packages)
        {
            _packages = packages;
        }

        public string Root => _workspace.Path("Größe 1/my own");

        private Dictionary<string, string> Environment => new()
        {
            ["NUGET_PACKAGES"] = _packages.Installed,
            ["DOTNET_CLI_HOME"] = _workspace.Path("home"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        };

        public async ValueTask InitializeAsync()
        {
            await _packages.MakeAsync();
            Directory.CreateDirectory(Root);
            File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
                <configuration>
                  <packageSources><add key="uasyncio" value="{SecurityElement.Escape(_packages.Feed)}" /></packageSources>
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
