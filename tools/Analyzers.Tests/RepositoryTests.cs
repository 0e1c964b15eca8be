using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>This repository's own device code, and the page that the messages point to.</summary>
public partial class RepositoryTests
{
    public static TheoryData<string> Projects => [.. DeviceProject.All()];

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task OurOwnDeviceCodeHasNoFault(string project)
    {
        IEnumerable<Diagnostic> found = await DeviceCode.CheckAsync(DeviceProject.At(Path.Combine(TestPaths.Repository, project)).Compilation);

        // A board's certificate and its broker become code when it is built.
        string faults = string.Join('\n', found
            .Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("UAN", StringComparison.Ordinal) || d.Id == "CS4014")
            .Where(d => !d.GetMessage().Contains("'BoardCertificate'", StringComparison.Ordinal) && !d.GetMessage().Contains("'BoardBroker'", StringComparison.Ordinal)));
        Assert.True(faults.Length == 0, faults);
    }

    [Fact]
    public async Task EveryCodeIsExplained()
    {
        string[] page = await File.ReadAllLinesAsync(Path.Combine(TestPaths.Repository, "docs", "diagnostics.md"), TestContext.Current.CancellationToken);
        HashSet<string> explained = [.. page.Where(line => line.StartsWith("### UAN", StringComparison.Ordinal)).Select(line => line["### ".Length..])];
        string[] reported = [.. Sources().SelectMany(path => Code().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Distinct()];

        Assert.Contains("UAN006", reported);
        Assert.Contains("UAN101", reported);
        Assert.Contains("UAN201", reported);
        Assert.Empty(reported.Except(explained));
    }

    [Fact]
    public void TheMessagesPointToThePage()
    {
        IEnumerable<DiagnosticDescriptor> all = DeviceCode.Instances<DiagnosticAnalyzer>().SelectMany(analyzer => analyzer.SupportedDiagnostics).Concat(MissingApis.MissingApiGenerator.Supported);
        Assert.All(all, descriptor => Assert.Equal("docs/diagnostics.md#" + descriptor.Id.ToLower(CultureInfo.InvariantCulture), descriptor.HelpLinkUri));
    }

    // The suppression's own number is no message.
    [GeneratedRegex("""(?<!SuppressionDescriptor[(])["](UAN[0-9]{3})["]""")]
    private static partial Regex Code();

    private static IEnumerable<string> Sources() => new[] { "host", "sdk", "tools" }
        .Select(folder => Path.Combine(TestPaths.Repository, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(path => Path.GetExtension(path) is ".cs" or ".targets" or ".props" && !path.Contains(".Tests" + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
