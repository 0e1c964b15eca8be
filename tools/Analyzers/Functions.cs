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

        internal static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax || node is LocalFunctionStatementSyntax;
    }
}
