using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers
{
    /// <summary>Questions about operations that more than one analyzer asks.</summary>
    internal static class Operations
    {
        /// <summary>The innermost function around an operation: a lambda, a local function, or the member itself.</summary>
        /// <param name="operation">The operation.</param>
        /// <param name="member">The member that it stands in.</param>
        /// <param name="lambda">The lambda, if that is what it is.</param>
        internal static IMethodSymbol EnclosingFunction(IOperation operation, ISymbol member, out IAnonymousFunctionOperation lambda)
        {
            lambda = null;

            for (IOperation around = operation.Parent; around != null; around = around.Parent)
            {
                if (around is IAnonymousFunctionOperation anonymous)
                {
                    lambda = anonymous;
                    return anonymous.Symbol;
                }

                if (around is ILocalFunctionOperation local)
                {
                    return local.Symbol;
                }
            }

            return member as IMethodSymbol;
        }

        /// <summary>The call that a value comes from, behind conversions and <c>?.</c>; null where it comes from something else.</summary>
        internal static IInvocationOperation Call(IOperation value)
        {
            for (; ; )
            {
                switch (value)
                {
                    case IConversionOperation conversion:
                        value = conversion.Operand;
                        break;
                    case IParenthesizedOperation parenthesized:
                        value = parenthesized.Operand;
                        break;
                    case IConditionalAccessOperation conditional:
                        value = conditional.WhenNotNull;
                        break;
                    default:
                        return value as IInvocationOperation;
                }
            }
        }
    }
}
