using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using UAsyncio.VirtualDevice.Testing;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    /// <summary>The library's tests of the language, with counters in them and in the library: every one passes as without.</summary>
    public sealed class LanguageTests
    {
        public static IEnumerable<TheoryDataRow<string>> Assemblies => ProfileApp.PathsOf("DeviceTests").Select(path => new TheoryDataRow<string>(path) { TestDisplayName = Path.GetFileName(path) });

        [Theory]
        [MemberData(nameof(Assemblies), DisableDiscoveryEnumeration = true)]
        public void Counters_change_nothing_that_the_code_does(string path)
        {
            DeviceTestCase[] cases = DeviceTests.Discover(Profiler.Load(path)).Where(c => c.Kind is DeviceTestKind.Test or DeviceTestKind.DataRow).ToArray();
            Assert.True(cases.Length > 30, $"{cases.Length} cases");
            List<string> failures = new();
            Profiler.Measure(() =>
            {
                foreach (DeviceTestCase testCase in cases)
                {
                    if (testCase.Run().Exception is { } failure)
                    {
                        failures.Add(testCase.DisplayName + ": " + failure);
                    }
                }
            });
            Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        }
    }
}
