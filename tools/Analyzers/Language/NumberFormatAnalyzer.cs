using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Language
{
    /// <summary>Formats of numbers that a device gives back as they are, or throws for: custom ones, and the letters that it does not know.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class NumberFormatAnalyzer : DiagnosticAnalyzer
    {
        private static readonly Regex s_whole = new Regex("^([DEFGNX][0-9]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        private static readonly Regex s_float = new Regex("^([EFGN][0-9]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.NumberFormat);

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
                    start.RegisterOperationAction(CheckInterpolation, OperationKind.Interpolation);
                }
            });
        }

        private static void CheckCall(OperationAnalysisContext context)
        {
            var call = (IInvocationOperation)context.Operation;

            if (call.TargetMethod.Name == "ToString" && call.Instance != null && call.Arguments.Length == 1)
            {
                Check(context, call.Instance.Type, call.Arguments[0].Value);
            }
        }

        private static void CheckInterpolation(OperationAnalysisContext context)
        {
            var interpolation = (IInterpolationOperation)context.Operation;
            IOperation value = interpolation.Expression is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : interpolation.Expression;

            if (interpolation.FormatString != null)
            {
                Check(context, value.Type, interpolation.FormatString);
            }
        }

        private static void Check(OperationAnalysisContext context, ITypeSymbol type, IOperation format)
        {
            SpecialType number = type == null ? SpecialType.None : type.SpecialType;
            bool isFloat = number == SpecialType.System_Single || number == SpecialType.System_Double;
            bool isWhole = number >= SpecialType.System_SByte && number <= SpecialType.System_UInt64;

            if ((isFloat || isWhole) && format.ConstantValue.HasValue && format.ConstantValue.Value is string text && !(isFloat ? s_float : s_whole).IsMatch(text))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NumberFormat, format.Syntax.GetLocation(), text, isFloat ? "F2" : "D2"));
            }
        }
    }
}
