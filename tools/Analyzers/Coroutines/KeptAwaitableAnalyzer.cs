using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>
    /// A delay, a read or a write that is put into a field, or into a local that is awaited more than once. These are objects of the loop
    /// or the stream, armed by the call and disarmed by the await that follows; a coroutine can be kept.
    /// </summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    public sealed class KeptAwaitableAnalyzer : CoroutineAnalyzer
    {
        // A yield is the same object for all, and what other primitives give is theirs to say.
        private static readonly string[] s_names = { "Delay", "Read", "Write" };

        /// <inheritdoc/>
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.KeptAwaitable);

        private protected override void Start(CompilationStartAnalysisContext start, Library library)
        {
            start.RegisterOperationAction(c => CheckAssignment(c, library), OperationKind.SimpleAssignment);
            start.RegisterOperationAction(c => Check(((IFieldInitializerOperation)c.Operation).Value, library, c.ReportDiagnostic), OperationKind.FieldInitializer);
            start.RegisterOperationBlockAction(c => CheckLocals(c, library));
        }

        private static void CheckAssignment(OperationAnalysisContext context, Library library)
        {
            var assignment = (ISimpleAssignmentOperation)context.Operation;

            if (assignment.Target is IMemberReferenceOperation || assignment.Target is IArrayElementReferenceOperation)
            {
                Check(assignment.Value, library, context.ReportDiagnostic);
            }
        }

        private static void CheckLocals(OperationBlockAnalysisContext context, Library library)
        {
            List<IOperation> operations = context.OperationBlocks.SelectMany(block => block.Descendants()).ToList();

            foreach (IVariableDeclaratorOperation declarator in operations.OfType<IVariableDeclaratorOperation>())
            {
                IOperation value = declarator.GetVariableInitializer()?.Value;

                if (value == null || !IsAwaitedOnce(value, library))
                {
                    continue;
                }

                List<ILocalReferenceOperation> uses = operations.OfType<ILocalReferenceOperation>().Where(u => SymbolEqualityComparer.Default.Equals(u.Local, declarator.Symbol)).ToList();
                bool assigned = uses.Any(u => u.Parent is IAssignmentOperation assignment && assignment.Target == u);
                List<IOperation> awaits = uses.Select(Await).Where(a => a != null).ToList();

                if (!assigned && (awaits.Count > 1 || (awaits.Count == 1 && IsRepeated(awaits[0], declarator))))
                {
                    Check(value, library, context.ReportDiagnostic);
                }
            }
        }

        private static IOperation Await(IOperation use)
        {
            while (use.Parent is IConversionOperation || use.Parent is IParenthesizedOperation)
            {
                use = use.Parent;
            }

            return use.Parent as IAwaitOperation;
        }

        // Whether a loop, or another function, lies between the two.
        private static bool IsRepeated(IOperation awaiting, IOperation declarator)
        {
            for (IOperation around = awaiting.Parent; around != null; around = around.Parent)
            {
                if (around.Syntax.Span.Contains(declarator.Syntax.Span))
                {
                    return false;
                }

                if (around is ILoopOperation || around is IAnonymousFunctionOperation || around is ILocalFunctionOperation)
                {
                    return true;
                }
            }

            return false;
        }

        private static void Check(IOperation value, Library library, Action<Diagnostic> report)
        {
            if (IsAwaitedOnce(value, library))
            {
                IInvocationOperation call = Operations.Call(value);
                report(Diagnostic.Create(Descriptors.KeptAwaitable, call.Syntax.GetLocation(), call.TargetMethod.Name + "()"));
            }
        }

        private static bool IsAwaitedOnce(IOperation value, Library library)
        {
            IInvocationOperation call = Operations.Call(value);
            return call != null && library.IsAwaitable(call.Type) && !library.IsCoroutine(call.Type)
                && Library.IsPart(call.TargetMethod.ContainingAssembly) && s_names.Any(name => call.TargetMethod.Name.StartsWith(name, StringComparison.Ordinal));
        }
    }
}
