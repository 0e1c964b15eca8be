using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Testing;

namespace UAsyncio.Nano.TestAdapter
{
    /// <summary>The tests of an assembly, as the test platform knows them and as the virtual device runs them.</summary>
    internal sealed class DeviceTestAssembly
    {
        private const string TestFramework = "nanoFramework.TestFramework";

        private DeviceTestAssembly(string source)
        {
            Device.TracesExceptions = true;
            SourcePlaces places = new(source);
            Cases = [.. DeviceTests.Discover(Device.Load(source)).Select(c => (Describe(c, source, places), c))];
        }

        /// <summary>Gets the cases in the order in which they run: a class's setup, its tests, its cleanup.</summary>
        public IReadOnlyList<(TestCase Described, DeviceTestCase Case)> Cases { get; }

        /// <summary>Loads an assembly.</summary>
        /// <returns>Null for one that has no device tests; the test platform asks for each that is beside them.</returns>
        public static DeviceTestAssembly? Load(string source) => RefersToTestFramework(source) ? new DeviceTestAssembly(source) : null;

        private static bool RefersToTestFramework(string source)
        {
            using FileStream stream = File.OpenRead(source);
            using PEReader file = new(stream);

            if (!file.HasMetadata)
            {
                return false;
            }

            MetadataReader metadata = file.GetMetadataReader();
            return metadata.AssemblyReferences.Any(r => metadata.GetString(metadata.GetAssemblyReference(r).Name) == TestFramework);
        }

        private static TestCase Describe(DeviceTestCase testCase, string source, SourcePlaces places)
        {
            (string? file, int line) = places.Find(testCase.Class.FullName!, testCase.Method.Name);
            string method = testCase.Method.Name;
            return new TestCase($"{testCase.Class.FullName}.{method}", DeviceTestExecutor.Uri, source)
            {
                // The rows of a method have its name; what tells them apart is the launcher's name, which has their number.
                Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(source) + testCase.FullName)).AsSpan(0, 16)),
                DisplayName = testCase.DisplayName,
                CodeFilePath = file,
                LineNumber = line,
            };
        }
    }
}
