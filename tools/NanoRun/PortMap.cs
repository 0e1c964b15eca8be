using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;

namespace UAsyncio.NanoRun;

/// <summary>
/// Which port of this computer stands for a port that the program listens on. Those below 1024 belong to the system on most
/// computers: they are 8000 higher here, unless told otherwise.
/// </summary>
public sealed class PortMap
{
    private const int FirstFree = 1024;
    private const int Shift = 8000;
    private const int Last = 65535;

    private readonly IReadOnlyDictionary<int, int> _ports;
    private readonly TextWriter _output;

    /// <summary>Makes one.</summary>
    /// <param name="ports">This computer's ports by the device's; others follow the rule.</param>
    /// <param name="output">Takes a line for each port that is another one here.</param>
    public PortMap(IReadOnlyDictionary<int, int> ports, TextWriter output)
    {
        _ports = ports;
        _output = output;
    }

    /// <summary>The option for it: 80=8080, several times or several after one.</summary>
    public static Option<Dictionary<int, int>> NewOption()
    {
        Option<Dictionary<int, int>> option = new("--port-map")
        {
            Description = "This computer's port for one that the program listens on, as 80=8080; may be given several times. Ports below 1024 are 8000 higher unless set.",
            HelpName = "DEVICE=HERE",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = Parse,
            DefaultValueFactory = _ => [],
        };
        return option;
    }

    /// <summary>The port of this computer for a port of the device.</summary>
    public int ToHost(int port)
    {
        int host = _ports.TryGetValue(port, out int given) ? given : port < FirstFree ? port + Shift : port;
        if (host != port)
        {
            _output.WriteLine(FormattableText($"Port {port} of the device is port {host} of this computer: 127.0.0.1:{host}"));
        }

        return host;
    }

    private static string FormattableText(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<int, int> Parse(ArgumentResult result)
    {
        Dictionary<int, int> ports = [];
        HashSet<int> taken = [];
        foreach (Token token in result.Tokens)
        {
            string[] pair = token.Value.Split('=');
            if (pair.Length != 2 || !TryPort(pair[0], out int device) || !TryPort(pair[1], out int host))
            {
                result.AddError($"--port-map takes the device's port and this computer's, each from 1 to {Last}, as in 80=8080; not {token.Value}.");
            }
            else if (!ports.TryAdd(device, host))
            {
                result.AddError($"--port-map names port {device} of the device twice.");
            }
            else if (!taken.Add(host))
            {
                result.AddError($"--port-map gives port {host} of this computer to two ports of the device.");
            }
        }

        return ports;
    }

    private static bool TryPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= Last;
}
