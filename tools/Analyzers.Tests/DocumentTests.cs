using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>
/// The C# of the documentation compiles, and the analyzers have nothing to say. What an example takes for granted (a pin, a queue) is declared in
/// a comment of its page: <c>&lt;!-- examples: static GpioPin pin; --&gt;</c>.
/// </summary>
public partial class DocumentTests
{
    private const string Fence = "```";
    private const string Declarations = "<!-- examples:";

    // Their examples are for this computer.
    private static readonly string[] s_notForDevices = ["costs.md", "simulation.md"];

    // A local function has none of these.
    private static readonly string[] s_modifiers = ["public ", "internal ", "private "];

    private static readonly string s_usings = string.Join(' ', new[]
    {
        "System", "System.Collections", "System.Device.Adc", "System.Device.Gpio", "System.Diagnostics", "System.IO", "System.IO.Ports", "System.Net", "System.Net.Security", "System.Net.Sockets",
        "System.Security.Cryptography.X509Certificates", "System.Text", "System.Threading", "nanoFramework.Runtime.Native",
    }.Concat(TestPaths.Faces.Select(path => Path.GetFileNameWithoutExtension(path)!)).Select(name => $"using {name};"));

    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(TestPaths.Repository, "docs"), "*.md")
        .Where(path => !s_notForDevices.Contains(Path.GetFileName(path)))
        .Select(path => "docs/" + Path.GetFileName(path))
        .Append("README.md")
        .Append("UAsyncio.Nano/nuget/README.md")
        .Where(page => Examples(page).Any())
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void NoPageHasAMergeLeftInIt()
    {
        // Not what builds and packages put there.
        EnumerationOptions pages = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
        string[] torn = [.. Directory.EnumerateFiles(TestPaths.Repository, "*.md", pages)
            .Where(path => !path.StartsWith(Path.Combine(TestPaths.Repository, "artifacts"), StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Any(line => line.StartsWith("<<<<<<< ", StringComparison.Ordinal) || line.StartsWith(">>>>>>> ", StringComparison.Ordinal)))];
        Assert.Empty(torn);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task ExamplesCompile(string page)
    {
        List<string> faults = [];

        foreach (IGrouping<bool, (int Line, string Text)> examples in Examples(page).GroupBy(example => IsProgram(example.Text)))
        {
            StringBuilder source = new(examples.Key ? string.Empty : $"{s_usings} class Page {{ {DeclaredBy(page)}");

            foreach ((int line, string text) in examples)
            {
                source.Append(examples.Key ? string.Empty : $"class Example{line} {{ ").Append(Wrap(text, line, page)).Append(examples.Key ? string.Empty : "}\n");
            }

            source.Append(examples.Key ? string.Empty : "}");
            Compilation compilation = DeviceCode.Compilation(
                [DeviceCode.Parse(SourceText.From(source.ToString()), DeviceCode.File)],
                TestPaths.Nano.Append(TestPaths.CoreLibrary).Concat(TestPaths.Faces).Select(path => MetadataReference.CreateFromFile(path)),
                examples.Key ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                "Examples");
            faults.AddRange((await DeviceCode.CheckAsync(compilation))
                .Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("UAN", StringComparison.Ordinal) || d.Id == "CS4014")
                .Select(d => $"{d.Location.GetMappedLineSpan()} {d.Id} {d.GetMessage()}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    // docs/uasyncio-tests.md names what pins down what MicroPython's and CPython's tests do.
    [Fact]
    public void TestsThatAreNamedAreThere()
    {
        string page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "uasyncio-tests.md"));
        Match[] named = [.. TestName().Matches(page).Cast<Match>()];
        Assert.True(named.Length > 100, "the page is written in another way");
        Assert.Empty(named.Where(m => !Source(m.Groups[1].Value).Contains($" void {m.Groups[2].Value}(", StringComparison.Ordinal)).Select(m => m.Value));

        static string Source(string name)
        {
            string path = Path.Combine(TestPaths.Repository, "UAsyncio.Nano.Tests", name + ".cs");
            return File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        }
    }

    [GeneratedRegex("`([A-Za-z]+/[A-Za-z]+Tests)[.]([A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    private static bool IsProgram(string text) => text.StartsWith("using ", StringComparison.Ordinal) && text.Contains(" class Program", StringComparison.Ordinal);

    // Statements are those of a coroutine; an ellipsis is what the page leaves out.
    private static string Wrap(string text, int line, string page)
    {
        string code = $"\n#line {line} \"{page}\"\n{text.Replace("…", string.Empty, StringComparison.Ordinal)}\n#line default\n";
        bool isWhole = IsProgram(text) || s_modifiers.Any(modifier => text.StartsWith(modifier, StringComparison.Ordinal));
        return isWhole ? code : "async Coroutine ExampleAsync() {" + code + "await Coroutine.Yield(); }";
    }

    private static string DeclaredBy(string page)
    {
        string text = File.ReadAllText(Path.Combine(TestPaths.Repository, page));
        int start = text.IndexOf(Declarations, StringComparison.Ordinal);
        return start < 0 ? string.Empty : text[(start + Declarations.Length)..text.IndexOf("-->", start, StringComparison.Ordinal)];
    }

    private static IEnumerable<(int Line, string Text)> Examples(string page)
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestPaths.Repository, page));

        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd() == Fence + "csharp")
            {
                string[] code = [.. lines.Skip(i + 1).TakeWhile(line => !line.StartsWith(Fence, StringComparison.Ordinal))];
                yield return (i + 2, string.Join('\n', code));
                i += code.Length;
            }
        }
    }
}
