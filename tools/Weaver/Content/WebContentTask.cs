using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace UAsyncio.Weaver.Content
{
    /// <summary>The MSBuild task: makes constants of the program of the files that its HTTP server sends, compressed.</summary>
    public sealed class WebContentTask : Task
    {
        /// <summary>
        /// The files; the metadata ContentType says the type of those whose ending does not, Prefix what stands before their names, and the folders of a
        /// wildcard, in the paths by which they are found.
        /// </summary>
        [Required]
        public ITaskItem[] Files { get; set; }

        /// <summary>The namespace of the class WebContent; a project can have none.</summary>
        public string RootNamespace { get; set; }

        /// <summary>The C# file to write.</summary>
        [Required]
        public string Output { get; set; }

        /// <inheritdoc/>
        public override bool Execute()
        {
            try
            {
                File.WriteAllText(Output, WebContentSource.Write(Files.Select(Read).ToArray(), RootNamespace));
                return true;
            }
            catch (WeaveException exception)
            {
                Diagnostic d = exception.Diagnostic;
                Log.LogError(null, d.Code, null, d.File, d.Line, d.Column, 0, 0, d.Message);
            }
            catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException)
            {
                Log.LogError(null, "UAN000", null, Output, 0, 0, 0, 0, "cannot read the web content: " + exception.Message);
            }

            return false;
        }

        private static WebFile Read(ITaskItem item)
        {
            return new WebFile(item.GetMetadata("FullPath"), item.GetMetadata("ContentType"), item.GetMetadata("Prefix"), item.GetMetadata("RecursiveDir").Replace('\\', '/'));
        }
    }
}
