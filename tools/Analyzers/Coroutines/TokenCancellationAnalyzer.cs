using System.Collections.Immutable;
using System.Linq;
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
    public sealed class TokenCancellationAnalyzer : DiagnosticAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.TokenCancellation);

        /// <inheritdoc/>
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                Library library = Library.Find(start.Compilation);

                if (library != null)
                {
                    start.RegisterSyntaxNodeAction(c => Check(c, library), SyntaxKind.TryStatement);
                }
            });
        }

        private static void Check(SyntaxNodeAnalysisContext context, Library library)
        {
            var statement = (TryStatementSyntax)context.Node;

            if (!Functions.OwnNodes(statement.Block).Any(n => n is AwaitExpressionSyntax)
                || !library.IsCoroutine(context.SemanticModel.GetEnclosingSymbol(statement.SpanStart, context.CancellationToken) as IMethodSymbol))
            {
                return;
            }

            foreach (CatchClauseSyntax handler in statement.Catches)
            {
                string type = handler.Declaration == null ? null : context.SemanticModel.GetTypeInfo(handler.Declaration.Type, context.CancellationToken).Type?.ToDisplayString();

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
