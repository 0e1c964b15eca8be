using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Mono.Cecil;
using UAsyncio.Projects.Tests.Stands;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>What holds for each .nfproj, so that Visual Studio opens it and builds what the SDK project beside it builds.</summary>
    public sealed class NfProjectTests
    {
        public static TheoryData<string> Projects => NfProject.Paths;

        [Theory]
        [MemberData(nameof(Projects))]
        public void Compiles_every_source_file_of_its_folder_and_no_other(string path)
        {
            NfProject project = NfProject.All[path];
            string[] compiled = project.Elements("Compile").Select(NfProject.Include).ToArray();
            string[] present = Directory.EnumerateFiles(project.Folder, "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(project.Folder, f).Replace('/', '\\'))
                .Where(f => !f.StartsWith("bin\\", StringComparison.Ordinal) && !f.StartsWith("obj\\", StringComparison.Ordinal)).ToArray();
            string add = Lines(present.Except(compiled));
            string remove = Lines(compiled.Except(present));
            Assert.True(add.Length == 0, $"add to {path}:\n{add}");
            Assert.True(remove.Length == 0, $"remove from {path}:\n{remove}");
            Assert.Equal(compiled.Length, compiled.Distinct().Count());

            static string Lines(IEnumerable<string> files)
            {
                return string.Concat(files.Order(StringComparer.Ordinal).Select(f => $"    <Compile Include=\"{f}\" />\n"));
            }
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
        public void SDK_project_beside_it_refers_to_the_same(string path)
        {
            NfProject project = NfProject.All[path];
            XElement sdk = XElement.Load(Repository.Path(Path.ChangeExtension(path, ".csproj")));
            Assert.All(sdk.Descendants("NanoReference"), r => Assert.Contains(NfProject.Include(r), project.References));
            Assert.Equal(
                sdk.Descendants("ProjectReference").Select(r => Path.ChangeExtension(project.Resolve(NfProject.Include(r)), null)).Order(),
                project.Elements("ProjectReference").Select(r => Path.ChangeExtension(project.Resolve(NfProject.Include(r)), null)).Order());
            string name = (string?)sdk.Descendants("AssemblyName").SingleOrDefault() ?? Path.GetFileNameWithoutExtension(path);
            Assert.Equal(name, project.Property("AssemblyName"));
            Assert.Equal((string?)sdk.Descendants("OutputType").SingleOrDefault() ?? "Library", project.Property("OutputType"));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void Language_is_that_of_the_SDK_build(string path)
        {
            XElement device = XElement.Load(Repository.Path("host/Device.props"));
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
        [InlineData("UAsyncio.Nano/UAsyncio.Nano.nfproj")]
        [InlineData("firmware/firmware.nfproj")]
        public void Library_gives_its_face_to_the_compiler(string path)
        {
            Assert.Equal("true", NfProject.All[path].Property("ProduceReferenceAssembly"));
        }

        [Theory]
        [MemberData(nameof(Projects))]
        public void AssemblyInfo_has_the_version_of_the_repository(string path)
        {
            string version = XElement.Load(Repository.Path("Directory.Build.props")).Descendants("Version").Single().Value;
            string info = File.ReadAllText(Path.Combine(NfProject.All[path].Folder, "Properties", "AssemblyInfo.cs"));
            Assert.Contains($"[assembly: {nameof(AssemblyVersionAttribute)[..^9]}(\"{version}.0\")]", info);
            Assert.Contains($"[assembly: {nameof(AssemblyFileVersionAttribute)[..^9]}(\"{version}.0\")]", info);
            Assert.Contains($"[assembly: {nameof(AssemblyInformationalVersionAttribute)[..^9]}(\"{version}\")]", info);
        }

        [Fact]
        public void Tests_are_what_the_test_adapter_looks_for()
        {
            NfProject project = NfProject.All["UAsyncio.Nano.Tests/UAsyncio.Nano.Tests.nfproj"];
            Assert.Equal("NFUnitTest", project.Property("AssemblyName"));
            Assert.Equal("true", project.Property("IsTestProject"));
            Assert.Equal("UnitTest", project.Property("TestProjectType"));
            Assert.Equal("TestContainer", NfProject.Include(project.Elements("ProjectCapability").Single()));
            Assert.Contains("nanoFramework.TestFramework", project.References);
            Assert.Contains("nanoFramework.UnitTestLauncher", project.References);
            Assert.Equal("$(MSBuildProjectDirectory)\\nano.runsettings", project.Property("RunSettingsFilePath"));
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

        private static (string Assembly, string Package, string Version) PackageOf(string assembly)
        {
            return NanoPackages.All.Single(p => p.Assembly == (assembly == "nanoFramework.UnitTestLauncher" ? "nanoFramework.TestFramework" : assembly));
        }
    }
}
