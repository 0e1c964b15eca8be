using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>
    /// catch (Exception) around an await, in a loop that goes on behind it: the coroutine cannot be cancelled, and a time limit waits for
    /// ever. A catch that leaves the loop, or throws, is fine; so is one in no loop, behind which the coroutine comes to its end.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class SwallowedCancellationAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.SwallowedCancellation);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterSyntaxNodeAction(c => Check(c, library), SyntaxKind.TryStatement);
        }

        private static void Check(SyntaxNodeAnalysisContext context, Library library)
        {
            var statement = (TryStatementSyntax)context.Node;

            if (!LoopsAround(statement).Any() || !AwaitsIn(statement, context, library))
            {
                return;
            }

            foreach (CatchClauseSyntax handler in statement.Catches)
            {
                string type = TypeOf(handler, context);

                if (type == "UAsyncio.Nano.CanceledException")
                {
                    return;
                }

                bool all = handler.Declaration == null || type == "System.Exception";

                if (all && handler.Filter == null)
                {
                    if (!Functions.OwnNodes(handler.Block).Any(n => Leaves(n, statement)))
                    {
                        context.ReportDiagnostic(Diagnostic.Create(Descriptors.SwallowedCancellation, handler.CatchKeyword.GetLocation()));
                    }

                    return;
                }
            }
        }

        /// <summary>Whether a coroutine awaits something in the block of a try of its.</summary>
        internal static bool AwaitsIn(TryStatementSyntax statement, SyntaxNodeAnalysisContext context, Library library)
        {
            return Functions.OwnNodes(statement.Block).Any(Functions.IsAwait)
                && library.IsCoroutine(context.SemanticModel.GetEnclosingSymbol(statement.SpanStart, context.CancellationToken) as IMethodSymbol);
        }

        /// <summary>What a clause catches; null where it does not say.</summary>
        internal static string TypeOf(CatchClauseSyntax handler, SyntaxNodeAnalysisContext context)
        {
            return handler.Declaration == null ? null : context.SemanticModel.GetTypeInfo(handler.Declaration.Type, context.CancellationToken).Type?.ToDisplayString();
        }

        private static IEnumerable<SyntaxNode> LoopsAround(SyntaxNode node) => node.Ancestors().TakeWhile(n => !Functions.IsFunction(n)).Where(IsLoop);

        private static bool IsLoop(SyntaxNode node)
        {
            return node is WhileStatementSyntax || node is DoStatementSyntax || node is ForStatementSyntax || node is CommonForEachStatementSyntax;
        }

        private static bool Leaves(SyntaxNode node, TryStatementSyntax statement)
        {
            switch (node)
            {
                case BreakStatementSyntax _:
                    // Not a switch, nor a loop that is in the catch.
                    SyntaxNode left = node.Ancestors().First(n => n is SwitchStatementSyntax || IsLoop(n));
                    return IsLoop(left) && left.Contains(statement);
                case AssignmentExpressionSyntax assignment when assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression) || assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression):
                    // while (running) { … catch (Exception) { running = false; } }
                    return LoopsAround(statement).SelectMany(ConditionOf).Any(name => SyntaxFactory.AreEquivalent(name, assignment.Left));
                default:
                    return node is ThrowStatementSyntax || node is ThrowExpressionSyntax || node is ReturnStatementSyntax || node is GotoStatementSyntax;
            }
        }

        private static IEnumerable<SyntaxNode> ConditionOf(SyntaxNode loop)
        {
            ExpressionSyntax condition = (loop as WhileStatementSyntax)?.Condition ?? (loop as DoStatementSyntax)?.Condition ?? (loop as ForStatementSyntax)?.Condition;
            return condition == null ? Enumerable.Empty<SyntaxNode>() : condition.DescendantNodesAndSelf();
        }
    }
}
