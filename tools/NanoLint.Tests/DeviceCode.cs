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
using Diagnostic = UAsyncio.Weaver.Diagnostic;

namespace UAsyncio.NanoLint.Tests;

/// <summary>Device code that a test compiles, as a device project does: against the reference assemblies, then woven.</summary>
internal sealed class DeviceCode : IDisposable
{
    internal const string File = "Device.cs";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolint-");

    /// <summary>Compiles and weaves.</summary>
    /// <param name="source">C#.</param>
    /// <param name="optimize">As Release does.</param>
    /// <param name="weave">False leaves the assembly as the compiler wrote it.</param>
    /// <param name="features">False leaves out the features that device projects set.</param>
    /// <param name="symbols">False writes no symbols.</param>
    /// <param name="references">What it is compiled against instead of nanoFramework and the library's face.</param>
    internal DeviceCode(string source, bool optimize, bool weave = true, bool features = true, bool symbols = true, IEnumerable<string>? references = null)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "Device.dll");
        string[] compiledAgainst = [.. references ?? [.. TestPaths.Nano, TestPaths.Face]];
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);

        if (features)
        {
            options = options.WithFeatures([new("noRefSafetyRulesAttribute", "true")]);
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), options, File);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Device",
            [tree],
            compiledAgainst.Select(r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: optimize ? OptimizationLevel.Release : OptimizationLevel.Debug,
                allowUnsafe: true));

        using (FileStream assembly = System.IO.File.Create(Path))
        using (FileStream? pdb = symbols ? System.IO.File.Create(System.IO.Path.ChangeExtension(Path, ".pdb")) : null)
        {
            EmitResult result = compilation.Emit(
                assembly,
                pdb,
                options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, runtimeMetadataVersion: "v4.0.30319"));
            Xunit.Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }

        if (weave)
        {
            AssemblyWeaver.Weave(Path, compiledAgainst);
        }
    }

    internal string Path { get; }

    internal string Folder => _folder.FullName;

    internal IReadOnlyList<Diagnostic> Lint(IEnumerable<string>? references = null) => Linter.Check(Path, references ?? [.. TestPaths.Nano, TestPaths.Library]);

    public void Dispose() => _folder.Delete(true);
}
