using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>Images, and firmware that they fit.</summary>
public sealed class ImageTests : IDisposable
{
    private static readonly Version s_version = new(1, 11, 60, 0);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_assemblies_of_an_image_are_read()
    {
        IReadOnlyList<ImageAssembly> assemblies = Read((null, new Version(1, 17, 11, 0), 7), ("System.Net", s_version, 0xD82C1452), ("App", new Version(0, 1, 0, 0), 0));

        Assert.Equal([null, "System.Net", "App"], assemblies.Select(a => a.Name));
        Assert.Equal(s_version, assemblies[1].Version);
        Assert.Equal(0xD82C1452, assemblies[1].NativeChecksum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(1)]
    public void A_part_of_an_image_is_refused(int missing)
    {
        byte[] image = TestImage.Of(("App", s_version, 0));
        File.WriteAllBytes(_file, missing == 0 ? [] : image[..^(missing + 3)]);

        Assert.Contains("is no deployment image", Assert.Throws<FlashException>(() => DeviceImage.Read(_file)).Message);
    }

    [Fact]
    public void Firmware_with_the_same_checksums_fits()
    {
        Assert.Empty(FirmwareMatch.Mismatches(Read(("System.Net", s_version, Recorded.SystemNetChecksum), ("App", s_version, 0)), Recorded.Details().Output));
    }

    [Fact]
    public void Firmware_without_a_native_part_does_not_fit()
    {
        string mismatch = Assert.Single(FirmwareMatch.Mismatches(Read(("System.Device.Dac", s_version, 1)), Recorded.Details().Output));
        Assert.StartsWith("System.Device.Dac 1.11.60.0 needs native code with checksum 0x00000001; the firmware has none", mismatch);
    }

    [Fact]
    public void An_assembly_whose_name_is_the_firmwares_own_is_compared_by_its_checksum()
    {
        Assert.Empty(FirmwareMatch.Mismatches(Read((null, s_version, 0xCBF6A6CB)), Recorded.Details().Output));
        Assert.StartsWith("An assembly 1.11.60.0 needs", Assert.Single(FirmwareMatch.Mismatches(Read((null, s_version, 0xCBF6A6CC)), Recorded.Details().Output)));
    }

    private IReadOnlyList<ImageAssembly> Read(params (string? Name, Version Version, uint Checksum)[] assemblies)
    {
        File.WriteAllBytes(_file, TestImage.Of(assemblies));
        return DeviceImage.Read(_file);
    }
}
