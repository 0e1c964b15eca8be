using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using UAsyncio.Weaver;
using Xunit;

namespace Weaver.Tests.Build;

/// <summary>Device C#, compiled as the device projects are, in a folder of its own.</summary>
internal sealed class DeviceAssembly : IDisposable
{
    public const string SourceFile = "/source/Test.cs";

    private static readonly CSharpParseOptions s_parse = new CSharpParseOptions(LanguageVersion.CSharp12)
        .WithFeatures([new KeyValuePair<string, string>("noRefSafetyRulesAttribute", "true")]);

    private readonly string[] _references;

    private DeviceAssembly(string path, string[] references)
    {
        Path = path;
        _references = references;
    }

    public string Path { get; }

    public string Symbols => System.IO.Path.ChangeExtension(Path, ".pdb");

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Compiles; nothing is woven yet.</summary>
    /// <param name="source">The text of its one file.</param>
    /// <param name="optimize">A release build, where state machines are structs; or a debug build, where they are classes.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="references">What it needs beside mscorlib and the library's face.</param>
    public static DeviceAssembly Compile(string source, bool optimize, string name = "Test", params string[] references)
    {
        string folder = Directory.CreateTempSubdirectory("weaver-tests-").FullName;
        string path = System.IO.Path.Combine(folder, name + ".dll");
        string[] all = [TestPaths.Mscorlib, TestPaths.Face, .. references];
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), s_parse, SourceFile)],
            all.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: optimize ? OptimizationLevel.Release : OptimizationLevel.Debug,
                deterministic: true));

        using (FileStream assembly = File.Create(path))
        using (FileStream symbols = File.Create(System.IO.Path.ChangeExtension(path, ".pdb")))
        {
            EmitResult result = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
            IEnumerable<Microsoft.CodeAnalysis.Diagnostic> errors = result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error);
            Assert.True(result.Success, string.Join(Environment.NewLine, errors));
        }

        return new DeviceAssembly(path, all);
    }

    /// <summary>Compiles and weaves.</summary>
    public static DeviceAssembly Woven(string source, bool optimize, string name = "Test", params string[] references)
    {
        DeviceAssembly assembly = Compile(source, optimize, name, references);
        Assert.True(assembly.Weave());
        return assembly;
    }

    /// <param name="implementations">Woven libraries, whose methods may be inlined.</param>
    public bool Weave(params string[] implementations) => AssemblyWeaver.Weave(Path, _references, implementations);

    /// <summary>What the folder holds: names and contents.</summary>
    public Dictionary<string, byte[]> Files() => Directory.GetFiles(Folder)
        .ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, true);
}
