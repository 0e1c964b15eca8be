using System;
using System.IO;
using System.Reflection;
using UAsyncio.DeviceTests;
using UAsyncio.NanoProfile;
using UAsyncio.VirtualDevice;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// Device code of the tests in a copy whose allocations are counted, so that the host can have any of them fail: the n-th, several from it
    /// on, or none. The frame of a call is an allocation too. For one thread at a time: that which calls <see cref="Begin"/>.
    /// </summary>
    internal sealed class ShortMemory
    {
        private int _before;
        private int _failures;
        private bool _isShort;

        /// <param name="type">The class of the tests whose static methods the host calls.</param>
        /// <param name="countsTests">Whether the allocations of the tests' own assembly fail too, or the library's alone.</param>
        /// <param name="libraries">The assemblies of the library whose allocations fail.</param>
        public ShortMemory(string type, bool countsTests, params string[] libraries)
        {
            string tests = DeviceAssembly.PathOf(DeviceAssembly.TestType(type).Assembly.GetName().Name!);

            // A folder is loaded once: this one's code has no counters.
            string folder = Directory.CreateTempSubdirectory("short-memory-").FullName;

            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(tests)!, "*.dll"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            try
            {
                foreach (string library in libraries)
                {
                    Profiler.Load(Path.Combine(folder, library + ".dll"));
                }

                if (!countsTests)
                {
                    Device.Rewriter = null;
                }

                Profiler.RuntimeCallsFail = false;
                Type = Device.Load(Path.Combine(folder, Path.GetFileName(tests))).GetType(type)!;
                Device.Rewriter = null;

                // What else its types refer to, while it is there: who looks at what is alive on the device looks at all types.
                foreach (string library in Directory.EnumerateFiles(folder, "UAsyncio.Nano.*.dll"))
                {
                    Device.Load(library);
                }
            }
            finally
            {
                Device.Rewriter = null;
                Profiler.RuntimeCallsFail = true;
                Directory.Delete(folder, true);
            }
        }

        /// <summary>Gets the class of the tests.</summary>
        public Type Type { get; }

        /// <summary>Gets whether an allocation has failed since <see cref="Arm"/>: if not, there are not so many.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Says what fails between <see cref="Begin"/> and <see cref="End"/>.</summary>
        /// <param name="before">How many allocations succeed before.</param>
        /// <param name="failures">How many in a row fail then.</param>
        public void Arm(int before, int failures)
        {
            _before = before;
            _failures = failures;
            _isShort = false;
            HasFailed = false;
        }

        /// <summary>Memory gets short for this thread.</summary>
        public void Begin()
        {
            _isShort = true;
            Profiler.FailAllocations(_before, _failures);
        }

        /// <summary>Memory is there again for this thread.</summary>
        public void End()
        {
            HasFailed |= _isShort && Profiler.AllocationsToFail < _failures;
            _isShort = false;
            Profiler.FailAllocations(0, 0);
        }

        /// <summary>Makes a delegate of the device's code out of one of the host's.</summary>
        /// <param name="name">The delegate's type, beside <see cref="Type"/>.</param>
        /// <param name="action">What it calls.</param>
        public Delegate Callback(string name, Action action) => Delegate.CreateDelegate(Type.Assembly.GetType(Type.Namespace + "." + name)!, action, "Invoke");

        /// <summary>Calls a static method of <see cref="Type"/>; what it throws comes out as it is.</summary>
        public object? Call(string method, params object?[] arguments)
        {
            return Type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
    }
}
