using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace UAsyncio.NanoProfile.Tests
{
    /// <summary>The device code of the tests, loaded with counters.</summary>
    internal static class ProfileApp
    {
        private static readonly Lazy<Assembly> s_assembly = new(() => Profiler.Load(Path));

        public static string Path => PathOf("ProfileApp");

        public static Assembly Assembly => s_assembly.Value;

        /// <summary>Where the build put something; the project file writes it into the assembly.</summary>
        public static string PathOf(string key)
        {
            return PathsOf(key).Single();
        }

        public static IEnumerable<string> PathsOf(string key)
        {
            string paths = typeof(ProfileApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
            return paths.Split(';').Select(System.IO.Path.GetFullPath);
        }

        /// <summary>Calls a method of the cases, once before to have static constructors out of the way.</summary>
        public static (Cost Cost, object? Result) Measure(string method, params object[] arguments)
        {
            MethodInfo info = Assembly.GetType("ProfileApp.Cases", throwOnError: true)!.GetMethod(method)!;
            object? Call() => info.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            Call();
            object? result = null;
            Cost cost = Profiler.Measure(() => result = Call());
            return (cost, result);
        }
    }
}
