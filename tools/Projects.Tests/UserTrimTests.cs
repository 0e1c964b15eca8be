using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Mono.Cecil;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>What a program carries of the libraries.</summary>
    public sealed class UserTrimTests : IClassFixture<UserFolder>
    {
        private readonly UserFolder _user;

        public UserTrimTests(UserFolder user)
        {
            _user = user;
        }

        [Fact]
        public async Task A_program_carries_of_the_libraries_what_it_can_reach_and_runs()
        {
            _user.Write("Door/Door.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                  </PropertyGroup>
                </Project>
                """);

            // What is found by its name is whole, in the program, and so is what it calls.
            _user.Write("Door/Program.cs", """
                using System;
                using UAsyncio.Nano;
                using UAsyncio.Nano.Http;

                public static class Program
                {
                    public static void Main()
                    {
                        new EventLoop().Run(RunAsync());
                        Console.WriteLine("found " + typeof(Hidden).GetMethod("Count").Invoke(null, null));
                        new AsyncLock().Release();
                    }

                    private static async Coroutine RunAsync()
                    {
                        JsonWriter json = new JsonWriter();
                        json.Value(7);
                        await Coroutine.Delay(1);
                        Console.WriteLine("wrote " + json.ToString());
                    }
                }

                public class Hidden
                {
                    public static int Count() => new AsyncBarrier(3).Parties;
                }
                """);
            (_, string output) = await _user.TryAsync("run", "--project", "Door", "-c", "Release");
            Assert.Contains("wrote 7", output);
            Assert.Contains("found 3", output);
            Assert.Matches(@"at UAsyncio\.Nano\.AsyncLock\.Release\(\) in .*AsyncLock\.cs:line \d+", output);
            string[] core = Types("UAsyncio.Nano");
            Assert.Contains("UAsyncio.Nano.AsyncBarrier", core);
            Assert.DoesNotContain("UAsyncio.Nano.AsyncRing", core);
            Assert.Contains("UAsyncio.Nano.Http.JsonWriter", Types("UAsyncio.Nano.Http"));
            Assert.DoesNotContain("UAsyncio.Nano.Http.HttpServer", Types("UAsyncio.Nano.Http"));
            Assert.Equal(["UAsyncio.Nano.Http.dll", "UAsyncio.Nano.dll"], Libraries());

            // What is reached from now on is there, and all of it where that is said.
            _user.Write("Door/More.cs", "public class More { public UAsyncio.Nano.AsyncRing Ring = new UAsyncio.Nano.AsyncRing(8); }");
            await _user.RunAsync("build", "Door", "-c", "Release");
            Assert.Contains("UAsyncio.Nano.AsyncRing", Types("UAsyncio.Nano"));
            await _user.RunAsync("build", "Door", "-c", "Release", "-p:TrimLibraries=false");
            Assert.Contains("UAsyncio.Nano.AsyncCondition", Types("UAsyncio.Nano"));
            Assert.Contains("UAsyncio.Nano.Mqtt.dll", Libraries());
            await _user.RunAsync("build", "Door", "-c", "Release");
            Assert.DoesNotContain("UAsyncio.Nano.AsyncCondition", Types("UAsyncio.Nano"));
            Assert.Equal(["UAsyncio.Nano.Http.dll", "UAsyncio.Nano.dll"], Libraries());
        }

        private string Output => Path.Combine(_user.Root, "Door/bin/Release/netnano1.0");

        private string[] Libraries() => Directory.GetFiles(Output, "UAsyncio.*.dll").Select(path => Path.GetFileName(path)!).Order(System.StringComparer.Ordinal).ToArray();

        private string[] Types(string library)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(Output, library + ".dll"));
            return module.Types.Select(type => type.FullName).ToArray();
        }
    }
}
