using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Threading;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Serial;

namespace UAsyncio.Flash.DeviceTests;

/// <summary>Runs an image of device tests.</summary>
public static class TestRun
{
    /// <summary>Runs what has been deployed to a device.</summary>
    /// <param name="portName">Its port.</param>
    /// <param name="baudRate">Of its firmware.</param>
    /// <param name="patience">How long a single test may take.</param>
    /// <param name="report">Takes the output.</param>
    /// <param name="surroundings">What it touches.</param>
    public static void OnDevice(string portName, int baudRate, TimeSpan patience, TestReport report, Surroundings surroundings)
    {
        using ISerialPort port = surroundings.Ports.Open(portName, baudRate);
        DeviceConsole console = new(port, surroundings.Canceled);

        while (!report.IsDone && console.ReadLine(patience) is string line)
        {
            if (console.Restarted)
            {
                report.Take(line);
            }
        }
    }

    /// <summary>Runs an image on nanoclr, nanoFramework's runtime for a PC.</summary>
    /// <param name="image">The image.</param>
    /// <param name="nanoclr">The path of nanoclr.</param>
    /// <param name="patience">How long a single test may take.</param>
    /// <param name="report">Takes the output.</param>
    /// <param name="surroundings">What it touches.</param>
    public static void OnNanoclr(string image, string nanoclr, TimeSpan patience, TestReport report, Surroundings surroundings)
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

            using CancellationTokenSource silent = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Canceled);
            silent.CancelAfter(patience);
            surroundings.Processes.Run(nanoclr, arguments, TakeLine, silent.Token);

            void TakeLine(string line)
            {
                silent.CancelAfter(patience);

                if (line.Length > 0)
                {
                    report.Take(line.TrimEnd());
                }
            }
        }
        catch (OperationCanceledException) when (!surroundings.Canceled.IsCancellationRequested)
        {
            // It was silent for too long: the report tells that it did not come to its end.
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
}
