using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using UAsyncio.Weaver;

namespace UAsyncio.NanoLint
{
    /// <summary>The MSBuild task: fails the build on whatever the device cannot run, after the weaver.</summary>
    public sealed class LintTask : Task
    {
        /// <summary>The assembly, woven.</summary>
        [Required]
        public string Assembly { get; set; }

        /// <summary>The assemblies that it runs with, libraries in their woven form: @(ReferencePath), not @(ReferencePathWithRefAssemblies).</summary>
        [Required]
        public ITaskItem[] References { get; set; }

        /// <inheritdoc/>
        public override bool Execute()
        {
            try
            {
                IReadOnlyList<Diagnostic> findings = Linter.Check(Assembly, References.Select(r => r.ItemSpec));

                foreach (Diagnostic d in findings)
                {
                    Log.LogError(null, d.Code, null, d.File ?? Assembly, d.Line, d.Column, 0, 0, d.Message);
                }

                return findings.Count == 0;
            }
            catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException || exception is BadImageFormatException)
            {
                Log.LogError(null, "UAN100", null, Assembly, 0, 0, 0, 0, "cannot check: " + exception.Message);
                return false;
            }
        }
    }
}
