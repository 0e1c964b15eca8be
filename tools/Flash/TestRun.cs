using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Serial;

namespace UAsyncio.Flash;

/// <summary>Runs the image of the device tests.</summary>
internal static class TestRun
{
    /// <summary>Runs what has been deployed to a device.</summary>
    /// <param name="portName">Its port.</param>
    /// <param name="baudRate">Of its firmware.</param>
    /// <param name="patience">How long a single test may take.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <returns>Whether all tests passed or were skipped.</returns>
    public static bool OnDevice(string portName, int baudRate, TimeSpan patience, Surroundings surroundings)
    {
        using ISerialPort port = surroundings.Ports.Open(portName, baudRate);
        DeviceConsole console = new(port, surroundings.Canceled);
        TestReport report = new(surroundings.Output);

        while (!report.IsDone && console.ReadLine(patience) is string line)
        {
            if (console.Restarted)
            {
                report.Take(line);
            }
        }

        return report.Finish();
    }

    /// <summary>Runs an image on nanoclr, nanoFramework's runtime for a PC.</summary>
    /// <param name="image">The image.</param>
    /// <param name="nanoclr">The path of nanoclr.</param>
    /// <param name="surroundings">What it touches.</param>
    /// <returns>Whether all tests passed or were skipped.</returns>
    public static bool OnNanoclr(string image, string nanoclr, Surroundings surroundings)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("uasyncio-nanoclr-");

        try
        {
            List<string> arguments = ["run", "--assemblies"];

            foreach (ImageAssembly assembly in DeviceImage.Read(image))
            {
                string path = Path.Combine(folder.FullName, $"{arguments.Count}.pe");
                File.WriteAllBytes(path, assembly.Bytes.ToArray());
                arguments.Add(path);
            }

            TestReport report = new(surroundings.Output);
            surroundings.Processes.Run(nanoclr, arguments, line => Take(report, line), surroundings.Canceled);
            return report.Finish();
        }
        catch (Win32Exception)
        {
            throw new FlashException("nanoclr, nanoFramework's runtime for a PC, is missing: install it with \"dotnet tool install --global nanoclr\".");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Take(TestReport report, string line)
    {
        if (line.Length > 0)
        {
            report.Take(line.TrimEnd());
        }
    }
}
