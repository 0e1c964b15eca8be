using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.Weaver;

namespace UAsyncio.NanoLint
{
    /// <summary>What was found so far: each thing once a line, however often the IL of that line says it.</summary>
    internal sealed class Findings
    {
        private readonly Dictionary<string, Diagnostic> _found = new Dictionary<string, Diagnostic>(StringComparer.Ordinal);

        internal void Add(Diagnostic finding)
        {
            string key = string.Join("|", finding.Code, finding.File, finding.Line, finding.Message);

            if (!_found.ContainsKey(key))
            {
                _found.Add(key, finding);
            }
        }

        internal IReadOnlyList<Diagnostic> Sorted()
        {
            return _found.Values
                .OrderBy(d => d.File, StringComparer.Ordinal)
                .ThenBy(d => d.Line)
                .ThenBy(d => d.Column)
                .ThenBy(d => d.Code, StringComparer.Ordinal)
                .ThenBy(d => d.Message, StringComparer.Ordinal)
                .ToList();
        }
    }
}
