namespace UAsyncio.Flash.Serial;

/// <summary>What is known of a serial port.</summary>
/// <param name="Name">As other options take it.</param>
/// <param name="Chip">The USB chip behind it, with what it tells of the board; null when it is not known.</param>
/// <param name="Product">How the device calls itself; null when it does not.</param>
/// <param name="Id">A name that stays when ports are numbered anew; null when there is none.</param>
public sealed record PortDetails(string Name, string? Chip, string? Product, string? Id);
