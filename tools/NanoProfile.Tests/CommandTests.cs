using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class CommandTests : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("NanoProfile");

        public void Dispose() => _folder.Delete(recursive: true);

        [Fact]
        public async Task App_runs_and_every_run_prints_the_same()
        {
            CommandRun first = await CommandRun.OfAsync(ProfileApp.Path);
            Assert.Equal((0, string.Empty), (first.ExitCode, first.Errors));
            Assert.StartsWith("done\n", first.Output);
            Assert.Contains("  coroutine ProfileApp.Program.InnerAsync", first.Output);
            Assert.Equal(first.Output, (await CommandRun.OfAsync(ProfileApp.Path)).Output);
        }

        [Fact]
        public async Task Method_runs_instead_of_Main()
        {
            CommandRun run = await CommandRun.OfAsync(ProfileApp.Path, "--method", "ProfileApp.Cases.Straight", "--top", "1");
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("ProfileApp.Cases", run.Output);
            Assert.DoesNotContain("done", run.Output);
        }

        [Fact]
        public async Task What_is_alive_at_the_end_is_printed_with_its_holder()
        {
            CommandRun run = await CommandRun.OfAsync(ProfileApp.Path, "--live");
            Assert.Contains("ProfileApp.Node, held by static ProfileApp.Program.Kept\n", run.Output);
            Assert.Contains("ProfileApp.Node, held by ProfileApp.Node\n", run.Output);
        }

        [Fact]
        public async Task Allocation_beyond_the_heap_throws_and_ends_the_program_with_exit_code_1()
        {
            CommandRun run = await CommandRun.OfAsync(ProfileApp.Path, "--heap", "200");
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("OutOfMemoryException", run.Output + run.Errors);
            Assert.Equal(0, (await CommandRun.OfAsync(ProfileApp.Path, "--heap", "65536")).ExitCode);
        }

        [Fact]
        public async Task Flame_graphs_draw_callees_as_wide_as_their_cost_upon_their_callers()
        {
            string path = Path.Combine(_folder.FullName, "out.svg");
            Assert.Equal(0, (await CommandRun.OfAsync(ProfileApp.Path, "--flame", path)).ExitCode);
            XNamespace svg = "http://www.w3.org/2000/svg";
            (string Title, double X, double Y, double Width)[] frames = XDocument.Load(path).Descendants(svg + "g").Select(g =>
                ((string)g.Element(svg + "title")!, Number(g, "x"), Number(g, "y"), Number(g, "width"))).ToArray();
            (string _, double x, double y, double width) = frames.First(f => f.Title.StartsWith("ProfileApp.Program.Main:", StringComparison.Ordinal));
            (string _, double innerX, double innerY, double innerWidth) = frames.First(f => f.Title.StartsWith("UAsyncio.Nano.EventLoop.Run:", StringComparison.Ordinal));
            Assert.True(innerY < y);
            Assert.InRange(innerX, x, x + width - innerWidth + 0.1);
            Assert.Contains(frames, f => f.Title.StartsWith("all:", StringComparison.Ordinal) && f.Title.Contains("bytes allocated") && f.Width == 1200);

            double Number(XElement g, string name) => (double)g.Element(svg + "rect")!.Attribute(name)!;
        }

        [Fact]
        public async Task The_graph_goes_to_a_pipe_too()
        {
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            (int exitCode, string output, _) = await CommandRun.OfAsync(ProfileApp.Path, "--flame", "/dev/stdout");
            Assert.Equal(0, exitCode);
            Assert.Contains("</svg>", output);
        }

        [Fact]
        public async Task Speedscope_file_adds_up_to_the_table()
        {
            string path = Path.Combine(_folder.FullName, "out.json");
            CommandRun run = await CommandRun.OfAsync(ProfileApp.Path, "--speedscope", path);
            using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            JsonElement instructions = json.RootElement.GetProperty("profiles")[0];
            long sum = instructions.GetProperty("weights").EnumerateArray().Sum(w => w.GetInt64());
            Assert.Equal(sum, instructions.GetProperty("endValue").GetInt64());
            Assert.Contains(FormattableString.Invariant($"\n{sum:N0} IL instructions"), run.Output);
            Assert.Equal(instructions.GetProperty("weights").GetArrayLength(), instructions.GetProperty("samples").GetArrayLength());
        }

        [Fact]
        public async Task Help_names_every_option()
        {
            CommandRun run = await CommandRun.OfAsync("--help");
            Assert.Equal(0, run.ExitCode);
            Assert.All(["<program>", "--method", "--for", "--port-map", "--flame", "--speedscope", "--heap", "--live", "--top"], option => Assert.Contains(option, run.Output));
        }

        [Theory]
        [InlineData("missing.exe", "There is no missing.exe")]
        [InlineData("{folder}", "There is no project in")]
        [InlineData("{app} --for 0s", "--for takes a time of more than 0")]
        [InlineData("{app} --heap much", "--heap takes a whole number, and much is none.")]
        [InlineData("{app} --for soon", "--for takes a time of more than 0")]
        [InlineData("{app} --for --live", "--for needs a value, and --live is an option")]
        [InlineData("{app} --flame --live", "--flame needs a value, and --live is an option")]
        [InlineData("{app} --port-map 80", "as in 80=8080; not 80")]
        [InlineData("{app} --port-map 80=0", "as in 80=8080; not 80=0")]
        [InlineData("{app} --port-map 80=8080 --port-map 80=8081", "port 80 of the device twice")]
        [InlineData("{app} --port-map 80=8080 81=8080", "port 8080 of this computer to two ports")]
        [InlineData("{app} --heap 0", "--heap takes a number of bytes from 1 to")]
        [InlineData("{app} --heap -5", "--heap takes a number of bytes from 1 to")]
        [InlineData("{app} --heap many", "many")]
        [InlineData("{app} --top 0", "--top takes a number of lines from 1 to")]
        [InlineData("{app} --flame nowhere/out.svg", "nowhere/out.svg: give a file in a folder that exists")]
        [InlineData("{app} --speedscope {folder}", "give a file in a folder that exists")]
        [InlineData("{app} --flame {app}", "is a file already, and no flame graph, which would take its place")]
        [InlineData("{app} --flame {folder}/out.svg --speedscope {folder}/out.svg", "--flame and --speedscope name the same file")]
        [InlineData("{app} --nonsense", "--nonsense")]
        public async Task Wrong_command_line_is_refused_with_exit_code_2_and_named(string arguments, string named)
        {
            CommandRun run = await CommandRun.OfAsync(Split(arguments));
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(named, run.Errors);
            Assert.DoesNotContain("   at ", run.Errors);
            Assert.DoesNotContain("done", run.Output);
        }

        [Theory]
        [InlineData("{app} --method Straight", "has no static method Straight without parameters")]
        [InlineData("{app} --method ProfileApp.Cases.Loop", "has no static method ProfileApp.Cases.Loop without parameters")]
        [InlineData("{library}", "has no Main: it is a library. Name what to run by --method")]
        [InlineData("{text}", "is no device assembly that can be loaded")]
        public async Task What_has_nothing_to_run_is_refused_with_exit_code_2_and_a_reason(string arguments, string reason)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "text.dll"), "text", TestContext.Current.CancellationToken);
            CommandRun run = await CommandRun.OfAsync(Split(arguments));
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(reason, run.Errors);
            Assert.DoesNotContain("   at ", run.Errors);
            Assert.Equal(string.Empty, run.Output);
        }

        private string[] Split(string arguments)
        {
            return arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(argument => argument
                .Replace("{app}", ProfileApp.Path)
                .Replace("{library}", Path.Combine(Path.GetDirectoryName(ProfileApp.Path)!, "UAsyncio.Nano.dll"))
                .Replace("{text}", Path.Combine(_folder.FullName, "text.dll"))
                .Replace("{folder}", _folder.FullName)).ToArray();
        }
    }
}
