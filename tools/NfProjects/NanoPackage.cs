namespace UAsyncio.NfProjects
{
    /// <summary>A NuGet package of nanoFramework and the assembly that is used of it.</summary>
    public sealed record NanoPackage(string Assembly, string Id, string Version);
}
