using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>docs/mqtt-conformance.md names a test or a reason beside each statement, and the tests are there.</summary>
    public sealed partial class ConformanceTests
    {
        [Fact]
        public void Each_statement_has_a_test_that_exists_or_a_reason()
        {
            string[] rows = [.. File.ReadLines(Path.Combine(Metadata("Docs"), "mqtt-conformance.md")).Where(line => Row().IsMatch(line))];
            HashSet<string> tests = [.. Metadata("AllDeviceTests").Split(';').SelectMany(TestsOf), .. TestsOf(typeof(ConformanceTests).Assembly.Location)];
            Assert.True(rows.Length > 190);
            Assert.Equal(rows.Length, rows.Select(row => row.Split('|')[1]).Distinct().Count());

            foreach (string row in rows)
            {
                string shown = row.Split('|')[3].Trim();
                Assert.True(shown.Length > 0, row);

                foreach (Match test in TestName().Matches(shown))
                {
                    Assert.True(tests.Contains(test.Groups[1].Value), test.Value + " does not exist: " + row);
                }
            }
        }

        [GeneratedRegex(@"^\| (3\.1\.1 )?MQTT-")]
        private static partial Regex Row();

        [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
        private static partial Regex TestName();

        // Class.Method, of an assembly that is not loaded.
        private static string[] TestsOf(string assembly)
        {
            using PEReader file = new(File.OpenRead(assembly));
            MetadataReader reader = file.GetMetadataReader();
            return [.. reader.TypeDefinitions.Select(reader.GetTypeDefinition)
                .SelectMany(t => t.GetMethods().Select(m => reader.GetString(t.Name) + "." + reader.GetString(reader.GetMethodDefinition(m).Name)))];
        }

        private static string Metadata(string key)
        {
            return typeof(ConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
        }
    }
}
