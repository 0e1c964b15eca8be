using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace UAsyncio.DeviceImage
{
    /// <summary>The MSBuild task: writes the deployment image of a device program.</summary>
    public sealed class ImageTask : Task
    {
        /// <summary>The assemblies that start: the app, or the tests and their launcher. Each has its .pe beside it.</summary>
        [Required]
        public ITaskItem[] Programs { get; set; }

        /// <summary>Where the assemblies are that they refer to; each has its .pe beside it, or in the folder of converted ones.</summary>
        [Required]
        public ITaskItem[] References { get; set; }

        /// <summary>A folder with the .pe files of references that have none beside them; null or missing, when all have.</summary>
        public string Converted { get; set; }

        /// <summary>The image to write.</summary>
        [Required]
        public string Image { get; set; }

        /// <inheritdoc/>
        public override bool Execute()
        {
            try
            {
                IReadOnlyList<string> files = PeFiles.Of(Programs.Select(p => p.ItemSpec), References.Select(r => r.ItemSpec), Converted);
                DeploymentImage.Write(files, Image);
                Log.LogMessage(MessageImportance.High, "{0}: {1}", Image, string.Join(", ", files.Select(Path.GetFileName)));
                return true;
            }
            catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException || exception is BadImageFormatException)
            {
                Log.LogError(null, "UAN202", null, Image, 0, 0, 0, 0, "cannot write the image: " + exception.Message);
                return false;
            }
        }
    }
}
