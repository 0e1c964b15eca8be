using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.VirtualDevice.Simulations
{
    // Whole programs on the device.
    public sealed partial class Simulation
    {
        // With its context: one that is collected loads nothing any more, and a program loads a library when it first uses it.
        private readonly List<(string Path, Assembly Loaded, DeviceLoadContext Context)> _programs = [];

        /// <summary>Gets the programs that <see cref="StartProgram"/> has started, in that order, as they were loaded last.</summary>
        public IReadOnlyList<Assembly> Programs => [.. _programs.Select(program => program.Loaded)];

        /// <summary>
        /// Starts a program as a reset does: loads it anew, so that its static fields, and its libraries', are as before its first line, and
        /// runs Main on a thread of the device. What leaves Main is in <see cref="Unhandled"/>.
        /// </summary>
        /// <param name="program">
        /// Its name, <c>Blinky</c> for <c>device/Blinky/Blinky.exe</c> beside the test's own assembly, where the package's build puts it; or
        /// the path of its .exe, as <c>dotnet build</c> makes it. What it refers to is taken from its folder.
        /// </param>
        /// <returns>The program; another for each call, and in <see cref="Programs"/> another after each <see cref="PowerOn"/>.</returns>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="ArgumentException">It has no Main.</exception>
        /// <exception cref="InvalidOperationException">The device has no power.</exception>
        public Assembly StartProgram(string program)
        {
            ArgumentException.ThrowIfNullOrEmpty(program);
            ThrowIfOff();
            bool isName = Path.GetFileName(program) == program && !program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
            string path = Path.GetFullPath(isName ? $"device/{program}/{program}.exe" : program, AppContext.BaseDirectory);
            if (!File.Exists(path))
            {
                throw new FileNotFoundException(isName
                    ? $"There is no program {program} for the device: {path} is missing. The test project refers to it by <ProjectReference Include=\"…/{program}.csproj\" ReferenceOutputAssembly=\"false\" SkipGetTargetFrameworkProperties=\"true\" OutputItemType=\"DeviceProgram\" />."
                    : $"There is no program {path}: build it first, or give the path of its .exe.");
            }

            _programs.Add(Begin(path));
            BeginRecurring();
            return _programs[^1].Loaded;
        }

        private (string Path, Assembly Loaded, DeviceLoadContext Context) Begin(string path)
        {
            DeviceLoadContext context = DeviceLoadContext.New(Path.GetDirectoryName(path)!);
            Assembly app = context.LoadFile(path);
            MethodInfo main = app.EntryPoint ?? throw new ArgumentException($"{path} has no Main: a library's methods are called by Start.", "program");
            Start(() => Device.Call(main));
            return (path, app, context);
        }
    }
}
