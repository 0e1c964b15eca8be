using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Mono.Cecil;
using UAsyncio.NfProjects;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>What holds for each .nfproj, so that Visual Studio opens it and builds what the SDK project beside it builds.</summary>
    public sealed class NfProjectTests
    {
        private static readonly IReadOnlyDictionary<string, SdkProject> s_sdkProjects = SdkProject.LoadAll(NfProject.All.Keys.Select(p => Repository.Path(Path.ChangeExtension(p, ".csproj"))));

        public static TheoryData<string> Projects => NfProject.Paths;

        [Fact]
        public void Every_device_project_of_the_SDK_has_one()
        {
            string[] folders = ["UAsyncio.Nano", "UAsyncio.Nano.Tests", "firmware", "boards"];
            IEnumerable<string> device = folders.SelectMany(f => Directory.EnumerateFiles(Repository.Path(f), "*.csproj", SearchOption.AllDirectories))
                .Where(f => File.ReadAllText(f).Contains("sdk/Sdk/Sdk.props", StringComparison.Ordinal) || File.ReadAllText(f).Contains("Tests.props", StringComparison.Ordinal) || File.ReadAllText(f).Contains("Board.props", StringComparison.Ordinal));
            Assert.Equal(
                device.Select(f => Path.ChangeExtension(Path.GetRelativePath(Repository.Root, f), ".nfproj").Replace('\\', '/')).Order(StringComparer.Ordinal),
                NfProject.All.Keys.Order(StringComparer.Ordinal));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Compiles_the_files_of_the_SDK_project_and_no_other(string path)
        {
            NfProject project = NfProject.All[path];
            string[] compiled = project.Sources.ToArray();
            string[] expected = Sdk(path).Sources.Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).ToArray();
            Assert.All(compiled, f => Assert.True(File.Exists(Repository.Path(f)), f + " is missing"));
            string missing = string.Join(", ", expected.Except(compiled));
            string extra = string.Join(", ", compiled.Except(expected));
            Assert.True(missing.Length == 0 && extra.Length == 0, $"{path} misses [{missing}] and should not have [{extra}]: dotnet run --project tools/NfProjects");
            Assert.Equal(compiled.Length, compiled.Distinct().Count());
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Every_source_of_its_folder_is_compiled(string path)
        {
            NfProject project = NfProject.All[path];
            IEnumerable<string> present = Directory.EnumerateFiles(project.Folder, "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
                .Where(f => !f.Split('/').Intersect(["bin", "obj"]).Any() && !IsOfProjectBelow(f));
            Assert.Empty(present.Except(project.Sources));

            bool IsOfProjectBelow(string file) => NfProject.All.Keys.Any(p => p.StartsWith(Below(path), StringComparison.Ordinal) && p != path && file.StartsWith(Below(p), StringComparison.Ordinal));

            static string Below(string file) => file[..(file.LastIndexOf('/') + 1)];
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Source_of_another_folder_is_a_link(string path)
        {
            XElement[] linked = NfProject.All[path].Elements("Compile").Where(c => NfProject.Include(c).StartsWith("..\\", StringComparison.Ordinal)).ToArray();
            Assert.All(linked, c => Assert.Equal(NfProject.Include(c).Replace("..\\", string.Empty, StringComparison.Ordinal), c.Value.Trim()));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void References_point_into_the_packages_of_packages_config(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.NotEmpty(project.References);

            foreach (XElement reference in project.Elements("Reference"))
            {
                string name = NfProject.Include(reference);
                (_, string package, string version) = PackageOf(name);
                Assert.Equal(version, project.Packages.GetValueOrDefault(package));
                string extension = name == "nanoFramework.UnitTestLauncher" ? ".exe" : ".dll";
                Assert.Equal($"packages/{package}.{version}/lib/{name}{extension}", project.Resolve(reference.Value.Trim()));
            }

            Assert.Equal(project.Packages.Keys.Order(), project.References.Select(r => PackageOf(r).Package).Distinct().Order());
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Packages_are_those_of_the_SDK_build_and_for_netnano(string path)
        {
            XElement[] packages = XElement.Load(Path.Combine(NfProject.All[path].Folder, "packages.config")).Elements().ToArray();
            Assert.All(packages, p => Assert.Contains(NanoPackages.All, n => n.Package == (string)p.Attribute("id")! && n.Version == (string)p.Attribute("version")!));
            Assert.All(packages, p => Assert.Equal("netnano1.0", (string)p.Attribute("targetFramework")!));
        }

        // The compiler of an .nfproj gets no reference by itself.
        [Theory]
        [MemberData(nameof(Projects))]
        public void Everything_that_its_references_refer_to_is_referenced(string path)
        {
            NfProject project = NfProject.All[path];

            foreach (string reference in project.References.Where(r => r != "nanoFramework.UnitTestLauncher"))
            {
                using ModuleDefinition module = ModuleDefinition.ReadModule(NanoPackages.ReferenceAssembly(reference));
                Assert.All(module.AssemblyReferences, r => Assert.Contains(r.Name, project.References));
            }
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void SDK_project_beside_it_builds_the_same_and_refers_to_the_same(string path)
        {
            NfProject project = NfProject.All[path];
            SdkProject sdk = Sdk(path);
            Assert.All(sdk.NanoReferences, r => Assert.Contains(r, project.References));
            HashSet<string> asked = [.. sdk.ProjectReferences.Select(p => Path.ChangeExtension(Path.GetRelativePath(Repository.Root, p), ".nfproj").Replace('\\', '/'))];
            Assert.Superset(asked, project.ProjectReferences);

            // A classic project sees only what it refers to itself.
            Assert.All(project.ProjectReferences, r => Assert.Subset(project.ProjectReferences, NfProject.All[r].ProjectReferences));
            Assert.All(project.ProjectReferences.Except(asked), r => Assert.Contains(project.ProjectReferences, other => NfProject.All[other].ProjectReferences.Contains(r)));
            Assert.Equal(sdk.AssemblyName, project.Property("AssemblyName"));
            Assert.Equal(sdk.OutputType, project.Property("OutputType"));
        }

        // Its references come by NuGet too, which installs what a package depends on.
        [Theory]
        [MemberData(nameof(Projects))]
        public void References_of_a_referenced_project_are_its_own_too(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.All(project.Elements("ProjectReference"), r => Assert.Subset(project.References.ToHashSet(), NfProject.All[project.Resolve(NfProject.Include(r))].References.ToHashSet()));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Language_is_that_of_the_SDK_build(string path)
        {
            XElement device = XElement.Load(Repository.Path("sdk/Sdk/Device.props"));
            Assert.Equal(device.Descendants("LangVersion").Single().Value, NfProject.All[path].Property("LangVersion"));
            Assert.Equal(device.Descendants("Features").Single().Value, NfProject.All[path].Property("Features"));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Is_a_nanoFramework_project(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.Equal("Current", (string?)project.Xml.Attribute("ToolsVersion"));
            Assert.Equal("Build", (string?)project.Xml.Attribute("DefaultTargets"));
            Assert.Equal("{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}", project.Property("ProjectTypeGuids"));
            Assert.Equal("v1.0", project.Property("TargetFrameworkVersion"));
            Assert.Equal("$(MSBuildExtensionsPath)\\nanoFramework\\v1.0\\", project.Property("NanoFrameworkProjectSystemPath"));
            Assert.Single(project.Elements("ProjectConfigurationsDeclaredAsItems"));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Imports_are_guarded_and_in_order_and_the_weaver_comes_behind_the_compiler(string path)
        {
            NfProject project = NfProject.All[path];
            XElement[] imports = project.Elements("Import").ToArray();
            string[] names = ["NFProjectSystem.Default.props", "NFProjectSystem.props", "NFProjectSystem.CSharp.targets"];

            for (int i = 0; i < names.Length; i++)
            {
                string file = "$(NanoFrameworkProjectSystemPath)" + names[i];
                Assert.Equal(file, (string?)imports[i].Attribute("Project"));
                Assert.Equal($"Exists('{file}')", (string?)imports[i].Attribute("Condition"));
            }

            Assert.Equal("tools/NfProject.targets", project.Resolve((string)imports[^1].Attribute("Project")!));
            Assert.Equal(names.Length + 1, imports.Length);
            Assert.True(File.Exists(Repository.Path("tools/NfProject.targets")));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Project_references_exist_and_none_is_a_program(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.All(project.Elements("ProjectReference"), r => Assert.Equal("Library", NfProject.All[project.Resolve(NfProject.Include(r))].Property("OutputType")));
        }

        // Who compiles against a library needs what the weaver has not touched.
        [Theory]
        [MemberData(nameof(Projects))]
        public void Library_that_it_refers_to_gives_its_face_to_the_compiler(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.All(project.Elements("ProjectReference"), r => Assert.Equal("true", NfProject.All[project.Resolve(NfProject.Include(r))].Property("ProduceReferenceAssembly")));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void AssemblyInfo_has_the_version_of_the_repository(string path)
        {
            string version = XElement.Load(Repository.Path("Directory.Build.props")).Descendants("Version").Single().Value;
            string info = File.ReadAllText(Repository.Path(NfProject.All[path].Sources.Single(f => f.EndsWith("/AssemblyInfo.cs", StringComparison.Ordinal))));
            Assert.Contains($"[assembly: {nameof(AssemblyVersionAttribute)[..^9]}(\"{version}.0\")]", info);
            Assert.Contains($"[assembly: {nameof(AssemblyFileVersionAttribute)[..^9]}(\"{version}.0\")]", info);
            Assert.Contains($"[assembly: {nameof(AssemblyInformationalVersionAttribute)[..^9]}(\"{version}\")]", info);
        }

        [Theory]
        [MemberData(nameof(NfProject.TestPaths), MemberType = typeof(NfProject))]
        public void Tests_are_what_the_test_adapter_looks_for(string path)
        {
            NfProject project = NfProject.All[path];
            Assert.Equal("NFUnitTest", project.Property("AssemblyName"));
            Assert.Equal("true", project.Property("IsTestProject"));
            Assert.Equal("UnitTest", project.Property("TestProjectType"));
            Assert.Equal("TestContainer", NfProject.Include(project.Elements("ProjectCapability").Single()));
            Assert.Contains("nanoFramework.TestFramework", project.References);
            Assert.Contains("nanoFramework.UnitTestLauncher", project.References);

            // One for all areas: whoever tests on a board says so in one place.
            Assert.Equal("$(MSBuildProjectDirectory)\\..\\nano.runsettings", project.Property("RunSettingsFilePath"));
            Assert.Equal("UAsyncio.Nano.Tests/nano.runsettings", project.Resolve("..\\nano.runsettings"));
        }

        [Fact]
        public void Every_project_of_a_test_area_is_a_test_project()
        {
            Assert.Equal(NfProject.All.Keys.Where(p => p.StartsWith("UAsyncio.Nano.Tests/", StringComparison.Ordinal)), NfProject.TestPaths.Select(p => p.Data));
        }

        [Fact]
        public void Run_settings_have_every_key_of_the_adapter()
        {
            XElement settings = XElement.Load(Repository.Path("UAsyncio.Nano.Tests/nano.runsettings"));
            XElement run = settings.Element("RunConfiguration")!;
            Assert.Equal("1", run.Element("MaxCpuCount")!.Value);
            Assert.Equal("net48", run.Element("TargetFrameworkVersion")!.Value);
            Assert.Equal("x64", run.Element("TargetPlatform")!.Value);
            Assert.InRange(int.Parse(run.Element("TestSessionTimeout")!.Value, null), 60000, 3600000);
            Assert.Equal(
                ["CLRVersion", "IsRealHardware", "Logging", "PathToLocalCLRInstance", "RealHardwarePort"],
                settings.Element("nanoFrameworkAdapter")!.Elements().Select(e => e.Name.LocalName).Order());
        }

        private static SdkProject Sdk(string path) => s_sdkProjects[Repository.Path(Path.ChangeExtension(path, ".csproj"))];

        private static (string Assembly, string Package, string Version) PackageOf(string assembly)
        {
            return NanoPackages.All.Single(p => p.Assembly == (assembly == "nanoFramework.UnitTestLauncher" ? "nanoFramework.TestFramework" : assembly));
        }
    }
}
