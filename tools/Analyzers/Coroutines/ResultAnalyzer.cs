using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary><c>XAsync().Result</c> and <c>XAsync().GetAwaiter().GetResult()</c>: on desktop .NET they wait, here they throw.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class ResultAnalyzer : CoroutineAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.ResultOfNew);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterOperationAction(c => CheckResult(c, library), OperationKind.PropertyReference);
            start.RegisterOperationAction(c => CheckGetResult(c, library), OperationKind.Invocation);
        }

        private static void CheckResult(OperationAnalysisContext context, Library library)
        {
            var property = (IPropertyReferenceOperation)context.Operation;

            if (property.Property.Name == "Result" && library.IsCoroutine(property.Property.ContainingType))
            {
                Check(context, property.Instance);
            }
        }

        private static void CheckGetResult(OperationAnalysisContext context, Library library)
        {
            var invocation = (IInvocationOperation)context.Operation;

            if (invocation.TargetMethod.Name == "GetResult" && invocation.Instance is IInvocationOperation getAwaiter
                && getAwaiter.TargetMethod.Name == "GetAwaiter" && library.IsCoroutine(getAwaiter.TargetMethod.ContainingType))
            {
                Check(context, getAwaiter.Instance);
            }
        }

        private static void Check(OperationAnalysisContext context, IOperation coroutine)
        {
            if (Operations.Call(coroutine) is IInvocationOperation call && (Library.IsCold(call.TargetMethod) || Library.StartsTask(call.TargetMethod)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.ResultOfNew, context.Operation.Syntax.GetLocation(), call.TargetMethod.Name + "()"));
            }
        }
    }
}
