using System.Collections.Generic;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Types of nanoFramework that are not in its core library, and the packages that have them; where this library has one that does not wait, that too.</summary>
    internal static class OtherPackages
    {
        /// <summary>By the type's name: its full name and the package.</summary>
        internal static readonly Dictionary<string, (string Type, string Package)> Types = new Dictionary<string, (string Type, string Package)>
        {
            ["AdcController"] = ("System.Device.Adc.AdcController", "nanoFramework.System.Device.Adc"),
            ["CancellationToken"] = ("System.Threading.CancellationToken", "nanoFramework.System.Threading"),
            ["CancellationTokenSource"] = ("System.Threading.CancellationTokenSource", "nanoFramework.System.Threading"),
            ["ClientWebSocket"] = ("System.Net.WebSockets.ClientWebSocket", "nanoFramework.System.Net.WebSockets, or take the WebSocketClient of UAsyncio.Nano.WebSockets"),
            ["DictionaryEntry"] = ("System.Collections.DictionaryEntry", "nanoFramework.System.Collections"),
            ["Directory"] = ("System.IO.Directory", "nanoFramework.System.IO.FileSystem"),
            ["Dns"] = ("System.Net.Dns", "nanoFramework.System.Net"),
            ["Encoding"] = ("System.Text.Encoding", "nanoFramework.System.Text"),
            ["File"] = ("System.IO.File", "nanoFramework.System.IO.FileSystem"),
            ["FileStream"] = ("System.IO.FileStream", "nanoFramework.System.IO.FileSystem"),
            ["GpioController"] = ("System.Device.Gpio.GpioController", "nanoFramework.System.Device.Gpio"),
            ["Hashtable"] = ("System.Collections.Hashtable", "nanoFramework.System.Collections"),
            ["HttpClient"] = ("System.Net.Http.HttpClient", "nanoFramework.System.Net.Http, or take the one of UAsyncio.Nano.Http.Client"),
            ["HttpListener"] = ("System.Net.HttpListener", "nanoFramework.System.Net.Http.Server, or take the HttpServer of UAsyncio.Nano.Http"),
            ["HttpListenerContext"] = ("System.Net.HttpListenerContext", "nanoFramework.System.Net.Http.Server, or take the HttpContext of UAsyncio.Nano.Http"),
            ["HttpWebRequest"] = ("System.Net.HttpWebRequest", "nanoFramework.System.Net.Http, or take the HttpClient of UAsyncio.Nano.Http.Client"),
            ["HttpWebResponse"] = ("System.Net.HttpWebResponse", "nanoFramework.System.Net.Http, or take the HttpClient of UAsyncio.Nano.Http.Client"),
            ["I2cDevice"] = ("System.Device.I2c.I2cDevice", "nanoFramework.System.Device.I2c"),
            ["IPAddress"] = ("System.Net.IPAddress", "nanoFramework.System.Net"),
            ["IPEndPoint"] = ("System.Net.IPEndPoint", "nanoFramework.System.Net"),
            ["JsonConvert"] = ("nanoFramework.Json.JsonConvert", "nanoFramework.Json"),
            ["Math"] = ("System.Math", "nanoFramework.System.Math"),
            ["MemoryStream"] = ("System.IO.MemoryStream", "nanoFramework.System.IO.Streams"),
            ["MqttMsgPublishEventArgs"] = ("nanoFramework.M2Mqtt.Messages.MqttMsgPublishEventArgs", "nanoFramework.M2Mqtt, or take the MqttClient of UAsyncio.Nano.Mqtt"),
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
            ["TcpClient"] = ("System.Net.Sockets.TcpClient", "nanoFramework.System.Net.Sockets.TcpClient, or await Tcp.OpenConnectionAsync of UAsyncio.Nano.Net"),
            ["TcpListener"] = ("System.Net.Sockets.TcpListener", "nanoFramework.System.Net.Sockets.TcpClient, or take Tcp.StartServer of UAsyncio.Nano.Net"),
            ["UdpClient"] = ("System.Net.Sockets.UdpClient", "nanoFramework.System.Net.Sockets.UdpClient, or take the AsyncUdpClient of UAsyncio.Nano.Udp"),
            ["WebRequest"] = ("System.Net.WebRequest", "nanoFramework.System.Net.Http, or take the HttpClient of UAsyncio.Nano.Http.Client"),
            ["WebServer"] = ("nanoFramework.WebServer.WebServer", "nanoFramework.WebServer, or take the HttpServer of UAsyncio.Nano.Http"),
            ["WebServerEventArgs"] = ("nanoFramework.WebServer.WebServerEventArgs", "nanoFramework.WebServer, or take the HttpContext of UAsyncio.Nano.Http"),
        };
    }
}
