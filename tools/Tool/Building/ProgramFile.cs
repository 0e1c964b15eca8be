using System.CommandLine;
using System.IO;
using UAsyncio.Flash;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Building;

/// <summary>The assembly that is meant by a path: itself, or what a project builds.</summary>
internal static class ProgramFile
{
    /// <summary>Which of a project's configurations counts.</summary>
    public static Option<string> NewConfigurationOption()
    {
        Option<string> option = new("--configuration", "-c") { Description = "What of a project is built: Debug or Release.", DefaultValueFactory = _ => "Debug" };
        option.TakesOneOf("Debug", "Release");
        return option;
    }

    /// <summary>Whether a path is an assembly, by its name.</summary>
    public static bool IsAssembly(string path) => Path.GetExtension(path).ToLowerInvariant() is ".dll" or ".exe";

    /// <summary>Finds it; builds it where the path is a project's.</summary>
    /// <param name="path">An assembly, a project's file, or a folder with one.</param>
    /// <param name="configuration">What of a project is built.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <returns>A path of a file that is there.</returns>
    public static string Find(string path, string configuration, Surroundings surroundings)
    {
        if (IsAssembly(path))
        {
            return Existing(path);
        }

        string project = FindProject(path);
        surroundings.Busy.While($"Building {project}", () => Build(project, configuration, surroundings));
        string target = TargetPath(project, surroundings, "-p:Configuration=" + configuration);
        return File.Exists(target) ? target : throw new UsageException($"{project} was built, but there is no {target}.");
    }

    /// <summary>An assembly that is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static string Existing(string assembly) =>
        File.Exists(assembly) ? assembly : throw new UsageException($"There is no {assembly}: build it first, or give the project's folder.");

    /// <summary>Asks a project where its assembly will be.</summary>
    public static string TargetPath(string project, Surroundings surroundings, params string[] properties)
    {
        ProcessResult result = surroundings.Processes.Run("dotnet", ["msbuild", project, "-getProperty:TargetPath", .. properties], _ => { }, surroundings.Canceled);
        return result.ExitCode == 0 ? result.Output.Trim() : throw new FlashException($"{project} does not say where its assembly is: {result.Output.Trim()}");
    }

    private static string FindProject(string path)
    {
        string project = ProjectFile.Find(path);
        return ProjectFile.IsClassic(project)
            ? throw new UsageException($"{project} is built by Visual Studio: build it there and give its assembly, bin/Debug/….")
            : project;
    }

    private static void Build(string project, string configuration, Surroundings surroundings)
    {
        ProcessResult result = surroundings.Processes.Run("dotnet", ["msbuild", project, "-restore", "-t:Build", "-p:Configuration=" + configuration, "-nologo", "-v:quiet"], surroundings.Output.WriteLine, surroundings.Canceled);

        if (result.ExitCode != 0)
        {
            throw new FlashException($"{project} does not build: the errors above say why.");
        }
    }
}
