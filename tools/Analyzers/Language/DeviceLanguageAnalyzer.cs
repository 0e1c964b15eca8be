using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Language
{
    /// <summary>
    /// What compiles and does not run on a device, as far as the source tells: NanoLint's rules while the code is being written. NanoLint
    /// has the last word: it sees what the compiler made of it.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class DeviceLanguageAnalyzer : DiagnosticAnalyzer
    {
        private const string OwnDelegate = "declare a delegate of your own, such as delegate void Changed(int value)";

        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(
            Descriptors.Generic,
            Descriptors.MultiDimensionalArray,
            Descriptors.NaturalLambda,
            Descriptors.DefaultInterfaceMethod,
            Descriptors.Checked,
            Descriptors.DelegateAsync);

        /// <inheritdoc/>
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                Library library = Library.FindForDevice(start.Compilation);

                // The library's own generic types are for the compiler only.
                if (library == null || library.IsMadeBy(start.Compilation))
                {
                    return;
                }

                start.RegisterSyntaxNodeAction(CheckDefinition, SyntaxKind.TypeParameterList);
                start.RegisterSyntaxNodeAction(CheckUse, SyntaxKind.GenericName);
                start.RegisterSyntaxNodeAction(CheckRank, SyntaxKind.ArrayRankSpecifier);
                start.RegisterSyntaxNodeAction(CheckVariable, SyntaxKind.VariableDeclaration);
                start.RegisterSyntaxNodeAction(CheckInterface, SyntaxKind.InterfaceDeclaration);
                start.RegisterSyntaxNodeAction(CheckChecked, SyntaxKind.CheckedExpression, SyntaxKind.CheckedStatement);
                start.RegisterSyntaxNodeAction(CheckCall, SyntaxKind.InvocationExpression);
            });
        }

        private static void CheckDefinition(SyntaxNodeAnalysisContext context)
        {
            ISymbol symbol = context.SemanticModel.GetDeclaredSymbol(context.Node.Parent, context.CancellationToken);
            string what = symbol is IMethodSymbol ? "the method " : "the type ";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Generic, context.Node.GetLocation(), what + symbol?.Name, "write it for one type, or for object with casts"));
        }

        private static void CheckUse(SyntaxNodeAnalysisContext context)
        {
            ISymbol symbol = context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;

            // What is defined here is reported there.
            if (symbol == null || Library.IsPart(symbol.ContainingAssembly) || symbol.Locations.Any(l => l.IsInSource))
            {
                return;
            }

            string instead = symbol is INamedTypeSymbol type && type.TypeKind == TypeKind.Delegate
                ? OwnDelegate
                : "use what is written for one type, or for object";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Generic, context.Node.GetLocation(), symbol.Name + "<>", instead));
        }

        private static void CheckRank(SyntaxNodeAnalysisContext context)
        {
            var rank = (ArrayRankSpecifierSyntax)context.Node;

            if (rank.Rank > 1 && !IsValueOfSuch(rank))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.MultiDimensionalArray, rank.Parent.GetLocation()));
            }
        }

        // new int[2, 3] where the type of what is declared has said it already.
        private static bool IsValueOfSuch(ArrayRankSpecifierSyntax rank)
        {
            VariableDeclarationSyntax declaration = rank.FirstAncestorOrSelf<VariableDeclarationSyntax>();
            return rank.FirstAncestorOrSelf<ArrayCreationExpressionSyntax>() != null && declaration?.Type is ArrayTypeSyntax array && array.RankSpecifiers.Any(r => r.Rank > 1);
        }

        private static void CheckVariable(SyntaxNodeAnalysisContext context)
        {
            var declaration = (VariableDeclarationSyntax)context.Node;

            if (!declaration.Type.IsVar || declaration.Variables.Count != 1 || declaration.Variables[0].Initializer == null)
            {
                return;
            }

            ExpressionSyntax value = Bare(declaration.Variables[0].Initializer.Value);
            bool function = value is AnonymousFunctionExpressionSyntax
                || ((value is SimpleNameSyntax || value is MemberAccessExpressionSyntax) && context.SemanticModel.GetSymbolInfo(value, context.CancellationToken).Symbol is IMethodSymbol);

            // A method group without parameters and result is an Action, which is not generic.
            if (function && context.SemanticModel.GetTypeInfo(declaration.Type, context.CancellationToken).Type is INamedTypeSymbol type && (type.IsGenericType || !type.CanBeReferencedByName))
            {
                context.ReportDiagnostic(type.ContainingNamespace.Name == "System"
                    ? Diagnostic.Create(Descriptors.Generic, value.GetLocation(), "the delegate " + type.Name + "<> of this lambda or method group", OwnDelegate)
                    : Diagnostic.Create(Descriptors.NaturalLambda, value.GetLocation()));
            }
        }

        // (x) and x! are x.
        private static ExpressionSyntax Bare(ExpressionSyntax value)
        {
            return value is ParenthesizedExpressionSyntax parenthesized ? Bare(parenthesized.Expression)
                : value is PostfixUnaryExpressionSyntax postfix && postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) ? Bare(postfix.Operand)
                : value;
        }

        private static void CheckInterface(SyntaxNodeAnalysisContext context)
        {
            foreach (MemberDeclarationSyntax member in ((InterfaceDeclarationSyntax)context.Node).Members)
            {
                if (member is MethodDeclarationSyntax method && (method.Body != null || method.ExpressionBody != null) && !method.Modifiers.Any(SyntaxKind.StaticKeyword))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Descriptors.DefaultInterfaceMethod, method.Identifier.GetLocation(), method.Identifier.ValueText));
                }
            }
        }

        private static void CheckChecked(SyntaxNodeAnalysisContext context)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Checked, context.Node.GetFirstToken().GetLocation()));
        }

        private static void CheckCall(SyntaxNodeAnalysisContext context)
        {
            var call = (InvocationExpressionSyntax)context.Node;
            string name = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;

            if ((name == "BeginInvoke" || name == "EndInvoke")
                && context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol?.ContainingType?.TypeKind == TypeKind.Delegate)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.DelegateAsync, call.GetLocation(), name));
            }
        }
    }
}
