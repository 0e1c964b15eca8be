using System;
using System.IO;
using System.Linq;

namespace UAsyncio.Projects.Tests
{
    /// <summary>A folder of the test's own, whose name has a space and an ampersand, with a copy of what device projects are built from; gone with the test.</summary>
    internal sealed class Workspace : IDisposable
    {
        private static readonly string[] s_folders =
        [
            "UAsyncio.Nano", "UAsyncio.Nano.Tests", "firmware", "boards/Esp32", "boards/Shared", "boards/Stm32", "host/NanoPackages", "sdk/Sdk",
            "tools/Analyzers", "tools/Weaver", "tools/NanoLint", "tools/DeviceImage", "tools/Trimmer",
        ];

        private static readonly string[] s_output = ["bin", "obj", "artifacts", "packages"];

        public Workspace()
        {
            Root = Directory.CreateTempSubdirectory("R&D ").FullName;
        }

        public string Root { get; }

        /// <summary>A workspace with the device projects in it.</summary>
        public static Workspace WithProjects()
        {
            Workspace workspace = new();

            foreach (string folder in s_folders)
            {
                workspace.CopyFolder(folder);
            }

            foreach (string folder in (string[])["", "sdk", "tools"])
            {
                workspace.CopyFiles(folder);
            }

            return workspace;
        }

        public string Path(string relative) => System.IO.Path.Combine(Root, relative);

        /// <summary>Writes a file, and makes its folder.</summary>
        public void Write(string relative, string text)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
            File.WriteAllText(Path(relative), text);
        }

        public void Dispose()
        {
            Directory.Delete(Root, recursive: true);
        }

        /// <summary>Copies a folder of the repository, build output aside.</summary>
        public void CopyFolder(string folder)
        {
            CopyFiles(folder);

            foreach (string inner in Directory.EnumerateDirectories(Repository.Path(folder)).Select(p => System.IO.Path.GetFileName(p)!).Except(s_output))
            {
                CopyFolder(System.IO.Path.Combine(folder, inner));
            }
        }

        private void CopyFiles(string folder)
        {
            Directory.CreateDirectory(Path(folder));

            foreach (string file in Directory.EnumerateFiles(Repository.Path(folder)))
            {
                File.Copy(file, System.IO.Path.Combine(Path(folder), System.IO.Path.GetFileName(file)));
            }
        }
    }
}
