using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;

namespace UAsyncio.NfProjects
{
    /// <summary>Brings the .nfproj projects of a repository up to date with the SDK projects beside them.</summary>
    internal static class Program
    {
        private static int Main(string[] args)
        {
            if (args.Length > 1)
            {
                Console.Error.WriteLine("usage: dotnet run --project tools/NfProjects [-- <repository>]");
                return 2;
            }

            string root = Path.GetFullPath(args.Length == 1 ? args[0] : ".");

            try
            {
                NanoPackageList packages = NanoPackageList.Load(root);
                string[] projects = NfProject.FindAll(root).ToArray();
                IReadOnlyDictionary<string, SdkProject> sdkProjects = SdkProject.LoadAll(projects.Select(path => Path.ChangeExtension(path, ".csproj")));
                string[] changed = projects.Where(path => new NfProject(path, packages, sdkProjects).Update()).ToArray();

                foreach (string path in changed)
                {
                    Console.WriteLine("updated " + Path.GetRelativePath(root, path));
                }

                Console.WriteLine($"{projects.Length} .nfproj projects, {changed.Length} updated");
                return 0;
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or XmlException)
            {
                Console.Error.WriteLine("error: " + exception.Message);
                return 1;
            }
        }
    }
}
