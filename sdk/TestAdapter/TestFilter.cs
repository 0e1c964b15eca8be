using System;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace UAsyncio.Nano.TestAdapter
{
    /// <summary>What dotnet test --filter can ask for.</summary>
    internal static class TestFilter
    {
        /// <summary>Gets the names of the properties.</summary>
        public static string[] Properties { get; } = [nameof(TestCase.FullyQualifiedName), nameof(TestCase.DisplayName), "Name"];

        public static TestProperty? Find(string name)
        {
            return name.Equals(nameof(TestCase.FullyQualifiedName), StringComparison.OrdinalIgnoreCase) ? TestCaseProperties.FullyQualifiedName
                : Array.Exists(Properties, p => p.Equals(name, StringComparison.OrdinalIgnoreCase)) ? TestCaseProperties.DisplayName
                : null;
        }

        public static object? Value(TestCase test, string name)
        {
            return Find(name) is { } property ? test.GetPropertyValue(property) : null;
        }
    }
}
