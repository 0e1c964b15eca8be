using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace UAsyncio.NfProjects
{
    /// <summary>An SDK project for a device, as MSBuild evaluates it in a build for a board.</summary>
    public sealed class SdkProject
    {
        private readonly ILookup<string, string> _parts;

        private SdkProject(ILookup<string, string> parts)
        {
            _parts = parts;
        }

        /// <summary>Gets the name of the assembly that it builds.</summary>
        public string AssemblyName => _parts["AssemblyName"].Single();

        /// <summary>Gets Library or Exe.</summary>
        public string OutputType => _parts["OutputType"].Single();

        /// <summary>Gets the full paths of the sources that it compiles.</summary>
        public IEnumerable<string> Sources => _parts["Compile"].Distinct(StringComparer.Ordinal);

        /// <summary>Gets the names of the nanoFramework assemblies that it asks for; mscorlib is not among them.</summary>
        public IEnumerable<string> NanoReferences => _parts["NanoReference"].Distinct(StringComparer.Ordinal);

        /// <summary>Gets the full paths of the device projects that it refers to.</summary>
        public IEnumerable<string> ProjectReferences
        {
            get => _parts["ProjectReference"].Distinct(StringComparer.Ordinal).Where(p => File.Exists(Path.ChangeExtension(p, ".nfproj")));
        }

        /// <summary>Evaluates projects, all by one MSBuild; they need not have been restored.</summary>
        /// <returns>The projects by their full paths.</returns>
        /// <exception cref="InvalidDataException">MSBuild refuses one of them; the message has its output.</exception>
        public static IReadOnlyDictionary<string, SdkProject> LoadAll(IEnumerable<string> paths)
        {
            string list = Path.GetTempFileName();

            try
            {
                File.WriteAllLines(list, paths.Select(Path.GetFullPath));
                return Evaluate(list).GroupBy(p => Text(p, "MSBuildSourceProjectFile"), StringComparer.Ordinal).ToDictionary(
                    project => project.Key, project => new SdkProject(project.ToLookup(p => Text(p, "Kind"), p => Text(p, "Identity"), StringComparer.Ordinal)), StringComparer.Ordinal);
            }
            finally
            {
                File.Delete(list);
            }
        }

        private static IEnumerable<JsonElement> Evaluate(string list)
        {
            string[] arguments = ["msbuild", Path.Combine(AppContext.BaseDirectory, "Describe.targets"), "-nologo", "-p:List=" + list, "-getTargetResult:Describe"];
            ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            if (process.ExitCode != 0)
            {
                throw new InvalidDataException("a project cannot be evaluated:\n" + errors.Result);
            }

            return JsonDocument.Parse(output).RootElement.GetProperty("TargetResults").GetProperty("Describe").GetProperty("Items").EnumerateArray();
        }

        private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
    }
}
