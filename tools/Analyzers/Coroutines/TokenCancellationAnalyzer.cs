using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>
    /// catch (OperationCanceledException) around an await, as on desktop .NET, in a file without a token: it compiles, and no cancellation
    /// comes there. Where a file has tokens it may be meant as it stands.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class TokenCancellationAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.TokenCancellation);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterSyntaxNodeAction(c => Check(c, library), SyntaxKind.TryStatement);
        }

        private static void Check(SyntaxNodeAnalysisContext context, Library library)
        {
            var statement = (TryStatementSyntax)context.Node;

            if (!SwallowedCancellationAnalyzer.AwaitsIn(statement, context, library))
            {
                return;
            }

            foreach (CatchClauseSyntax handler in statement.Catches)
            {
                string type = SwallowedCancellationAnalyzer.TypeOf(handler, context);

                if (type == "UAsyncio.Nano.CanceledException")
                {
                    return;
                }

                if (type == "System.Threading.OperationCanceledException" && !statement.SyntaxTree.ToString().Contains("CancellationToken"))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Descriptors.TokenCancellation, handler.Declaration.Type.GetLocation()));
                }
            }
        }
    }
}
