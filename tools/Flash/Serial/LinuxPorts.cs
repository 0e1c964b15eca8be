using System;
using System.IO;
using System.Linq;

namespace UAsyncio.Flash.Serial;

/// <summary>What Linux tells of serial ports, in /sys and /dev.</summary>
public static class LinuxPorts
{
    private const string IdFolder = "dev/serial/by-id";

    /// <summary>What is known of a port.</summary>
    /// <param name="name">As /dev/ttyUSB0.</param>
    /// <param name="root">The file system's root.</param>
    public static PortDetails Describe(string name, string root = "/")
    {
        string? device = UsbDevice(Path.Combine(root, "sys/class/tty", Path.GetFileName(name), "device"));
        string? vendor = Read(device, "idVendor");
        string? product = Read(device, "idProduct");
        string? chip = vendor != null && product != null ? UsbChips.Find(vendor, product) ?? $"USB {vendor}:{product}" : null;
        return new PortDetails(name, chip, Read(device, "product"), IdOf(name, root));
    }

    // The link leads to the interface's folder; the device's, with its numbers, is some folders above.
    private static string? UsbDevice(string link)
    {
        string? target = Target(link);
        for (DirectoryInfo? folder = target == null ? null : new DirectoryInfo(target); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "idVendor")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string? IdOf(string name, string root)
    {
        string folder = Path.Combine(root, IdFolder);
        string? link = Directory.Exists(folder)
            ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(f => Path.GetFileName(Target(f)) == Path.GetFileName(name))
            : null;
        return link == null ? null : "/" + IdFolder + "/" + Path.GetFileName(link);
    }

    private static string? Target(string link)
    {
        try
        {
            return Directory.Exists(link) || File.Exists(link) ? File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? Read(string? folder, string file)
    {
        string path = Path.Combine(folder ?? string.Empty, file);

        try
        {
            return folder != null && File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (IOException)
        {
            // Unplugged meanwhile.
            return null;
        }
    }
}
