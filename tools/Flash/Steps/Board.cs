namespace UAsyncio.Flash.Steps;

/// <summary>The folder below boards/, and how nanoFramework's name of the platform begins.</summary>
public enum Board
{
    Esp32,
    Stm32,
}
