using System;
using System.ComponentModel;
using System.IO;
using System.Linq;

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

    /// <summary>Looks whether nanoFramework's packages are there, without building anything: what would fail each of several builds is told once.</summary>
    /// <exception cref="FlashException">They cannot be reached; the output says what to do.</exception>
    public static void CheckPackages(string project, Surroundings surroundings)
    {
        string[] arguments = ["msbuild", project, "-restore", "-t:NanoPackages", "-p:Device=true", "-p:Configuration=Release", "-nologo", "-v:quiet"];
        ProcessResult result = surroundings.Processes.Run("dotnet", arguments, _ => { }, surroundings.Canceled);

        // What else there is, each build says itself: a project of another SDK does not know the target.
        if (result.ExitCode != 0 && result.Output.Split('\n').FirstOrDefault(l => l.Contains("error UAN201", StringComparison.Ordinal)) is { } error)
        {
            throw new FlashException("Nothing has been built: " + error[error.IndexOf("UAN201", StringComparison.Ordinal)..].Trim());
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
