using System;
using System.IO;

namespace UAsyncio.Flash;

/// <summary>Where the boards are.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution, above this program.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "UAsyncio.slnx")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
