namespace UAsyncio.Flash.Serial;

/// <summary>The commands of nanoFramework's Wire Protocol that this tool uses.</summary>
public enum WireCommand : uint
{
    Ping = 0,
    Message = 1,
    Reboot = 7,
    ProgramExit = 9,
}
