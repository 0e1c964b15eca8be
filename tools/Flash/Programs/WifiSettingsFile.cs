using System;
using System.IO;
using System.Text.Json;

namespace UAsyncio.Flash.Programs;

/// <summary>
/// The file that nanoff wants for its --networkdeployment: in a folder of its own, for its owner only, and there only as
/// long as this object is.
/// </summary>
public sealed class WifiSettingsFile : IDisposable
{
    private readonly DirectoryInfo _folder;

    public WifiSettingsFile(string port, string ssid, string password)
    {
        // On Unix made with mode 0700; on Windows below the user's own profile.
        _folder = Directory.CreateTempSubdirectory("uasyncio-flash-");
        Path = System.IO.Path.Combine(_folder.FullName, "wifi.json");

        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };

            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream stream = new(Path, options);
            bool open = password.Length == 0;

            // The port is in here rather than on the command line: older versions of nanoff take a port there for an
            // operation on the ESP32's boot loader, which leaves the device unable to answer.
            JsonSerializer.Serialize(stream, new
            {
                SerialPort = port,
                WirelessClient = new
                {
                    Ssid = ssid,
                    Password = password,
                    Authentication = open ? "Open" : "WPA2",
                    Encryption = open ? "None" : "WPA2_PSK2",
                    ConfigurationOption = "AutoConnect",
                },
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }
}
