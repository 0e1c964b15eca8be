using System;
using System.IO;

namespace UAsyncio.Flash.Programs;

/// <summary>Builds images.</summary>
internal static class DotnetBuild
{
    public static void Build(Step step, Surroundings surroundings)
    {
        if (Run(step, surroundings, line => surroundings.Output.WriteLine("    " + line)).ExitCode != 0)
        {
            throw new FlashException($"{step.Title} failed: the build's output above says why.");
        }
    }

    /// <returns>The image's path, checked.</returns>
    public static string FindImage(Step step, Surroundings surroundings)
    {
        ProcessResult result = Run(step, surroundings, _ => { });
        string path = result.Output.Trim();

        if (result.ExitCode != 0)
        {
            throw new FlashException($"{step.Title} failed: {path}");
        }

        if (path.Length == 0)
        {
            throw new FlashException("The project does not say where its image is: its property DeviceImage is empty. Give an image that is built already with --image.");
        }

        return File.Exists(path) ? path : throw new FlashException($"The build made no image: there is no {path}. The nanoFramework packages are needed for it.");
    }

    private static ProcessResult Run(Step step, Surroundings surroundings, Action<string> line) =>
        surroundings.Processes.Run("dotnet", step.Arguments, line, surroundings.Canceled);
}
