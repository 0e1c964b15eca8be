using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>Device code as a user's compiler sees it: nanoFramework's own core library, the reference assemblies, the library's face, and every analyzer of the assembly.</summary>
internal static class DeviceCode
{
    internal const string File = "Device.cs";

    private static readonly CSharpParseOptions s_options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Parse)
        .WithFeatures([new("noRefSafetyRulesAttribute", "true")]);

    private static readonly Type[] s_types = typeof(Coroutines.BlockingCallAnalyzer).Assembly.GetTypes();

    /// <summary>What the compiler and the analyzers report, with warnings as errors.</summary>
    /// <param name="source">C#.</param>
    /// <param name="without">A nanoFramework assembly that is not referenced.</param>
    /// <param name="program">Whether it is a program and not a library.</param>
    internal static async Task<ImmutableArray<Diagnostic>> CheckAsync(string source, string? without = null, bool program = false)
    {
        IEnumerable<string> references = [TestPaths.CoreLibrary, .. TestPaths.Nano.Where(path => Path.GetFileNameWithoutExtension(path) != without), .. TestPaths.Faces];
        return await CheckAsync(Compilation(
            [Parse(SourceText.From(source), File)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            "Device",
            ReportDiagnostic.Error));
    }

    /// <inheritdoc cref="CheckAsync(string, string?, bool)"/>
    internal static async Task<ImmutableArray<Diagnostic>> CheckAsync(Compilation compilation)
    {
        CancellationToken token = Xunit.TestContext.Current.CancellationToken;
        CSharpGeneratorDriver
            .Create(Instances<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator()), parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out ImmutableArray<Diagnostic> generated, token);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, analyzer, _) => throw new InvalidOperationException(analyzer + " failed", exception), true, false);
        return [.. generated, .. await compilation.WithAnalyzers([.. Instances<DiagnosticAnalyzer>()], options).GetAllDiagnosticsAsync(token)];
    }

    internal static SyntaxTree Parse(SourceText text, string path) => CSharpSyntaxTree.ParseText(text, s_options, path);

    internal static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> references, OutputKind kind, string name, ReportDiagnostic warnings = ReportDiagnostic.Default)
        => CSharpCompilation.Create(name, trees, references, new CSharpCompilationOptions(kind, generalDiagnosticOption: warnings));

    /// <summary>One of each kind that the assembly has.</summary>
    internal static IEnumerable<T> Instances<T>() => s_types.Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type)).Select(type => (T)Activator.CreateInstance(type)!);
}
