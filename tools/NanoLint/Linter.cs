using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;

namespace UAsyncio.NanoLint
{
    /// <summary>Reads a woven device assembly and finds what the 1.x runtime would crash on or silently get wrong.</summary>
    public static class Linter
    {
        /// <summary>Checks an assembly. It changes nothing.</summary>
        /// <param name="path">The assembly, woven, with its symbols beside it or inside it.</param>
        /// <param name="references">
        /// The assemblies that it runs with: nanoFramework's, and its libraries in their woven form, not their face.
        /// </param>
        /// <returns>Everything that was found, by file, line and column; empty when it is clean.</returns>
        /// <exception cref="IOException">A file cannot be read.</exception>
        /// <exception cref="BadImageFormatException">A file is not an assembly.</exception>
        public static IReadOnlyList<Diagnostic> Check(string path, IEnumerable<string> references)
        {
            using (var set = new ReferenceSet(references))
            using (ModuleDefinition module = Read(path, set))
            {
                var findings = new Findings();
                List<Rule> rules = RuleTable.Create();

                foreach (Rule rule in rules)
                {
                    rule.Begin(module, set, findings);
                }

                new Walker(rules).Walk(module);

                foreach (Rule rule in rules)
                {
                    rule.OnEnd();
                }

                return findings.Sorted();
            }
        }

        private static ModuleDefinition Read(string path, ReferenceSet set)
        {
            var parameters = new ReaderParameters { AssemblyResolver = set, InMemory = true };

            try
            {
                parameters.ReadSymbols = true;
                parameters.SymbolReaderProvider = new DefaultSymbolReaderProvider(false);
                return ModuleDefinition.ReadModule(path, parameters);
            }
            catch (Exception exception) when (exception is SymbolsNotFoundException || exception is SymbolsNotMatchingException)
            {
                // Symbols of another build would name wrong lines: none is better.
                parameters.ReadSymbols = false;
                parameters.SymbolReaderProvider = null;
                return ModuleDefinition.ReadModule(path, parameters);
            }
        }
    }
}
