using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>
    /// Tests that do not run, and nothing says so: of one that returns a coroutine nanoFramework's launcher drops it, and the test passes; one that is
    /// not public it does not find.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class TestMethodAnalyzer : CoroutineAnalyzer
    {
        private const string Framework = "nanoFramework.TestFramework";
        private static readonly string[] s_attributes = { "SetupAttribute", "TestMethodAttribute", "DataRowAttribute", "CleanupAttribute" };

        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.AsyncTest, Descriptors.HiddenTest);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterSymbolAction(
                c =>
                {
                    var method = (IMethodSymbol)c.Symbol;

                    if (!method.GetAttributes().Any(IsOfTest))
                    {
                        return;
                    }

                    if (library.IsAwaitable(method.ReturnType))
                    {
                        c.ReportDiagnostic(Diagnostic.Create(Descriptors.AsyncTest, method.Locations[0], method.Name));
                    }

                    if (method.DeclaredAccessibility != Accessibility.Public)
                    {
                        c.ReportDiagnostic(Diagnostic.Create(Descriptors.HiddenTest, method.Locations[0], method.Name));
                    }
                },
                SymbolKind.Method);
        }

        internal static bool IsOfTest(AttributeData attribute)
        {
            return attribute.AttributeClass?.ContainingNamespace.ToDisplayString() == Framework && Array.IndexOf(s_attributes, attribute.AttributeClass.Name) >= 0;
        }
    }
}
