using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

[assembly: AssemblyFixture(typeof(UAsyncio.Projects.Tests.UserPackages))]

namespace UAsyncio.Projects.Tests
{
    /// <summary>The packages that pack.sh makes, for all users' folders: made when the first of them needs them, while other tests run.</summary>
    public sealed class UserPackages : IDisposable
    {
        private readonly Workspace _workspace = new();
        private readonly Lazy<Task> _made;

        public UserPackages()
        {
            _made = new Lazy<Task>(PackAsync);
        }

        public string Feed => _workspace.Path("feed");

        /// <summary>Gets where NuGet installs packages.</summary>
        public string Installed => _workspace.Path("nuget");

        public Task MakeAsync() => _made.Value;

        public void Dispose() => _workspace.Dispose();

        private async Task PackAsync()
        {
            // Somebody keeps other things where the packages go.
            Directory.CreateDirectory(Feed);
            File.WriteAllText(Path.Combine(Feed, "my notes.txt"), string.Empty);
            File.WriteAllText(Path.Combine(Feed, "UAsyncio.Nano.0.0.1.nupkg"), string.Empty);

            // What pack.sh runs: optimised libraries, whatever this build is.
            (int exitCode, string output) = await DotNet.RunAsync(
                Path.GetDirectoryName(Feed)!, "msbuild", Path.Combine(Repository.Root, "sdk/Pack.proj"), "-t:Pack", "-nologo", "-p:Feed=feed", $"-p:InstalledPackages={Installed}");
            Assert.True(exitCode == 0, output);
        }
    }
}
