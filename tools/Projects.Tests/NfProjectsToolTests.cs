using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>dotnet run --project tools/NfProjects.</summary>
    public sealed class NfProjectsToolTests : IDisposable
    {
        private const string Versions = "host/NanoPackages/NanoPackages.props";

        private readonly Workspace _workspace = Workspace.WithProjects();

        public NfProjectsToolTests()
        {
            _workspace.CopyFolder("host/Ref");
        }

        public void Dispose()
        {
            _workspace.Dispose();
        }

        [Fact]
        public async Task Repository_is_up_to_date()
        {
            (int exitCode, string output) = await RunAsync();
            Assert.Equal(0, exitCode);
            Assert.Equal($"{NfProject.All.Count} .nfproj projects, 0 updated", output.Trim());
        }

        [Fact]
        public async Task Source_that_came_is_added_and_one_that_went_is_removed()
        {
            _workspace.Write("firmware/Fan/Fan.cs", "");
            File.Delete(_workspace.Path("firmware/Led.cs"));
            (int exitCode, string output) = await RunAsync();
            Assert.True(exitCode == 0, output);
            Assert.Contains("updated " + Path.Combine("firmware", "firmware.nfproj"), output);
            Assert.EndsWith(" 1 updated", output.Trim());
            string project = Text("firmware/firmware.nfproj");
            Assert.Contains("<Compile Include=\"Fan\\Fan.cs\" />", project);
            Assert.DoesNotContain("Led.cs", project);
            Assert.Equal(File.ReadAllText(Repository.Path("firmware/firmware.nfproj")).Split("<Compile")[0], project.Split("<Compile")[0]);
        }

        [Fact]
        public async Task Source_that_all_test_areas_share_is_a_link_in_each()
        {
            _workspace.Write("UAsyncio.Nano.Tests/Common/Clock.cs", "");
            (int exitCode, string output) = await RunAsync();
            Assert.True(exitCode == 0, output);
            Assert.All(DeviceBuild.TestAreas, area => Assert.Matches(
                @"<Compile Include=""\.\.\\Common\\Clock\.cs"">\s*<Link>Common\\Clock\.cs</Link>", Text($"{area}/Tests.{Path.GetFileName(area)}.nfproj")));
        }

        [Fact]
        public async Task Version_of_a_package_is_said_in_one_place()
        {
            _workspace.Write(Versions, Text(Versions).Replace("Package=\"nanoFramework.System.Net\" Version=\"1.11.60\"", "Package=\"nanoFramework.System.Net\" Version=\"9.8.7\"", StringComparison.Ordinal));
            (int exitCode, string output) = await RunAsync();
            Assert.True(exitCode == 0, output);
            string[] users = [.. NfProject.All.Keys.Where(p => File.ReadAllText(Repository.Path(p)).Contains("nanoFramework.System.Net.", StringComparison.Ordinal))];
            Assert.InRange(users.Length, 1, NfProject.All.Count - 1);
            Assert.EndsWith($" {users.Length} updated", output.Trim());
            Assert.All(users, p => Assert.Contains("nanoFramework.System.Net.9.8.7\\lib", Text(p)));
            Assert.All(users, p => Assert.Contains("id=\"nanoFramework.System.Net\" version=\"9.8.7\"", Text(Path.GetDirectoryName(p) + "/packages.config")));
        }

        [Fact]
        public async Task Assembly_of_no_known_package_is_an_error_that_says_where_packages_are_listed()
        {
            _workspace.Write("firmware/firmware.csproj", Text("firmware/firmware.csproj").Replace("<NanoReference Include=\"System.Net\" />", "<NanoReference Include=\"System.Mathematics\" />", StringComparison.Ordinal));
            (int exitCode, string output) = await RunAsync();
            Assert.Equal(1, exitCode);
            Assert.Contains("error: no package is known for the assembly System.Mathematics: add it to " + Versions, output);
        }

        [Fact]
        public async Task Project_that_MSBuild_refuses_is_an_error_with_its_reason()
        {
            _workspace.Write("firmware/firmware.csproj", "<Project>");
            (int exitCode, string output) = await RunAsync();
            Assert.Equal(1, exitCode);
            Assert.Contains("error: a project cannot be evaluated:\n" + _workspace.Path("firmware/firmware.csproj"), output);
            Assert.Contains("MSB4025", output);
        }

        [Fact]
        public async Task Another_folder_than_the_repository_is_refused()
        {
            (int exitCode, string output) = await RunAsync("host");
            Assert.Equal(1, exitCode);
            Assert.Contains("is not the repository", output);
        }

        private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
        {
            return DotNet.RunAsync(_workspace.Root, [Path.Combine(Repository.Output("NfProjects"), "UAsyncio.NfProjects.dll"), .. arguments]);
        }

        private string Text(string path) => File.ReadAllText(_workspace.Path(path));
    }
}
