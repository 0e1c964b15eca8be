using System;
using System.Collections.Generic;
using System.IO;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>What is written, and when nothing is.</summary>
public class FileTests
{
    private const string NoCoroutines = """
        using System;
        public class Plain { public int Twice(int value) { return value * 2; } }
        """;

    private const string LibraryButNoCoroutines = """
        using UAsyncio.Nano;
        public class Plain { public object Make() { return new EventLoop(); } }
        """;

    // No class that is made has a constructor, which would call Object's.
    private const string NothingToInline = """
        public static class Plain { public static int Twice(int value) { return value * 2; } }
        """;

    private const string Refused = """
        using UAsyncio.Nano;
        public class Test
        {
            public async Coroutine Fine() { await Coroutine.Yield(); }
            public async Coroutine Generic<T>() { await Coroutine.Yield(); }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_second_weaving_leaves_every_byte(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven(Samples.Broad, optimize);
        Dictionary<string, byte[]> once = assembly.Files();

        Assert.False(assembly.Weave());
        Assert.Equal(once, assembly.Files());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_input_gives_the_same_bytes(bool optimize)
    {
        using DeviceAssembly first = DeviceAssembly.Woven(Samples.Broad, optimize);
        using DeviceAssembly second = DeviceAssembly.Woven(Samples.Broad, optimize);

        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
        Assert.Equal(File.ReadAllBytes(first.Symbols), File.ReadAllBytes(second.Symbols));
    }

    [Theory]
    [InlineData(NoCoroutines, false)]
    [InlineData(LibraryButNoCoroutines, false)]
    [InlineData(NothingToInline, true)]
    public void An_assembly_with_nothing_to_weave_keeps_every_byte(string source, bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(source, optimize);
        Dictionary<string, byte[]> before = assembly.Files();

        Assert.False(assembly.Weave());
        Assert.Equal(before, assembly.Files());
    }

    // Whoever has it open, or ends the weaver at any moment, has all of one of the two.
    [Fact]
    public void The_assembly_is_replaced_at_once()
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Samples.Broad, true);
        byte[] compiled = File.ReadAllBytes(assembly.Path);
        using FileStream old = new(assembly.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Assert.True(assembly.Weave());
        using MemoryStream kept = new();
        old.CopyTo(kept);
        Assert.Equal(compiled, kept.ToArray());
        Assert.NotEqual(compiled, File.ReadAllBytes(assembly.Path));
    }

    // A disk that is full, for instance.
    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Samples.Broad, true);
        Dictionary<string, byte[]> before = assembly.Files();
        Directory.CreateDirectory(assembly.Path + ".pdb");

        Assert.ThrowsAny<SystemException>(() => assembly.Weave());
        Directory.Delete(assembly.Path + ".pdb");
        Assert.Equal(before, assembly.Files());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_writes_nothing(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Refused, optimize);
        Dictionary<string, byte[]> before = assembly.Files();

        Assert.Throws<WeaveException>(() => assembly.Weave());
        Assert.Equal(before, assembly.Files());
    }

    [Fact]
    public void Symbols_are_not_needed()
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Samples.Broad, true);
        File.Delete(assembly.Symbols);

        Assert.True(assembly.Weave());
        Assert.False(File.Exists(assembly.Symbols));
        using Desktop desktop = new(assembly);
        Assert.Equal(Samples.BroadResult, desktop.Call("Sample.Program", "Main"));
    }

    // <DebugType>none</DebugType> in a project that has been built before leaves those of the last build.
    [Fact]
    public void Symbols_of_another_build_are_as_none()
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Samples.Broad, true);
        using DeviceAssembly other = DeviceAssembly.Compile(NoCoroutines, true);
        File.Copy(other.Symbols, assembly.Symbols, true);

        Assert.True(assembly.Weave());
        Assert.Equal(File.ReadAllBytes(other.Symbols), File.ReadAllBytes(assembly.Symbols));
        using Desktop desktop = new(assembly);
        Assert.Equal(Samples.BroadResult, desktop.Call("Sample.Program", "Main"));
    }

    [Fact]
    public void The_library_is_woven_already()
    {
        string folder = Directory.CreateTempSubdirectory("weaver-tests-").FullName;

        try
        {
            string copy = Path.Combine(folder, "UAsyncio.Nano.dll");
            File.Copy(TestPaths.Library, copy);
            Assert.False(AssemblyWeaver.Weave(copy, [TestPaths.Mscorlib]));
            Assert.Equal(File.ReadAllBytes(TestPaths.Library), File.ReadAllBytes(copy));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
