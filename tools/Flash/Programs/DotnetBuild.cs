using System;
using System.ComponentModel;
using System.IO;

namespace UAsyncio.Flash.Programs;

/// <summary>Builds images.</summary>
public static class DotnetBuild
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
        if (step.Path != null)
        {
            return Checked(step.Path);
        }

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

        return Checked(path);
    }

    private static string Checked(string path) =>
        File.Exists(path) ? path : throw new FlashException($"The build made no image: there is no {path}. The nanoFramework packages are needed for it.");

    private static ProcessResult Run(Step step, Surroundings surroundings, Action<string> line)
    {
        try
        {
            return surroundings.Processes.Run(step.Program ?? "dotnet", step.Arguments, line, surroundings.Canceled);
        }
        catch (Win32Exception) when (step.Program != null)
        {
            throw new FlashException($"{step.Program} is missing: a .nfproj is built by Visual Studio's MSBuild. Run this in its Developer PowerShell, or build there and give the image with --image.");
        }
    }
}
