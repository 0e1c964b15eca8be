using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>docs/simulation.md: what it says of a program of one's own, its code included.</summary>
    public sealed class UserSimulationTests : IClassFixture<UserFolder>
    {
        private readonly UserFolder _user;

        public UserSimulationTests(UserFolder user)
        {
            _user = user;
        }

        [Fact]
        public async Task A_program_of_ones_own_is_simulated_and_what_it_does_not_survive_is_told()
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Reporter");

            // The name of a type that the template uses.
            await _user.RunAsync("new", "uasyncio-simulation", "-o", "Simulation", "--program", "../Reporter/Reporter.csproj");
            Assert.Matches(@"Passed: +1", await _user.RunAsync("test", "Simulation", "-f", "net10.0"));

            string[] code = [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/simulation.md")), "(?s)```csharp\n(.*?)```").Select(block => block.Groups[1].Value)];
            string program = code.Single(text => text.Contains("class Program"));
            _user.Write("Reporter/Program.cs", program);
            _user.Write("Simulation/SurvivalTests.cs", code.Single(text => text.Contains("class SurvivalTests")));
            (int exitCode, string output) = await _user.TryAsync("test", "Simulation");
            Assert.Equal(1, exitCode);
            Assert.Matches(@"seed \d+: ", output);
            Assert.Matches(@"UASYNCIO_SEED=\d+ dotnet test --filter FullyQualifiedName~It_reports_again", output);
            Assert.Matches(@"thread 1 +writes .*SocketException", output);

            // As the page mends it. Another class takes its turn.
            string mended = code.Single(text => text.Contains("when (e is SocketException"));
            _user.Write("Reporter/Program.cs", Regex.Replace(program, "(?s)            using.*?            }\n", mended));
            _user.Write("Simulation/OtherTests.cs", code.Single(text => text.Contains("class SurvivalTests")).Replace("SurvivalTests", "OtherTests").Replace("ForSeeds(10", "ForSeeds(1"));
            Assert.Matches(@"Passed: +2", await _user.RunAsync("test", "Simulation"));
        }
    }
}
