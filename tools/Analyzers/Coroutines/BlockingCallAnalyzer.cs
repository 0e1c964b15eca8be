using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>A call that waits, in a coroutine or in a function that the loop calls: nothing else runs meanwhile.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class BlockingCallAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.Blocking);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterOperationAction(c => Check(c, library), OperationKind.Invocation);
        }

        private static void Check(OperationAnalysisContext context, Library library)
        {
            var call = (IInvocationOperation)context.Operation;
            BlockingCall blocking = BlockingCalls.Find(call.TargetMethod, call.Instance?.Type);

            if (blocking == null || (blocking.ZeroLooks && call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value.ConstantValue.Value is 0))
            {
                return;
            }

            IMethodSymbol function = Operations.EnclosingFunction(call, context.ContainingSymbol, out IAnonymousFunctionOperation lambda);
            bool onLoop = library.IsCoroutine(function)
                || (lambda?.Parent is IDelegateCreationOperation creation && Library.IsLoopCallback(creation.Type) && !library.IsForHelperThread(creation));

            if (onLoop && !AsksFirst(call, blocking))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Blocking, call.Syntax.GetLocation(), Name(call), blocking.Instead));
            }
        }

        private static bool AsksFirst(IInvocationOperation call, BlockingCall blocking)
        {
            if (blocking.Readiness == null)
            {
                return false;
            }

            string[] members = blocking.Readiness.Split(' ');
            SyntaxNode body = call.Syntax.Ancestors().First(n => n is MemberDeclarationSyntax || n is LocalFunctionStatementSyntax || n is AnonymousFunctionExpressionSyntax);
            return body.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Array.IndexOf(members, name.Identifier.ValueText) >= 0);
        }

        private static string Name(IInvocationOperation call)
        {
            ITypeSymbol type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
            return type.Name + "." + call.TargetMethod.Name;
        }
    }
}
