using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>Runs the static constructors of a program and of the device assemblies that it refers to, as a device does before Main.</summary>
    internal static class StaticConstructors
    {
        public static void Run(Assembly program)
        {
            try
            {
                Run(program, AssemblyLoadContext.GetLoadContext(program)!, []);
            }
            catch (TypeInitializationException e) when (e.InnerException != null)
            {
                ExceptionDispatchInfo.Throw(e.InnerException);
            }
        }

        private static void Run(Assembly assembly, AssemblyLoadContext context, HashSet<Assembly> seen)
        {
            // What belongs to the host is initialised as it always is.
            if (AssemblyLoadContext.GetLoadContext(assembly) != context || !seen.Add(assembly))
            {
                return;
            }

            foreach (AssemblyName reference in assembly.GetReferencedAssemblies().Where(r => !DeviceAssemblyNames.Contains(r.Name)))
            {
                Assembly referred;
                try
                {
                    referred = context.LoadFromAssemblyName(reference);
                }
                catch (FileNotFoundException)
                {
                    // Whoever needs it says so when it does.
                    continue;
                }

                Run(referred, context, seen);
            }

            foreach (Type type in TypesOf(assembly).Where(t => t.TypeInitializer != null && !t.ContainsGenericParameters))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }

        private static IEnumerable<Type> TypesOf(Assembly assembly)
        {
            try
            {
                return assembly.GetTypes();
            }
            catch (ReflectionTypeLoadException e)
            {
                return e.Types.OfType<Type>();
            }
        }
    }
}
