using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Xunit;

namespace Ref.Tests;

public class ReferenceAssemblyTests
{
    private const string CoreLibrary = "mscorlib";
    private const string NanoFrameworkToken = "c07d481e9758c731";

    /// <summary>Versions that the lists do not give.</summary>
    private static readonly Dictionary<string, string> s_otherVersions = new()
    {
        ["System.Device.Gpio"] = "1.1.57.0",
        ["System.Device.Wifi"] = "1.5.150.0",
    };

    public static TheoryData<string> References => [.. TestPaths.ReferenceNames];

    [Fact]
    public void EveryListHasItsAssembly()
    {
        IEnumerable<string> listed = Directory.GetFiles(TestPaths.Api, "*.txt").Select(file => ApiList.Read(file).Name);

        Assert.Equal(listed.Order(StringComparer.Ordinal), TestPaths.ReferenceNames.Append(CoreLibrary).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void HasTheRealIdentity(string name)
    {
        using AssemblyDefinition assembly = Open(name);
        Assert.Equal(name, assembly.Name.Name);
        Assert.Equal(NanoFrameworkToken, Convert.ToHexStringLower(assembly.Name.PublicKeyToken));

        ApiList list = List(name);
        Assert.Equal(list.Name, assembly.Name.Name);
        Assert.Equal(list.Version ?? s_otherVersions[name], assembly.Name.Version.ToString());
    }

    [Theory]
    [MemberData(nameof(References))]
    public void RefersOnlyToReferenceAssemblies(string name)
    {
        using AssemblyDefinition assembly = Open(name);

        foreach (AssemblyNameReference reference in assembly.MainModule.AssemblyReferences)
        {
            using AssemblyDefinition target = Open(reference.Name);
            Assert.Equal(target.FullName, reference.FullName);
        }
    }

    [Theory]
    [MemberData(nameof(References))]
    public void DeclaresNothingGeneric(string name)
    {
        using AssemblyDefinition assembly = Open(name);
        IEnumerable<string> generic = assembly.MainModule.GetTypes().Where(type => type.HasGenericParameters).Select(type => type.FullName)
            .Concat(assembly.MainModule.GetTypes().SelectMany(type => type.Methods)
                .Where(method => method.HasGenericParameters).Select(method => method.FullName));

        Assert.Empty(generic);
    }

    // The list of the core library is that of the package itself: what else is held against the lists may trust it.
    [Fact]
    public void CoreLibraryDeclaresWhatIsListed()
    {
        using AssemblyDefinition assembly = Open(CoreLibrary);
        Dictionary<string, HashSet<string>> declared = assembly.MainModule.GetTypes().Where(type => type.IsPublic || type.IsNestedPublic)
            .ToDictionary(Signature.Of, type => Signature.Members(type).ToHashSet());
        ApiList list = List(CoreLibrary);
        Assert.Equal(list.Version, assembly.Name.Version.ToString());
        Assert.Empty(list.Types.Keys.Except(declared.Keys));
        Assert.All(list.Types.Where(type => !type.Key.Contains('`')), type => Assert.Empty(type.Value.Except(declared[type.Key])));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void DeclaresWhatIsListedAndNothingElse(string name)
    {
        ApiList list = List(name);
        using AssemblyDefinition assembly = Open(name);
        List<string> differences = [];
        HashSet<string> declared = new(StringComparer.Ordinal);

        // Types that are not public count as well: the compiler must not have added any.
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(type => type.FullName != "<Module>"))
        {
            string heading = Signature.Of(type);
            declared.Add(heading);
            if (!list.Types.TryGetValue(heading, out HashSet<string>? listed))
            {
                differences.Add("not listed: " + heading);
                continue;
            }

            HashSet<string> members = [.. Signature.Members(type)];
            differences.AddRange(members.Except(listed).Select(member => $"not listed: {heading}: {member}"));
            differences.AddRange(listed.Except(members).Select(member => $"missing: {heading}: {member}"));
        }

        // Generics do not run on a device, so device code must not be able to name them.
        differences.AddRange(list.Types.Keys.Except(declared).Where(heading => !heading.Contains('`')).Select(heading => "missing: " + heading));

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static AssemblyDefinition Open(string name) => AssemblyDefinition.ReadAssembly(name == CoreLibrary ? TestPaths.CoreLibrary : TestPaths.Reference(name));

    private static ApiList List(string name) => ApiList.Read(Path.Combine(TestPaths.Api, name + ".txt"));
}
