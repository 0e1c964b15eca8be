using Microsoft.CodeAnalysis.Diagnostics;

namespace UAsyncio.Nano.Analyzers.Coroutines
{
    /// <summary>What analyzers of coroutines have in common: they look at a program that has the library.</summary>
    public abstract class CoroutineAnalyzer : DiagnosticAnalyzer
    {
        /// <inheritdoc/>
        public sealed override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                Library library = Library.Find(start.Compilation);

                if (library != null)
                {
                    Start(start, library);
                }
            });
        }

        /// <summary>Says what is to be looked at.</summary>
        private protected abstract void Start(CompilationStartAnalysisContext start, Library library);
    }
}
