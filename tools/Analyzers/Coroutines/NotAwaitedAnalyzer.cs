using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>A coroutine that is made and left: neither awaited nor given to a loop.</summary>
    /// <remarks>
    /// Most calls that stand alone are the compiler's to report (CS4014, which <see cref="StartedTaskSuppressor"/> silences for a task that
    /// runs). Here is what it does not see: another assembly's in a method that is not async, <c>?.</c>, <c>_ =</c>, and a local that
    /// nobody reads.
    /// </remarks>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class NotAwaitedAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.NotAwaited);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterOperationAction(c => CheckStatement(c, library), OperationKind.ExpressionStatement);
            start.RegisterOperationBlockAction(c => CheckLocals(c, library));
        }

        private static void CheckStatement(OperationAnalysisContext context, Library library)
        {
            IOperation operation = ((IExpressionStatementOperation)context.Operation).Operation;

            if (operation is ISimpleAssignmentOperation assignment && assignment.Target is IDiscardOperation)
            {
                Check(assignment.Value, library, context.ReportDiagnostic);
                return;
            }

            if (!IsCompilersToTell(operation, context.ContainingSymbol) && !IsExpectedToThrow(operation))
            {
                Check(operation, library, context.ReportDiagnostic);
            }
        }

        // CS4014: any call in an async function, and anywhere the call of an async function of this compilation.
        private static bool IsCompilersToTell(IOperation operation, ISymbol member)
        {
            return operation is IInvocationOperation call
                && (call.TargetMethod.IsAsync || Operations.EnclosingFunction(operation, member, out _)?.IsAsync == true);
        }

        // Assert.ThrowsException(typeof(ArgumentException), () => stream.ReadAsync(null, 0, 1)): a test of what the call itself refuses.
        private static bool IsExpectedToThrow(IOperation operation)
        {
            for (IOperation around = operation; around != null; around = around.Parent)
            {
                if (around is IAnonymousFunctionOperation)
                {
                    return around.Parent?.Parent?.Parent is IInvocationOperation test && test.TargetMethod.Name.StartsWith("Throws", StringComparison.Ordinal);
                }
            }

            return false;
        }

        private static void CheckLocals(OperationBlockAnalysisContext context, Library library)
        {
            foreach (IVariableDeclaratorOperation declarator in All(context).OfType<IVariableDeclaratorOperation>())
            {
                IOperation value = declarator.GetVariableInitializer()?.Value;

                if (value != null && library.IsAwaitable(value.Type)
                    && !All(context).OfType<ILocalReferenceOperation>().Any(read => SymbolEqualityComparer.Default.Equals(read.Local, declarator.Symbol)))
                {
                    Check(value, library, context.ReportDiagnostic);
                }
            }
        }

        private static IEnumerable<IOperation> All(OperationBlockAnalysisContext context) => context.OperationBlocks.SelectMany(block => block.Descendants());

        private static void Check(IOperation value, Library library, Action<Diagnostic> report)
        {
            IInvocationOperation call = Operations.Call(value);

            if (call != null && library.IsAwaitable(call.Type) && Library.IsCold(call.TargetMethod))
            {
                string name = call.TargetMethod.Name + "()";
                string instead = library.IsCoroutine(call.Type) ? "await it, or give it to a loop: loop.CreateTask(" + name + ")" : "await it";
                report(Diagnostic.Create(Descriptors.NotAwaited, call.Syntax.GetLocation(), name, instead));
            }
        }
    }
}
