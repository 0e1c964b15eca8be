using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace UAsyncio.NfProjects
{
    /// <summary>An SDK project for a device, as MSBuild evaluates it in a build for a board.</summary>
    public sealed class SdkProject
    {
        private static readonly ConcurrentDictionary<string, SdkProject> s_loaded = new(StringComparer.Ordinal);

        private readonly JsonElement _properties;
        private readonly JsonElement _items;

        private SdkProject(string path, JsonElement result)
        {
            FullPath = path;
            _properties = result.GetProperty("Properties");
            _items = result.GetProperty("Items");
        }

        /// <summary>Gets the project's file.</summary>
        public string FullPath { get; }

        /// <summary>Gets the name of the assembly that it builds.</summary>
        public string AssemblyName => Property("AssemblyName");

        /// <summary>Gets Library or Exe.</summary>
        public string OutputType => Property("OutputType");

        /// <summary>Gets the full paths of the sources that it compiles.</summary>
        public IEnumerable<string> Sources => Items("Compile", "FullPath");

        /// <summary>Gets the names of the nanoFramework assemblies that it asks for; mscorlib is not among them.</summary>
        public IEnumerable<string> NanoReferences => Items("NanoReference", "Identity");

        /// <summary>Gets the full paths of the device projects that it refers to.</summary>
        public IEnumerable<string> ProjectReferences => Items("ProjectReference", "FullPath").Where(p => File.Exists(Path.ChangeExtension(p, ".nfproj")));

        /// <summary>Evaluates a project, once; it need not have been restored.</summary>
        /// <exception cref="InvalidDataException">MSBuild refuses the project; the message has its output.</exception>
        public static SdkProject Load(string path) => s_loaded.GetOrAdd(Path.GetFullPath(path), Evaluate);

        private static SdkProject Evaluate(string path)
        {
            ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["msbuild", path, "-p:Device=true", "-getProperty:AssemblyName,OutputType", "-getItem:Compile,NanoReference,ProjectReference"])
            {
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            if (process.ExitCode != 0)
            {
                throw new InvalidDataException(path + " cannot be evaluated:\n" + output);
            }

            return new SdkProject(path, JsonDocument.Parse(output).RootElement);
        }

        private string Property(string name) => _properties.GetProperty(name).GetString()!;

        private IEnumerable<string> Items(string name, string metadata)
        {
            return _items.GetProperty(name).EnumerateArray().Select(i => i.GetProperty(metadata).GetString()!).Distinct(StringComparer.Ordinal);
        }
    }
}
