using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>The commands of docs/your-own-program.md, from nothing but the packages and the public registry.</summary>
    public sealed class UserPathTests : IClassFixture<UserFolder>
    {
        private readonly UserFolder _user;
        private readonly UserPackages _packages;

        public UserPathTests(UserFolder user, UserPackages packages)
        {
            _user = user;
            _packages = packages;
        }

        [Fact]
        public async Task App_of_the_template_runs_and_publishing_says_what_it_needs()
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Blinky");

            // A project in its folder has its files for itself.
            await _user.RunAsync("new", "uasyncio-test", "-o", "Blinky/Blinky.Tests");
            string output = await _user.RunAsync("run", "--project", "Blinky", "--", "--preset", "stm32");
            Assert.Matches(@"(?s)\bon\b.*\boff\b.*\b5\b", output);

            // dotnet watch does not ask whether to start it anew.
            Assert.Equal("true", (await _user.RunAsync("msbuild", "Blinky", "-getProperty:HotReloadAutoRestart")).Trim());

            (int exitCode, string refused) = await _user.TryAsync("publish", "Blinky", "-p:Board=Esp32");
            Assert.Equal(1, exitCode);
            Assert.Contains("error UAN201: The nanoFramework packages cannot be reached", refused);
            (exitCode, refused) = await _user.TryAsync("publish", "Blinky");
            Assert.Equal(1, exitCode);
            Assert.Contains("error UAN206: Say which board gets the image", refused);

            // In the project it would come too late: what is published would be no image.
            _user.Write("Blinky/Blinky.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup><OutputType>Exe</OutputType><Board>Stm32</Board></PropertyGroup>
                </Project>
                """);
            (exitCode, refused) = await _user.TryAsync("publish", "Blinky");
            Assert.Equal(1, exitCode);
            Assert.Contains("error UAN206: Board is set in the project", refused);
        }

        [Fact]
        public void Packages_take_the_place_of_older_ones_and_of_nothing_else()
        {
            Assert.True(File.Exists(Path.Combine(_packages.Feed, "my notes.txt")));
            Assert.False(File.Exists(Path.Combine(_packages.Feed, "UAsyncio.Nano.0.0.1.nupkg")));
            Assert.Single(Directory.GetFiles(_packages.Feed, "UAsyncio.Nano.Sdk.*.nupkg"));
        }

        [Fact]
        public async Task Tests_of_the_template_are_cases_of_their_own()
        {
            await _user.RunAsync("new", "uasyncio-test", "-o", "Blinky.Tests");

            // What a type consists of the device knows and this computer's .NET does not. And a debug build has the packages' optimised code in it.
            _user.Write("Blinky.Tests/Own.cs", """
                using nanoFramework.TestFramework;
                using UAsyncio.Nano;

                public class FakePin
                {
                    public System.Device.Gpio.PinValue Value;
                }

                [TestClass]
                public class Own
                {
                    [TestMethod]
                    public void What_ends_at_once_is_awaited() => new EventLoop().Run(OuterAsync());

                    private static async Coroutine OuterAsync() => Assert.AreEqual(7, await AtOnceAsync(true));

                    private static async Coroutine<int> AtOnceAsync(bool isReady)
                    {
                        if (!isReady)
                        {
                            await Coroutine.Yield();
                        }

                        return 7;
                    }
                }
                """);
            string output = await _user.RunAsync("test", "Blinky.Tests", "--logger", "console;verbosity=normal");
            Assert.Contains("Passed DelayTests.A_coroutine_returns_its_result", output);
            Assert.Contains("Passed DelayTests.A_delay_lasts_at_least_its_time(20)", output);
            Assert.Matches(@"Passed: +4", output);

            _user.Write("Blinky.Tests/Failing.cs", """
                using nanoFramework.TestFramework;
                using UAsyncio.Nano;

                [TestClass]
                public class Failing
                {
                    [TestMethod]
                    public void Fails()
                    {
                        Assert.AreEqual(1, 2);
                    }

                    [TestMethod]
                    public void Fails_in_a_coroutine()
                    {
                        new UAsyncio.Nano.Inspection.Logger("app", new UAsyncio.Nano.Inspection.DebugTarget()).Info("told");
                        new EventLoop().Run(OuterAsync());
                    }

                    private static async Coroutine OuterAsync()
                    {
                        await InnerAsync();
                    }

                    private static async Coroutine InnerAsync()
                    {
                        await Coroutine.Yield();
                        Assert.AreEqual(3, 4);
                    }
                }
                """);
            (int exitCode, output) = await _user.TryAsync("test", "Blinky.Tests", "--filter", "FullyQualifiedName~Failing");
            Assert.Equal(1, exitCode);
            Assert.Contains("Failed Failing.Fails", output);
            Assert.Contains("Failing.cs:line 10", output);
            Assert.Matches(@"at Failing\.InnerAsync in .*Failing\.cs:line 28\s+at Failing\.OuterAsync in .*Failing\.cs:line 22\s", output);

            // The packages have release builds.
            Assert.Contains("I app: told", output);
            Assert.Matches(@"Failed: +2, Passed: +0", output);
        }

        // The package of a library has its face: what it returns can be awaited, and is woven once.
        [Fact]
        public async Task Library_of_the_template_is_packed_and_compiled_against()
        {
            await _user.RunAsync("new", "uasyncio-lib", "-o", "Sensors");
            await _user.RunAsync("pack", "Sensors", "-o", "packages");
            _user.Write("Reader/nuget.config", """
                <configuration>
                  <packageSources><add key="sensors" value="../packages" /></packageSources>
                </configuration>
                """);
            _user.Write("Reader/Reader.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Sensors" Version="1.0.0" />
                  </ItemGroup>
                </Project>
                """);
            _user.Write("Reader/Program.cs", """
                using System;
                using Sensors;
                using UAsyncio.Nano;

                public static class Program
                {
                    public static void Main()
                    {
                        Console.WriteLine("settled at " + new EventLoop().Run(ReadAsync()));
                    }

                    private static async Coroutine<int> ReadAsync()
                    {
                        Debouncer debouncer = new Debouncer { Value = 7 };
                        return await debouncer.SettledAsync(5);
                    }
                }
                """);
            Assert.Contains("settled at 7", await _user.RunAsync("run", "--project", "Reader"));
        }

        [Fact]
        public async Task What_the_device_cannot_run_fails_the_build_with_its_line()
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Wrong");
            _user.Write("Wrong/Grid.cs", "static class Grid { static int[,] Make() => new int[2, 2]; }");
            (int exitCode, string output) = await _user.TryAsync("build", "Wrong");
            Assert.Equal(1, exitCode);
            Assert.Matches(@"Grid\.cs\(1,\d+\): error UAN102", output);
        }
    }
}
