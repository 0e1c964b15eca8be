using System.CommandLine;
using System.Linq;
using Spectre.Console;
using UAsyncio.Flash;
using UAsyncio.Flash.Serial;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Commands;

/// <summary>The serial ports, with what is known of what is behind them.</summary>
internal static class DevicesCommand
{
    // Where nobody knows how wide it is: no cell is folded.
    private const int Wide = 250;

    public static Command Create(Surroundings surroundings)
    {
        Command command = new("devices", "Lists the serial ports of this computer with what is known of them: the USB chip, which tells the kind of board, and a name that stays.");
        command.SetWork(surroundings, _ =>
        {
            PortDetails[] ports = [.. surroundings.Ports.Names().Select(surroundings.Ports.Describe)];

            if (ports.Length == 0)
            {
                surroundings.Output.WriteLine(PortChoice.None);
                return ExitCode.Done;
            }

            Table table = new Table().Border(TableBorder.None).AddColumns("Port", "Chip", "Product", "Stays as");
            foreach (PortDetails port in ports)
            {
                table.AddRow(new Text(port.Name), new Text(port.Chip ?? "not known"), new Text(port.Product ?? string.Empty), new Text(port.Id ?? string.Empty));
            }

            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Output), Ansi = AnsiSupport.No });
            console.Profile.Width = Wide;
            console.Write(table);
            return ExitCode.Done;
        });
        return command;
    }
}
