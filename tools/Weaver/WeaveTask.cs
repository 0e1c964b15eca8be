using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace UAsyncio.Weaver
{
    /// <summary>The MSBuild task: weaves the assembly that the compiler has just written, in place.</summary>
    public sealed class WeaveTask : Task
    {
        /// <summary>The assembly.</summary>
        [Required]
        public string Assembly { get; set; }

        /// <summary>The assemblies that it was compiled against.</summary>
        [Required]
        public ITaskItem[] References { get; set; }

        /// <summary>The assemblies that it runs with, libraries in their woven form; none by default.</summary>
        public ITaskItem[] Implementations { get; set; } = new ITaskItem[0];

        /// <inheritdoc/>
        public override bool Execute()
        {
            try
            {
                if (AssemblyWeaver.Weave(Assembly, References.Select(r => r.ItemSpec), Implementations.Select(r => r.ItemSpec)))
                {
                    Log.LogMessage(MessageImportance.Low, "Woven: " + Assembly);
                }

                return true;
            }
            catch (WeaveException exception)
            {
                Diagnostic d = exception.Diagnostic;
                Log.LogError(null, d.Code, null, d.File, d.Line, d.Column, 0, 0, d.Message);
            }
            catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException || exception is BadImageFormatException)
            {
                Log.LogError(null, "UAN000", null, Assembly, 0, 0, 0, 0, "cannot weave: " + exception.Message);
            }

            return false;
        }
    }
}
