namespace UAsyncio.Nano.Inspection
{
    /// <summary>A command of the app's own.</summary>
    internal sealed class CommandEntry
    {
        internal readonly string Name;
        internal readonly string Help;
        internal readonly ConsoleCommand Command;
        internal CommandEntry Next;

        internal CommandEntry(string name, string help, ConsoleCommand command)
        {
            Name = name;
            Help = help;
            Command = command;
        }
    }
}
