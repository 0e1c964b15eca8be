using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>C# for which the compiler needs a type that nanoFramework does not have, by its form.</summary>
    internal static class MissingLanguage
    {
        private const string Nothing = "use a value that means none, such as -1, or a bool beside it";

        // Only what stands in a signature needs it.
        private const string ReadOnlyAddress = "System.Runtime.InteropServices.InAttribute";

        internal static bool CanBe(SyntaxNode node)
        {
            switch (node)
            {
                case NullableTypeSyntax _:
                case ConditionalAccessExpressionSyntax _:
                case TupleTypeSyntax _:
                case TupleExpressionSyntax _:
                case YieldStatementSyntax _:
                case QueryExpressionSyntax _:
                case RangeExpressionSyntax _:
                case ListPatternSyntax _:
                case RecordDeclarationSyntax _:
                case AnonymousObjectCreationExpressionSyntax _:
                case SpreadElementSyntax _:
                case RefTypeSyntax _:
                case StackAllocArrayCreationExpressionSyntax _:
                    return true;
                case PredefinedTypeSyntax type:
                    return type.Keyword.IsKind(SyntaxKind.DecimalKeyword);
                case LiteralExpressionSyntax literal when literal.Token.Value is decimal:
                    return true;
                case IdentifierNameSyntax name:
                    return name.Identifier.ValueText == "dynamic";
                case MethodDeclarationSyntax method:
                    return IsAsyncMain(method);
                case CompilationUnitSyntax unit:
                    return unit.Members.Any(m => m is GlobalStatementSyntax);
                case BaseFieldDeclarationSyntax field:
                    return field.Modifiers.Any(SyntaxKind.VolatileKeyword) || field.Modifiers.Any(SyntaxKind.RequiredKeyword);
                case ParameterSyntax parameter:
                    return parameter.Modifiers.Any(SyntaxKind.InKeyword) || parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
                case PropertyDeclarationSyntax property:
                    return property.Modifiers.Any(SyntaxKind.RequiredKeyword);
                default:
                    return node.IsKind(SyntaxKind.IndexExpression) || node.IsKind(SyntaxKind.Utf8StringLiteralExpression);
            }
        }

        internal static Fault Find(SyntaxNode node, SemanticModel model, CancellationToken token)
        {
            switch (node)
            {
                case NullableTypeSyntax nullable:
                    return model.GetTypeInfo(nullable.ElementType, token).Type?.IsValueType == true
                        ? Lacking(model, "System.Nullable`1", node, nullable + " (a value that can be null)", Nothing)
                        : null;
                case ConditionalAccessExpressionSyntax conditional:
                    return model.GetTypeInfo(conditional.WhenNotNull, token).Type is ITypeSymbol type && type.IsValueType && type.SpecialType != SpecialType.System_Void
                        ? Lacking(model, "System.Nullable`1", node, "?. with a result of type " + type.ToDisplayString(), "ask for null first: x == null ? … : x." + Member(conditional))
                        : null;
                case TupleTypeSyntax _:
                case TupleExpressionSyntax _:
                    return IsDeconstruction(node) ? null : Lacking(model, "System.ValueTuple`2", node, "a tuple", "write a small class, out parameters, or a third variable to exchange two");
                case YieldStatementSyntax yield:
                    return Lacking(model, "System.Collections.Generic.IEnumerator`1", yield.YieldKeyword, "yield", "fill an ArrayList, or write the enumerator as a class that implements IEnumerator");
                case QueryExpressionSyntax query:
                    return Lacking(model, "System.Linq.Enumerable", query.FromClause.FromKeyword, "a LINQ query", "write the loop");
                case RangeExpressionSyntax _:
                    return Lacking(model, "System.Range", node, "a range", "use Substring, or Array.Copy");
                case ListPatternSyntax list:
                    // One in another is told with it.
                    return list.Parent.FirstAncestorOrSelf<ListPatternSyntax>() == null
                        ? Lacking(model, "System.Index", node, "a list pattern", "compare Length, and the items one by one")
                        : null;
                case RecordDeclarationSyntax record:
                    return Lacking(model, "System.IEquatable`1", record.Keyword, "a record", "write a class or a struct");
                case AnonymousObjectCreationExpressionSyntax anonymous:
                    return Lacking(model, "System.Collections.Generic.EqualityComparer`1", anonymous.NewKeyword, "an anonymous type", "write a small class");
                case SpreadElementSyntax spread:
                    // What has an Add, such as an ArrayList, is filled in a loop.
                    return model.GetTypeInfo(spread.Parent, token).ConvertedType is IArrayTypeSymbol
                        ? Lacking(model, "System.Collections.Generic.List`1", node, ".. in an array", "make an array of the right length and Array.Copy into it")
                        : null;
                case RefTypeSyntax reference:
                    return reference.ReadOnlyKeyword != default && (reference.Parent is MemberDeclarationSyntax || reference.Parent is LocalFunctionStatementSyntax)
                        ? Lacking(model, ReadOnlyAddress, node, "ref readonly as a result", "return the value, or a ref")
                        : null;
                case ParameterSyntax parameter:
                    return IsOfVirtualCall(parameter)
                        ? Lacking(model, ReadOnlyAddress, node, "in where the call is virtual", "pass it by value, or by ref")
                        : null;
                case StackAllocArrayCreationExpressionSyntax allocation:
                    return Lacking(model, "System.Span`1", allocation.StackAllocKeyword, "stackalloc", "use an array, kept in a field where it is needed often");
                case PredefinedTypeSyntax _:
                case LiteralExpressionSyntax literal when literal.Token.Value is decimal:
                    return Lacking(model, "System.Decimal", node, "decimal", "count in a whole number of the smallest part, cents in a long for instance, or use double");
                case IdentifierNameSyntax _:
                    return model.GetTypeInfo(node, token).Type?.TypeKind == TypeKind.Dynamic
                        ? Lacking(model, "System.Runtime.CompilerServices.DynamicAttribute", node, "dynamic", "use object and a cast")
                        : null;
                case MethodDeclarationSyntax method:
                    return model.Compilation.Options.OutputKind == OutputKind.ConsoleApplication && Library.Find(model.Compilation) != null ? new Fault(Descriptors.AsyncMain, method.Identifier.GetLocation()) : null;
                case CompilationUnitSyntax unit:
                    // The compiler names no line: it lacks what its async Main would return.
                    SyntaxNode await = unit.Members.OfType<GlobalStatementSyntax>().SelectMany(Functions.OwnNodes).FirstOrDefault(Functions.IsAwait);
                    return await == null ? null : Lacking(model, "System.Threading.Tasks.Task", await.ChildTokens().First(t => t.IsKind(SyntaxKind.AwaitKeyword)), "await at the top level", "move it into async Coroutine MainAsync() { … }, and write new EventLoop().Run(MainAsync());");
                case BaseFieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.VolatileKeyword):
                    return Lacks(model, "System.Runtime.CompilerServices.IsVolatile") ? new Fault(Descriptors.Volatile, Modifier(field, SyntaxKind.VolatileKeyword).GetLocation()) : null;
                case MemberDeclarationSyntax member:
                    return Lacking(model, "System.Runtime.CompilerServices.RequiredMemberAttribute", Modifier(member, SyntaxKind.RequiredKeyword), "required", "ask for it in the constructor");
                default:
                    return node.IsKind(SyntaxKind.IndexExpression)
                        ? Lacking(model, "System.Index", node, "an index from the end", "write array[array.Length - 1]")
                        : Lacking(model, "System.ReadOnlySpan`1", node, "a u8 literal", "use Encoding.UTF8.GetBytes(text), kept in a static field");
            }
        }

        /// <summary>static async … Main(…).</summary>
        internal static bool IsAsyncMain(MethodDeclarationSyntax method)
        {
            return method.Identifier.ValueText == "Main" && method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.Modifiers.Any(SyntaxKind.StaticKeyword);
        }

        private static bool Lacks(SemanticModel model, string type) => model.Compilation.GetTypeByMetadataName(type) == null;

        private static Fault Lacking(SemanticModel model, string type, SyntaxNodeOrToken at, string what, string instead)
        {
            return Lacks(model, type) ? new Fault(Descriptors.MissingLanguage, at.GetLocation(), what, instead) : null;
        }

        private static SyntaxToken Modifier(MemberDeclarationSyntax member, SyntaxKind kind) => member.Modifiers[member.Modifiers.IndexOf(kind)];

        // (int a, int b) = point, (a, b) = point and foreach ((int a, int b) in points) call Deconstruct; (a, b) = (b, a) has a tuple on its right.
        private static bool IsDeconstruction(SyntaxNode node)
        {
            SyntaxNode outermost = node;

            while (outermost.Parent is ArgumentSyntax argument && argument.Parent is TupleExpressionSyntax outer)
            {
                outermost = outer;
            }

            return (outermost.Parent is AssignmentExpressionSyntax assignment && assignment.Left == outermost)
                || (outermost.Parent is ForEachVariableStatementSyntax each && each.Variable == outermost);
        }

        private static bool IsOfVirtualCall(ParameterSyntax parameter)
        {
            SyntaxNode of = parameter.Parent?.Parent;
            return of is DelegateDeclarationSyntax
                || (of is MemberDeclarationSyntax member
                    && ((member.Parent is InterfaceDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword))
                        || member.Modifiers.Any(SyntaxKind.VirtualKeyword) || member.Modifiers.Any(SyntaxKind.AbstractKeyword)));
        }

        private static string Member(ConditionalAccessExpressionSyntax conditional)
        {
            return conditional.WhenNotNull.ToString().TrimStart('.');
        }
    }
}
