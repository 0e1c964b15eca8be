using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace UAsyncio.Projects.Tests.Stands
{
    /// <summary>A folder of NuGet packages.</summary>
    internal sealed class PackageFeed
    {
        public PackageFeed(string folder)
        {
            Folder = Directory.CreateDirectory(folder).FullName;
        }

        public string Folder { get; }

        /// <summary>Adds a package.</summary>
        /// <param name="files">Its files by their path inside.</param>
        public void Add(string id, string version, IReadOnlyDictionary<string, byte[]> files)
        {
            using FileStream stream = File.Create(Path.Combine(Folder, $"{id}.{version}.nupkg"));
            using ZipArchive package = new(stream, ZipArchiveMode.Create);
            Write(package, id + ".nuspec", Encoding.UTF8.GetBytes($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
                  <metadata><id>{id}</id><version>{version}</version><authors>test</authors><description>stand-in</description></metadata>
                </package>
                """));

            foreach ((string path, byte[] content) in files)
            {
                Write(package, path, content);
            }
        }

        private static void Write(ZipArchive package, string path, byte[] content)
        {
            using Stream entry = package.CreateEntry(path).Open();
            entry.Write(content);
        }
    }
}
