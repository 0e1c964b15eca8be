using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>A device project of this repository, as its .nfproj has it: the sources and the projects that it refers to.</summary>
internal sealed class DeviceProject
{
    private static readonly ConcurrentDictionary<string, DeviceProject> s_known = new(StringComparer.Ordinal);

    private readonly Lazy<CSharpCompilation> _compilation;
    private readonly XElement _project;
    private readonly string _folder;

    private DeviceProject(string path)
    {
        _compilation = new Lazy<CSharpCompilation>(Compile);
        _project = XElement.Load(path);
        _folder = Path.GetDirectoryName(path)!;
    }

    internal CSharpCompilation Compilation => _compilation.Value;

    /// <summary>Those of nfproj.sln, by their paths from the top of the repository.</summary>
    internal static IEnumerable<string> All() => File.ReadLines(Path.Combine(TestPaths.Repository, "nfproj.sln"))
        .Where(line => line.StartsWith("Project(", StringComparison.Ordinal))
        .Select(line => line.Split('"')[5].Replace('\\', '/'))
        .Where(path => path.EndsWith(".nfproj", StringComparison.Ordinal));

    internal static DeviceProject At(string path) => s_known.GetOrAdd(Path.GetFullPath(path), full => new DeviceProject(full));

    private CSharpCompilation Compile()
    {
        IEnumerable<MetadataReference> references = [
            .. TestPaths.Nano.Append(TestPaths.CoreLibrary).Select(path => MetadataReference.CreateFromFile(path)),
            .. Referenced().Select(project => project.Compilation.ToMetadataReference()),
        ];
        return DeviceCode.Compilation(
            Items("Compile").Select(path => DeviceCode.Parse(SourceText.From(File.ReadAllText(path)), path)),
            references,
            Property("OutputType") == "Exe" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            Property("AssemblyName"));
    }

    // What those refer to is referred to as well, as MSBuild does it.
    private IEnumerable<DeviceProject> Referenced() => Items("ProjectReference")
        .Select(At)
        .SelectMany(project => project.Referenced().Append(project))
        .DistinctBy(project => project.Property("AssemblyName"));

    private string Property(string name) => _project.Descendants().First(element => element.Name.LocalName == name).Value;

    private IEnumerable<string> Items(string name) => _project.Descendants()
        .Where(element => element.Name.LocalName == name)
        .Select(element => Path.GetFullPath(Path.Combine(_folder, element.Attribute("Include")!.Value.Replace('\\', '/'))));
}
