namespace UAsyncio.Flash.Programs;

/// <summary>What a step does.</summary>
public enum StepKind
{
    /// <summary>Runs dotnet.</summary>
    Build,

    /// <summary>Runs dotnet, which prints the path of the image.</summary>
    FindImage,

    /// <summary>Runs nanoff.</summary>
    Nanoff,

    /// <summary>Runs nanoff, which prints what the firmware contains, and compares it with the image.</summary>
    Compare,

    /// <summary>Runs nanoff with a file of Wi-Fi settings that exists for its time only.</summary>
    Wifi,
}
