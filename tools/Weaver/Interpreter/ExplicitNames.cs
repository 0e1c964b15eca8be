using System.Linq;
using Mono.Cecil;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Gives a method that implements an interface explicitly the name by which the 1.x interpreter looks for it: the interface's, a dot, the
    /// method's. The compiler puts an alias before it, <c>global::</c> too, where the source has one: such a method would not be found.
    /// </summary>
    internal static class ExplicitNames
    {
        /// <returns>True when there was such a method.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasOverrides && m.Name.Contains("::")))
            {
                MethodReference implemented = method.Overrides[0];
                method.Name = implemented.DeclaringType.FullName.Replace('/', '.') + "." + implemented.Name;
                any = true;
            }

            return any;
        }
    }
}
