namespace UAsyncio.Flash.Steps;

/// <summary>How an STM32 gets its firmware.</summary>
internal enum FirmwareInterface
{
    Jtag,
    Dfu,
}
