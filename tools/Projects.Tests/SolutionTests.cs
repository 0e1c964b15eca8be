using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace UAsyncio.Projects.Tests
{
    /// <summary>nfproj.sln.</summary>
    public sealed class SolutionTests
    {
        private static readonly string[] s_lines = File.ReadAllLines(Repository.Path("nfproj.sln")).Select(l => l.Trim()).ToArray();

        private static readonly Match[] s_projects = s_lines
            .Select(l => Regex.Match(l, """^Project\("(?<type>[^"]*)"\) = "(?<name>[^"]*)", "(?<path>[^"]*)", "(?<guid>[^"]*)"$"""))
            .Where(m => m.Success).ToArray();

        [Fact]
        public void Has_the_format_that_Visual_Studio_reads()
        {
            Assert.Contains("Microsoft Visual Studio Solution File, Format Version 12.00", s_lines.Take(2));
            Assert.Contains("Debug|Any CPU = Debug|Any CPU", s_lines);
            Assert.Contains("Release|Any CPU = Release|Any CPU", s_lines);
        }

        [Fact]
        public void Has_every_nanoFramework_project_with_its_own_guid()
        {
            Assert.Equal(NfProject.All.Keys.Order(), s_projects.Select(p => p.Groups["path"].Value.Replace('\\', '/')).Order());
            Assert.Equal(s_projects.Length, s_projects.Select(p => p.Groups["guid"].Value).Distinct().Count());

            foreach (Match project in s_projects)
            {
                Assert.Equal("{11A8DD76-328B-46DF-9F39-F559912D0360}", project.Groups["type"].Value);
                NfProject file = NfProject.All[project.Groups["path"].Value.Replace('\\', '/')];
                Assert.Equal(file.Property("ProjectGuid"), project.Groups["guid"].Value);
                Assert.Equal(Path.GetFileNameWithoutExtension(file.Path), project.Groups["name"].Value);
            }
        }

        [Fact]
        public void Each_project_is_built_and_deployed_in_both_configurations()
        {
            string[] expected =
            [
                .. from project in s_projects
                   from configuration in (string[])["Debug", "Release"]
                   from step in (string[])["ActiveCfg", "Build.0", "Deploy.0"]
                   select $"{project.Groups["guid"].Value}.{configuration}|Any CPU.{step} = {configuration}|Any CPU",
            ];
            Assert.Equal(expected.Order(), s_lines.Where(l => l.StartsWith('{')).Order());
        }
    }
}
