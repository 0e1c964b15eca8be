using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace UAsyncio.Flash.Steps;

/// <summary>Finds the project that is meant.</summary>
public static class ProjectFile
{
    private const string Sdk = ".csproj";
    private const string Classic = ".nfproj";

    /// <summary>Whether it is one of nanoFramework's own, which Visual Studio's MSBuild builds.</summary>
    public static bool IsClassic(string project) => HasExtension(project, Classic);

    /// <summary>Whether a path is a project's file, by its name.</summary>
    public static bool IsProject(string path) => HasExtension(path, Sdk) || IsClassic(path);

    /// <summary>Finds the project of a path.</summary>
    /// <param name="path">A project's file, or a folder with one; where both kinds are there, the SDK's counts.</param>
    /// <param name="board">Below boards/ of a folder without a project of its own, the project of this board counts; null for none.</param>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    public static string Find(string path, Board? board = null)
    {
        if (File.Exists(path))
        {
            return IsProject(path) ? path : throw new UsageException($"{path} is no project: give a {Sdk} or {Classic}, or its folder.");
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"There is no project {path}: give a folder or a file that exists.");
        }

        if (In(path) is string project)
        {
            return project;
        }

        string ofBoard = Path.Combine(path, "boards", board.ToString() ?? string.Empty);
        return (board != null && Directory.Exists(ofBoard) ? In(ofBoard) : null)
            ?? throw new UsageException($"There is no project in {Path.GetFullPath(path)}: go to your project's folder, or name it.");
    }

    /// <summary>Finds the projects of a path, that of the folder itself or those of the folders below it.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IReadOnlyList<string> FindAll(string path)
    {
        if (!Directory.Exists(path) || In(path) != null)
        {
            return [Find(path)];
        }

        string[] projects = [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal).Select(In).OfType<string>()];
        return projects.Length > 0 ? projects : [Find(path)];
    }

    /// <summary>Where nanoFramework's own project system puts the image.</summary>
    public static string ClassicImage(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        try
        {
            name = XDocument.Load(project).Descendants().FirstOrDefault(e => e.Name.LocalName == "AssemblyName")?.Value ?? name;
        }
        catch (XmlException exception)
        {
            throw new UsageException($"{project} is no project: {exception.Message}");
        }

        return Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", name + ".bin");
    }

    private static string? In(string folder)
    {
        foreach (string extension in (string[])[Sdk, Classic])
        {
            string[] projects = [.. Directory.GetFiles(folder).Where(f => HasExtension(f, extension))];
            if (projects.Length > 0)
            {
                return projects.Length == 1 ? projects[0] : throw new UsageException($"There are several projects in {folder}: name one of {string.Join(", ", projects.Select(Path.GetFileName).Order(StringComparer.Ordinal))}.");
            }
        }

        return null;
    }

    private static bool HasExtension(string path, string extension) => string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase);
}
