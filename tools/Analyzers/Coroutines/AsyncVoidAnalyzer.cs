using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>async void, of methods, local functions and lambdas.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class AsyncVoidAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.AsyncVoid);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterSymbolAction(c => Check((IMethodSymbol)c.Symbol, c.Symbol.Locations[0], c.Symbol.Name, c.ReportDiagnostic), SymbolKind.Method);
            start.RegisterOperationAction(
                c =>
                {
                    IMethodSymbol function = ((ILocalFunctionOperation)c.Operation).Symbol;
                    Check(function, function.Locations[0], function.Name, c.ReportDiagnostic);
                },
                OperationKind.LocalFunction);
            start.RegisterOperationAction(
                c =>
                {
                    IMethodSymbol function = ((IAnonymousFunctionOperation)c.Operation).Symbol;
                    Check(function, c.Operation.Syntax.GetFirstToken().GetLocation(), "the lambda", c.ReportDiagnostic);
                },
                OperationKind.AnonymousFunction);
        }

        private static void Check(IMethodSymbol function, Location location, string name, Action<Diagnostic> report)
        {
            if (function.IsAsync && function.ReturnsVoid)
            {
                report(Diagnostic.Create(Descriptors.AsyncVoid, location, name));
            }
        }
    }
}
