using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Namespaces, types and members by name, where the compiler finds none of that name.</summary>
    internal static class MissingNames
    {
        internal static bool CanBe(SyntaxNode node)
        {
            if (node is UsingDirectiveSyntax directive)
            {
                return directive.Alias == null && directive.Name != null && MissingTypes.Namespaces.ContainsKey(directive.Name.ToString());
            }

            if (!(node is SimpleNameSyntax name))
            {
                return false;
            }

            string text = name.Identifier.ValueText;
            return MissingTypes.Types.ContainsKey(text) || MissingTypes.Tasks.ContainsKey(text) || OtherPackages.Types.ContainsKey(text) || MissingMembers.Names.Contains(text);
        }

        internal static Fault Find(SyntaxNode node, SemanticModel model, CancellationToken token)
        {
            if (node is UsingDirectiveSyntax directive)
            {
                return model.GetSymbolInfo(directive.Name, token).Symbol == null
                    ? new Fault(Descriptors.MissingType, directive.Name.GetLocation(), directive.Name.ToString(), IsImplicit(directive) ? "set ImplicitUsings to disable in the project" : MissingTypes.Namespaces[directive.Name.ToString()])
                    : null;
            }

            var name = (SimpleNameSyntax)node;

            if (IsLabel(name) || IsKnown(name, model, token))
            {
                return null;
            }

            ExpressionSyntax owner = Owner(name);
            return owner == null || IsSystem(owner) ? FindType(name, model) : FindMember(name, owner, model, token);
        }

        // Written by the build, for <ImplicitUsings>enable</ImplicitUsings>.
        private static bool IsImplicit(UsingDirectiveSyntax directive)
        {
            return directive.SyntaxTree.FilePath.EndsWith(".GlobalUsings.g.cs", StringComparison.Ordinal);
        }

        private static Fault FindType(SimpleNameSyntax name, SemanticModel model)
        {
            string text = name.Identifier.ValueText;

            if (MissingTypes.Tasks.ContainsKey(text))
            {
                return FindTask(name);
            }

            if (OtherPackages.Types.TryGetValue(text, out (string Type, string Package) other) && !(name is GenericNameSyntax) && model.Compilation.GetTypeByMetadataName(other.Type) == null)
            {
                return new Fault(Descriptors.OtherPackage, name.GetLocation(), other.Type, other.Package);
            }

            if (MissingTypes.Types.TryGetValue(text, out string instead))
            {
                return new Fault(Descriptors.MissingType, name.GetLocation(), text + (name is GenericNameSyntax ? "<>" : string.Empty), instead);
            }

            return null;
        }

        private static Fault FindTask(SimpleNameSyntax name)
        {
            string text = name.Identifier.ValueText;

            // async Task Main has its own fault.
            if (name.FirstAncestorOrSelf<MethodDeclarationSyntax>() is MethodDeclarationSyntax method && method.ReturnType.Span.Contains(name.Span) && MissingLanguage.IsAsyncMain(method))
            {
                return null;
            }

            SyntaxNode type = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : (SyntaxNode)name;

            if (type.Parent is MemberAccessExpressionSyntax use && use.Expression == type
                && MissingTypes.Tasks.TryGetValue(text + "." + use.Name.Identifier.ValueText, out string instead))
            {
                return new Fault(Descriptors.Task, use.GetLocation(), text + "." + use.Name.Identifier.ValueText, instead);
            }

            string key = name is GenericNameSyntax ? text + "<>" : text;
            return new Fault(Descriptors.Task, name.GetLocation(), key, MissingTypes.Tasks[key]);
        }

        private static Fault FindMember(SimpleNameSyntax name, ExpressionSyntax owner, SemanticModel model, CancellationToken token)
        {
            ITypeSymbol type = model.GetSymbolInfo(owner, token).Symbol as ITypeSymbol ?? model.GetTypeInfo(owner, token).Type;
            string text = name.Identifier.ValueText;

            if (type == null || type.TypeKind == TypeKind.Error)
            {
                return null;
            }

            for (ITypeSymbol of = type; of != null; of = of.BaseType)
            {
                string key = of.ContainingNamespace?.ToDisplayString() + "." + of.Name + "." + text;

                if (MissingMembers.Members.TryGetValue(key, out string instead))
                {
                    return new Fault(Descriptors.MissingMember, name.GetLocation(), of.Name + "." + text, instead);
                }
            }

            bool sequence = type.TypeKind == TypeKind.Array || type.AllInterfaces.Concat(new[] { type }).Any(i => i.ToDisplayString() == "System.Collections.IEnumerable");
            return sequence && MissingMembers.Linq.Contains(text)
                ? new Fault(Descriptors.MissingMember, name.GetLocation(), "LINQ (" + text + ")", "write the loop")
                : null;
        }

        // What a name stands behind: the type or value before its dot.
        private static ExpressionSyntax Owner(SimpleNameSyntax name)
        {
            switch (name.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == name:
                    return access.Expression;
                case QualifiedNameSyntax qualified when qualified.Right == name:
                    return qualified.Left;
                case MemberBindingExpressionSyntax binding:
                    return binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(a => a.WhenNotNull.Span.Contains(binding.Span))?.Expression;
                default:
                    return null;
            }
        }

        private static bool IsSystem(ExpressionSyntax owner)
        {
            string text = owner.ToString();
            return text == "System" || MissingTypes.Namespaces.ContainsKey(text) || text == "System.Collections" || text == "System.Threading" || text == "System.Diagnostics" || text == "System.Text" || text == "System.IO" || text == "System.Net";
        }

        // A name that does not refer to anything: of an argument, a property that is set in an initializer or an attribute, a using.
        private static bool IsLabel(SimpleNameSyntax name)
        {
            return name.Parent is NameColonSyntax || name.Parent is NameEqualsSyntax
                || (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name && assignment.Parent is InitializerExpressionSyntax)
                || name.FirstAncestorOrSelf<UsingDirectiveSyntax>() != null || name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.Span.Contains(name.Span) == true;
        }

        private static bool IsKnown(SimpleNameSyntax name, SemanticModel model, CancellationToken token)
        {
            SymbolInfo info = model.GetSymbolInfo(name, token);

            // IEnumerable<int> finds the one without a type parameter: that is no answer. One of this program's own would be.
            return info.Symbol != null
                || (info.CandidateReason == CandidateReason.WrongArity ? info.CandidateSymbols.Any(s => s.Locations.Any(l => l.IsInSource)) : info.CandidateSymbols.Length > 0);
        }
    }
}
