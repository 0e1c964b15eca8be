using System;

namespace UAsyncio.Flash.Serial;

/// <summary>Bits of a packet's flags.</summary>
[Flags]
public enum WireFlags : uint
{
    None = 0,
    NonCritical = 0x0001,
    Reply = 0x0002,
    NoCaching = 0x2000,
}
