using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary><c>XAsync().Result</c>: on desktop .NET it waits, here it throws.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class ResultAnalyzer : DiagnosticAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.ResultOfNew);

        /// <inheritdoc/>
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                Library library = Library.Find(start.Compilation);

                if (library != null)
                {
                    start.RegisterOperationAction(c => Check(c, library), OperationKind.PropertyReference);
                }
            });
        }

        private static void Check(OperationAnalysisContext context, Library library)
        {
            var property = (IPropertyReferenceOperation)context.Operation;

            if (property.Property.Name == "Result" && library.IsCoroutine(property.Property.ContainingType)
                && Operations.Call(property.Instance) is IInvocationOperation call && (Library.IsCold(call.TargetMethod) || Library.StartsTask(call.TargetMethod)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.ResultOfNew, property.Syntax.GetLocation(), call.TargetMethod.Name + "()"));
            }
        }
    }
}
