using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>
    /// <c>loop.CreateTask(XAsync());</c> in an async method is meant as it stands: the compiler's "this call is not awaited" goes, and stays
    /// for everything else. It goes before TreatWarningsAsErrors makes an error of it.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class StartedTaskSuppressor : DiagnosticSuppressor
    {
        private static readonly SuppressionDescriptor s_started = new SuppressionDescriptor("UAN320", "CS4014", "the loop runs the task; nothing has to await it");

        /// <inheritdoc/>
        public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ImmutableArray.Create(s_started);

        /// <inheritdoc/>
        public override void ReportSuppressions(SuppressionAnalysisContext context)
        {
            Library library = Library.Find(context.Compilation);

            if (library == null)
            {
                return;
            }

            foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
            {
                SyntaxTree tree = diagnostic.Location.SourceTree;
                SyntaxNode node = tree?.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

                while (node is ConditionalAccessExpressionSyntax conditional)
                {
                    node = conditional.WhenNotNull;
                }

                if (node != null && context.GetSemanticModel(tree).GetSymbolInfo(node, context.CancellationToken).Symbol is IMethodSymbol method
                    && library.IsCoroutine(method.ReturnType) && Library.StartsTask(method))
                {
                    context.ReportSuppression(Suppression.Create(s_started, diagnostic));
                }
            }
        }
    }
}
