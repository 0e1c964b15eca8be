using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>What the runtime's types are, which device assemblies only name.</summary>
    internal static class RuntimeTypes
    {
        private static readonly Lazy<Dictionary<string, Type>> s_types =
            new(() => DeviceTypes.All.ToDictionary(type => type.FullName!, StringComparer.Ordinal));

        /// <summary>The type that stands behind a name on the virtual device; null when there is none.</summary>
        public static Type? Find(TypeReference type) => s_types.Value.GetValueOrDefault(type.FullName.Replace('/', '+'));
    }
}
