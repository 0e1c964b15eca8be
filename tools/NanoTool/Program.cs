namespace UAsyncio.NanoTool;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] args) => ToolCommand.Run(args, System.Console.Out, System.Console.Error);
}
