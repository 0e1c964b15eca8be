using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>What is built after a change.</summary>
    public sealed class UserChangesTests : IClassFixture<UserFolder>
    {
        private readonly UserFolder _user;

        public UserChangesTests(UserFolder user)
        {
            _user = user;
        }

        // Small methods of a library are put into the program, in an optimised build: its face stays the same when they change.
        [Fact]
        public async Task A_library_that_changes_inside_is_in_the_program_that_is_built_next()
        {
            _user.Write("Inner/Lib/Lib.csproj", $"<Project Sdk=\"UAsyncio.Nano.Sdk/{Repository.Version}\" />");
            Answer(41);
            _user.Write("Inner/App/App.csproj", $"""
                <Project Sdk="UAsyncio.Nano.Sdk/{Repository.Version}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                  </PropertyGroup>
                  <ItemGroup>
                    <ProjectReference Include="../Lib/Lib.csproj" />
                  </ItemGroup>
                </Project>
                """);
            _user.Write("Inner/App/Program.cs", """
                public static class Program
                {
                    public static void Main()
                    {
                        new UAsyncio.Nano.EventLoop().Run(Lib.Answer.WaitAsync());
                        System.Console.WriteLine("answer " + Lib.Answer.Get());
                    }
                }
                """);
            Assert.Contains("answer 41", await _user.RunAsync("run", "--project", "Inner/App", "-c", "Release"));
            Answer(42);
            Assert.Contains("answer 42", await _user.RunAsync("run", "--project", "Inner/App", "-c", "Release"));

            void Answer(int value) => _user.Write("Inner/Lib/Answer.cs", $$"""
                namespace Lib
                {
                    public static class Answer
                    {
                        public static int Get() => {{value}};
                        public static async UAsyncio.Nano.Coroutine WaitAsync() => await UAsyncio.Nano.Coroutine.Yield();
                    }
                }
                """);
        }

        // A compiler or weaver that was killed, or had no room left, leaves files that are newer than the sources and that nobody can read.
        [Theory]
        [InlineData("exe")]
        [InlineData("pdb")]
        public async Task A_build_that_did_not_come_to_its_end_is_not_gone_on_with(string half)
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Halved", "--force");
            _user.Write("Halved/Program.cs", "public static class Program { public static void Main() => new UAsyncio.Nano.EventLoop().Run(FailAsync()); private static async UAsyncio.Nano.Coroutine FailAsync() { await UAsyncio.Nano.Coroutine.Yield(); throw new System.Exception(); } }");
            await _user.RunAsync("build", "Halved");
            string output = Path.Combine(_user.Root, "Halved/obj/Debug/netnano1.0/Halved.");
            File.WriteAllBytes(output + half, []);
            File.SetLastWriteTimeUtc(output + "exe", DateTime.UtcNow);
            await _user.RunAsync("build", "Halved");
            (_, string run) = await _user.TryAsync("run", "--project", "Halved", "--no-build");
            Assert.Contains("Program.cs:line 1", run);
        }

        [Fact]
        public async Task Web_content_that_is_gone_is_not_in_the_program_and_what_is_new_is_whatever_its_date()
        {
            await _user.RunAsync("new", "uasyncio-app", "-o", "Pages");
            _user.Write("Pages/Directory.Build.props", "<Project><ItemGroup><WebContent Include=\"www/**/*.html\" Prefix=\"/pages/\" /></ItemGroup></Project>");
            _user.Write("Pages/www/more/kept.html", "kept");
            _user.Write("Pages/www/old.html", "old");
            _user.Write("Pages/Program.cs", "public static class Program { public static void Main() => System.Console.WriteLine(\"kept: \" + (Pages.WebContent.OldHtml.Length + Pages.WebContent.Find(\"/pages/more/kept.html\").Length)); }");
            await _user.RunAsync("build", "Pages");
            Assert.Contains("kept: 7", await _user.RunAsync("run", "--project", "Pages", "--no-build"));
            string page = Path.Combine(_user.Root, "Pages/www/old.html");
            File.Delete(page);
            (int exitCode, string output) = await _user.TryAsync("build", "Pages");
            Assert.Equal(1, exitCode);
            Assert.Contains("'WebContent' does not contain a definition for 'OldHtml'", output);
            _user.Write("Pages/www/old.html", "new");
            File.SetLastWriteTimeUtc(page, new DateTime(2020, 1, 1));
            await _user.RunAsync("build", "Pages");

            // The last of them too.
            File.Delete(page);
            File.Delete(Path.Combine(_user.Root, "Pages/www/more/kept.html"));
            (exitCode, output) = await _user.TryAsync("build", "Pages");
            Assert.Equal(1, exitCode);
            Assert.Contains("'Pages' does not exist", output);
        }
    }
}
