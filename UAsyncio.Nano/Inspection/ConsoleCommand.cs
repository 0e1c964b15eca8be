namespace UAsyncio.Nano.Inspection
{
    /// <summary>Carries out a command of an <see cref="InspectionConsole"/>.</summary>
    /// <param name="argument">What stands behind the command's name, trimmed; empty where nothing does.</param>
    /// <returns>The answer: a line or several, with \n between them. What is thrown is told to who asked.</returns>
    public delegate Coroutine<string> ConsoleCommand(string argument);
}
