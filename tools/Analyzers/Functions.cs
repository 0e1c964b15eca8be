using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace UAsyncio.Nano.Analyzers
{
    /// <summary>What stands in a function itself, not in the functions inside it.</summary>
    internal static class Functions
    {
        /// <summary>A node and all in it, without the bodies of lambdas and local functions.</summary>
        internal static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode node)
        {
            return node.DescendantNodesAndSelf(n => n == node || !IsFunction(n));
        }

        /// <summary>Whether a node awaits: await, await foreach, await using.</summary>
        internal static bool IsAwait(SyntaxNode node)
        {
            switch (node)
            {
                case AwaitExpressionSyntax _:
                    return true;
                case CommonForEachStatementSyntax each:
                    return each.AwaitKeyword != default;
                case UsingStatementSyntax block:
                    return block.AwaitKeyword != default;
                case LocalDeclarationStatementSyntax local:
                    return local.AwaitKeyword != default;
                default:
                    return false;
            }
        }

        internal static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax || node is LocalFunctionStatementSyntax;
    }
}
