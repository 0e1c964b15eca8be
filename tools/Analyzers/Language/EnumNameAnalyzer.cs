using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Language
{
    /// <summary>A value of an enum that becomes text: on a device its number, since the names are not there.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class EnumNameAnalyzer : DiagnosticAnalyzer
    {
        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.EnumName);

        /// <inheritdoc/>
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                if (Library.FindForDevice(start.Compilation) != null)
                {
                    start.RegisterOperationAction(CheckCall, OperationKind.Invocation);
                    start.RegisterOperationAction(context => Check(context, ((IInterpolationOperation)context.Operation).Expression), OperationKind.Interpolation);
                    start.RegisterOperationAction(CheckConversion, OperationKind.Conversion);
                }
            });
        }

        private static void CheckCall(OperationAnalysisContext context)
        {
            var call = (IInvocationOperation)context.Operation;

            if (call.TargetMethod.Name == "ToString" && call.Instance != null)
            {
                Check(context, call.Instance);
            }
        }

        // What is boxed to be made text of: text + state, Console.WriteLine(state), string.Format("{0}", state).
        private static void CheckConversion(OperationAnalysisContext context)
        {
            IOperation parent = context.Operation.Parent;

            while (parent is IArrayInitializerOperation || parent is IArrayCreationOperation)
            {
                parent = parent.Parent;
            }

            bool isText = parent is IBinaryOperation { Type: { SpecialType: SpecialType.System_String } }
                || (parent is ICompoundAssignmentOperation { Type: { SpecialType: SpecialType.System_String } })
                || (parent is IArgumentOperation { Parent: IInvocationOperation call } && MakesText(call.TargetMethod.ContainingType));

            if (isText && ((IConversionOperation)context.Operation).IsImplicit)
            {
                Check(context, context.Operation);
            }
        }

        private static bool MakesText(ITypeSymbol type)
        {
            return type.SpecialType == SpecialType.System_String || type.ToDisplayString() == "System.Console" || type.ToDisplayString() == "System.Text.StringBuilder";
        }

        private static void Check(OperationAnalysisContext context, IOperation value)
        {
            while (value is IConversionOperation { IsImplicit: true } conversion)
            {
                value = conversion.Operand;
            }

            if (value.Type?.TypeKind == TypeKind.Enum)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.EnumName, value.Syntax.GetLocation(), value.Type.Name));
            }
        }
    }
}
