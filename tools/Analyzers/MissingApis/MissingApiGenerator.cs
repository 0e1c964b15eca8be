using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>
    /// Names what nanoFramework lacks, and what to write instead, beside the compiler's own error. It generates nothing: a source generator,
    /// because the compiler does not run analyzers at all while a declaration does not compile, and these are the errors that make it so.
    /// </summary>
    [Generator]
    public sealed class MissingApiGenerator : IIncrementalGenerator
    {
        /// <summary>What it reports.</summary>
        public static ImmutableArray<DiagnosticDescriptor> Supported { get; } = ImmutableArray.Create(
            Descriptors.Volatile,
            Descriptors.Task,
            Descriptors.AsyncMain,
            Descriptors.MissingType,
            Descriptors.MissingMember,
            Descriptors.MissingLanguage,
            Descriptors.OtherPackage);

        /// <inheritdoc/>
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            IncrementalValuesProvider<Fault> names = context.SyntaxProvider
                .CreateSyntaxProvider((node, _) => MissingNames.CanBe(node), (c, token) => MissingNames.Find(c.Node, c.SemanticModel, token));
            IncrementalValuesProvider<Fault> language = context.SyntaxProvider
                .CreateSyntaxProvider((node, _) => MissingLanguage.CanBe(node), (c, token) => MissingLanguage.Find(c.Node, c.SemanticModel, token));
            context.RegisterSourceOutput(names.Where(f => f != null).Collect(), (c, faults) => Report(faults, c.ReportDiagnostic));
            context.RegisterSourceOutput(language.Where(f => f != null).Collect(), (c, faults) => Report(faults, c.ReportDiagnostic));
        }

        private static void Report(IEnumerable<Fault> faults, Action<Diagnostic> report)
        {
            var told = new HashSet<string>(StringComparer.Ordinal);

            foreach (Fault fault in faults)
            {
                if (told.Add(fault.LineKey))
                {
                    report(fault.ToDiagnostic());
                }
            }
        }
    }
}
