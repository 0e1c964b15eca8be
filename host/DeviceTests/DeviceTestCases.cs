using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.VirtualDevice.Testing;
using Xunit;

namespace UAsyncio.DeviceTests
{
    /// <summary>
    /// The cases of the device's test assemblies, by name. The adapter that users have would start a process for each assembly, and knows nothing of
    /// what a test of the library may not leave behind (<see cref="Leaks"/>); what a case is and how it runs is the same code.
    /// </summary>
    public static class DeviceTestCases
    {
        private static readonly Dictionary<string, DeviceTestCase> s_cases = DeviceAssembly.Tests.SelectMany(VirtualDevice.Testing.DeviceTests.Discover)
            .Where(c => c.Kind is DeviceTestKind.Test or DeviceTestKind.DataRow or DeviceTestKind.Cleanup)
            .ToDictionary(c => c.FullName);

        /// <summary>Gets a row for each case, in the order in which a device runs them.</summary>
        public static IEnumerable<TheoryDataRow<string>> Rows => s_cases.Select(c => new TheoryDataRow<string>(c.Key)
        {
            TestDisplayName = NameOf(c.Value),

            // No argument list behind the name.
            Label = "",
        });

        /// <summary>Finds the case of a row.</summary>
        internal static DeviceTestCase Find(string name) => s_cases[name];

        private static string NameOf(DeviceTestCase testCase)
        {
            string area = testCase.Class.Namespace!.Replace("UAsyncio.Nano.Tests.", "", StringComparison.Ordinal);
            return $"{area}.{testCase.DisplayName}";
        }
    }
}
