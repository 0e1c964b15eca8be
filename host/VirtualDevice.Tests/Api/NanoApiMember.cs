using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.VirtualDevice.Tests.Api
{
    /// <summary>One line of the lists in host/Ref/api: a member of a type of the real assemblies.</summary>
    internal sealed record NanoApiMember(
        string Assembly,
        string TypeKind,
        string Type,
        string Kind,
        string Name,
        string ReturnType,
        IReadOnlyList<string> Parameters,
        bool IsStatic,
        string? Value)
    {
        public string Id => Kind switch
        {
            "type" => Type,
            "field" or "value" => $"{Type}.{Name}",
            _ => $"{Type}.{Name}({string.Join(", ", Parameters.Select(Short))})",
        };

        private static string Short(string name) => name[(name.LastIndexOf('.') + 1)..];
    }
}
