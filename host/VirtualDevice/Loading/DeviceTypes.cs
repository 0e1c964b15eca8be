extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>Where a device's type names lead: to the virtual device's own type, else to desktop .NET's.</summary>
    internal static class DeviceTypes
    {
        private static readonly Lazy<IReadOnlyList<Type>> s_all = new(Collect);

        public static Assembly Runtime => typeof(device::System.Net.Sockets.Socket).Assembly;

        public static IReadOnlyList<Type> All => s_all.Value;

        private static IReadOnlyList<Type> Collect()
        {
            Type[] own = Runtime.GetExportedTypes();
            HashSet<string> ownNames = own.Select(type => type.FullName!).ToHashSet();

            // An own type takes its nested ones along, so desktop's of the same owner stay away.
            IEnumerable<Type> desktop = typeof(object).Assembly.GetExportedTypes()
                .Where(type => !ownNames.Contains(Outermost(type).FullName!));
            return own.Concat(desktop).DistinctBy(type => type.FullName).ToArray();
        }

        private static Type Outermost(Type type) => type.DeclaringType == null ? type : Outermost(type.DeclaringType);
    }
}
