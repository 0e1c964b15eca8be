using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using UAsyncio.Weaver;
using UAsyncio.Weaver.Content;
using Xunit;

namespace Weaver.Tests.Content;

/// <summary>What the build makes of the files that a device's HTTP server sends.</summary>
public sealed class WebContentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("web-content-");

    public void Dispose()
    {
        _folder.Delete(true);
    }

    [Fact]
    public void Text_is_compressed_and_comes_out_as_it_was()
    {
        string page = string.Concat(Enumerable.Repeat("<p>as it was \u00e9</p>", 100));
        string source = Write(("index.html", Encoding.UTF8.GetBytes(page)));

        Match match = Regex.Match(source, "internal static readonly HttpResource IndexHtml = new Base64Resource\\(\"text/html; charset=utf-8\", \"([^\"]*)\", \"[0-9a-f]{8}\"\\) \\{ IsGzip = true \\};");
        Assert.True(match.Success, source);
        byte[] sent = Convert.FromBase64String(match.Groups[1].Value);
        Assert.True(sent.Length < page.Length / 10);
        using GZipStream gzip = new(new MemoryStream(sent), CompressionMode.Decompress);
        using StreamReader reader = new(gzip, Encoding.UTF8);
        Assert.Equal(page, reader.ReadToEnd());
    }

    [Fact]
    public void What_does_not_get_smaller_is_left_as_it_is()
    {
        byte[] picture = new byte[1000];
        new Random(1).NextBytes(picture);
        string source = Write(("logo-small.png", picture));

        Assert.Contains("HttpResource LogoSmallPng = new Base64Resource(\"image/png\", \"" + Convert.ToBase64String(picture) + "\",", source);
        Assert.DoesNotContain("IsGzip", source);
    }

    [Fact]
    public void The_tag_changes_with_the_content_and_only_with_it()
    {
        string one = Write(("a.txt", "one"u8.ToArray()));
        string again = Write(("a.txt", "one"u8.ToArray()));
        string two = Write(("a.txt", "two"u8.ToArray()));

        Assert.Equal(one, again);
        Assert.NotEqual(Regex.Match(one, "\"([0-9a-f]{8})\"\\)").Value, Regex.Match(two, "\"([0-9a-f]{8})\"\\)").Value);
    }

    [Theory]
    [InlineData("404.html", "_404Html")]
    [InlineData("my page.min.js", "MyPageMinJs")]
    [InlineData("class.css", "ClassCss")]
    public void Member_is_named_by_the_file(string file, string name)
    {
        Assert.Contains("HttpResource " + name + " = ", Write((file, "x"u8.ToArray())));
    }

    // A project's own name is its root namespace unless it says another.
    [Theory]
    [InlineData("App", "@App")]
    [InlineData("Acme.my-app", "@Acme.@my_app")]
    [InlineData("7-up.class", "@_7_up.@class")]
    public void Namespace_is_one_whatever_the_project_is_called(string root, string expected)
    {
        Assert.Contains("\nnamespace " + expected + "\n", WebContentSource.Write([new WebFile(Make("a.txt", "x"u8.ToArray()), string.Empty)], root));
    }

    // <RootNamespace></RootNamespace>; MSBuild hands an empty property over as null.
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_project_without_a_namespace_has_it_in_none(string? root)
    {
        string source = WebContentSource.Write([new WebFile(Make("a.txt", "x"u8.ToArray()), string.Empty, "/")], root);
        Assert.DoesNotContain("namespace", source);
        Assert.Equal(source.Count(c => c == '{'), source.Count(c => c == '}'));
    }

    [Fact]
    public void Type_that_the_project_says_counts()
    {
        Assert.Contains("new Base64Resource(\"application/octet-stream\",", WebContentSource.Write([new WebFile(Make("data.bin", "x"u8.ToArray()), "application/octet-stream")], "App"));
    }

    [Fact]
    public void Files_with_a_path_are_found_by_it_and_an_index_by_its_folder()
    {
        WebFile[] files =
        [
            new WebFile(Make("index.html", "x"u8.ToArray()), string.Empty, "/"),
            new WebFile(Make("a\"b.css", "x"u8.ToArray()), string.Empty, "/static/"),
            new WebFile(Make("docs/index.html", "x"u8.ToArray()), string.Empty, "/", "docs/"),
            new WebFile(Make("hidden.txt", "x"u8.ToArray()), string.Empty),
        ];
        string source = WebContentSource.Write(files, "App");
        Assert.Contains(
            """
                    internal static HttpResource Find(string path)
                    {
                        return path == "/index.html" || path == "/" ? IndexHtml
                            : path == "/static/a\"b.css" ? ABCss
                            : path == "/docs/index.html" || path == "/docs/" ? DocsIndexHtml
                            : null;
                    }
            """,
            source);
        Assert.DoesNotContain("Find", Write(("b.txt", "x"u8.ToArray())));
    }

    [Fact]
    public void Faults_name_the_file_and_what_to_do()
    {
        Assert.Equal(("UAN013", "data.bin"), Fault("UAN013", ("data.bin", "x"u8.ToArray())));
        Assert.Equal(("UAN014", "a.html"), Fault("UAN014", ("a.html", [])));
        Assert.Equal(("UAN015", "my_page.html"), Fault("UAN015", ("my-page.html", "x"u8.ToArray()), ("my_page.html", "y"u8.ToArray())));
        byte[] noise = new byte[45000];
        new Random(1).NextBytes(noise);
        Assert.Equal(("UAN016", "b.png"), Fault("UAN016", ("a.png", "x"u8.ToArray()), ("b.png", noise)));
        WeaveException exception = Assert.Throws<WeaveException>(() => new WebFile(Make("a.txt", "x"u8.ToArray()), "text/\"plain"));
        Assert.Equal("UAN013", exception.Diagnostic.Code);
    }

    private (string, string) Fault(string code, params (string Name, byte[] Content)[] files)
    {
        Diagnostic diagnostic = Assert.Throws<WeaveException>(() => Write(files)).Diagnostic;
        return (diagnostic.Code, Path.GetFileName(diagnostic.File)!);
    }

    private string Write(params (string Name, byte[] Content)[] files)
    {
        return WebContentSource.Write([.. files.Select(f => new WebFile(Make(f.Name, f.Content), string.Empty))], "App");
    }

    private string Make(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
