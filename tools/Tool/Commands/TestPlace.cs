namespace UAsyncio.Tool.Commands;

/// <summary>Where device tests run.</summary>
internal enum TestPlace
{
    Virtual,
    Board,
    Nanoclr,
}
