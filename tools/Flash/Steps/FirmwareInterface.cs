namespace UAsyncio.Flash.Steps;

/// <summary>How an STM32 gets its firmware.</summary>
public enum FirmwareInterface
{
    Jtag,
    Dfu,
}
