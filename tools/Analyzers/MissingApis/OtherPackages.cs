using System.Collections.Generic;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Types of nanoFramework that are not in its core library, and the packages that have them.</summary>
    internal static class OtherPackages
    {
        /// <summary>By the type's name: its full name and the package.</summary>
        internal static readonly Dictionary<string, (string Type, string Package)> Types = new Dictionary<string, (string Type, string Package)>
        {
            ["AdcController"] = ("System.Device.Adc.AdcController", "nanoFramework.System.Device.Adc"),
            ["CancellationToken"] = ("System.Threading.CancellationToken", "nanoFramework.System.Threading"),
            ["CancellationTokenSource"] = ("System.Threading.CancellationTokenSource", "nanoFramework.System.Threading"),
            ["DictionaryEntry"] = ("System.Collections.DictionaryEntry", "nanoFramework.System.Collections"),
            ["Directory"] = ("System.IO.Directory", "nanoFramework.System.IO.FileSystem"),
            ["Dns"] = ("System.Net.Dns", "nanoFramework.System.Net"),
            ["Encoding"] = ("System.Text.Encoding", "nanoFramework.System.Text"),
            ["File"] = ("System.IO.File", "nanoFramework.System.IO.FileSystem"),
            ["FileStream"] = ("System.IO.FileStream", "nanoFramework.System.IO.FileSystem"),
            ["GpioController"] = ("System.Device.Gpio.GpioController", "nanoFramework.System.Device.Gpio"),
            ["Hashtable"] = ("System.Collections.Hashtable", "nanoFramework.System.Collections"),
            ["HttpClient"] = ("System.Net.Http.HttpClient", "nanoFramework.System.Net.Http"),
            ["I2cDevice"] = ("System.Device.I2c.I2cDevice", "nanoFramework.System.Device.I2c"),
            ["IPAddress"] = ("System.Net.IPAddress", "nanoFramework.System.Net"),
            ["IPEndPoint"] = ("System.Net.IPEndPoint", "nanoFramework.System.Net"),
            ["JsonConvert"] = ("nanoFramework.Json.JsonConvert", "nanoFramework.Json"),
            ["Math"] = ("System.Math", "nanoFramework.System.Math"),
            ["MemoryStream"] = ("System.IO.MemoryStream", "nanoFramework.System.IO.Streams"),
            ["NetworkStream"] = ("System.Net.Sockets.NetworkStream", "nanoFramework.System.Net"),
            ["Path"] = ("System.IO.Path", "nanoFramework.System.IO.FileSystem"),
            ["PwmChannel"] = ("System.Device.Pwm.PwmChannel", "nanoFramework.System.Device.Pwm"),
            ["Queue"] = ("System.Collections.Queue", "nanoFramework.System.Collections"),
            ["Regex"] = ("System.Text.RegularExpressions.Regex", "nanoFramework.System.Text.RegularExpressions"),
            ["SerialPort"] = ("System.IO.Ports.SerialPort", "nanoFramework.System.IO.Ports"),
            ["Socket"] = ("System.Net.Sockets.Socket", "nanoFramework.System.Net"),
            ["SpiDevice"] = ("System.Device.Spi.SpiDevice", "nanoFramework.System.Device.Spi"),
            ["SslStream"] = ("System.Net.Security.SslStream", "nanoFramework.System.Net"),
            ["Stack"] = ("System.Collections.Stack", "nanoFramework.System.Collections"),
            ["StreamReader"] = ("System.IO.StreamReader", "nanoFramework.System.IO.Streams"),
            ["StreamWriter"] = ("System.IO.StreamWriter", "nanoFramework.System.IO.Streams"),
            ["StringBuilder"] = ("System.Text.StringBuilder", "nanoFramework.System.Text"),
        };
    }
}
