using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>Finds what a test wants of its class's instance: nanoFramework's launcher makes none, and calls the method with null for this. Other methods may have one that a test has made.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class TestInstanceAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.TestInstance);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterOperationAction(Check, OperationKind.InstanceReference);
        }

        private static void Check(OperationAnalysisContext context)
        {
            // A local function is not the instance's, whatever is said of it; what it uses is.
            var instance = (IInstanceReferenceOperation)context.Operation;

            if (instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance
                && context.ContainingSymbol.GetAttributes().Any(TestMethodAnalyzer.IsOfTest)
                && !(instance.Parent is IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } })
                && !IsPlainCall(instance))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.TestInstance, instance.Syntax.GetLocation(), context.ContainingSymbol.ContainingType.Name));
            }
        }

        // A method that is called from another one gets the null, and may do without.
        private static bool IsPlainCall(IInstanceReferenceOperation instance)
        {
            if (!(instance.Parent is IInvocationOperation call) || call.Instance != instance || call.IsVirtual)
            {
                return false;
            }

            for (IOperation operation = call; operation != null; operation = operation.Parent)
            {
                if (operation is IAnonymousFunctionOperation)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
