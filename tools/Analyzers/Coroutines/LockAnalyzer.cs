using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>A lock over an await, which the compiler refuses too, and the way round it, Monitor.Enter in a coroutine. A lock without an await in it is fine.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class LockAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.LockOverAwait);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            string instead = start.Compilation.GetTypeByMetadataName("UAsyncio.Nano.AsyncLock") == null
                ? "leave the lock before the await, and take it again behind it"
                : "use an AsyncLock, or leave the lock before the await";
            start.RegisterSyntaxNodeAction(c => CheckLock(c, instead), SyntaxKind.LockStatement);
            start.RegisterSyntaxNodeAction(c => CheckEnter(c, library, instead), SyntaxKind.InvocationExpression);
        }

        private static void CheckLock(SyntaxNodeAnalysisContext context, string instead)
        {
            var statement = (LockStatementSyntax)context.Node;

            if (Functions.OwnNodes(statement.Statement).Any(Functions.IsAwait))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.LockOverAwait, statement.LockKeyword.GetLocation(), "a lock over an await", instead));
            }
        }

        private static void CheckEnter(SyntaxNodeAnalysisContext context, Library library, string instead)
        {
            var call = (InvocationExpressionSyntax)context.Node;

            if (call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == "Enter"
                && context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method
                && method.ContainingType.ToDisplayString() == "System.Threading.Monitor"
                && library.IsCoroutine(context.SemanticModel.GetEnclosingSymbol(call.SpanStart, context.CancellationToken) as IMethodSymbol))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.LockOverAwait, call.GetLocation(), "Monitor.Enter in a coroutine", instead));
            }
        }
    }
}
