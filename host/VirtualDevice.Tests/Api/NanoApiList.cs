using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace UAsyncio.VirtualDevice.Tests.Api
{
    /// <summary>Reads the lists of what the real nanoFramework assemblies declare.</summary>
    internal static partial class NanoApiList
    {
        private static readonly Dictionary<string, string> s_keywords = new()
        {
            ["void"] = "System.Void", ["object"] = "System.Object", ["string"] = "System.String",
            ["bool"] = "System.Boolean", ["char"] = "System.Char", ["byte"] = "System.Byte", ["sbyte"] = "System.SByte",
            ["short"] = "System.Int16", ["ushort"] = "System.UInt16", ["int"] = "System.Int32", ["uint"] = "System.UInt32",
            ["long"] = "System.Int64", ["ulong"] = "System.UInt64", ["float"] = "System.Single", ["double"] = "System.Double",
        };

        /// <summary>Where the lists are.</summary>
        public static string Folder { get; } = Path.Combine(DeviceAppFixture.RepositoryRoot, "host", "Ref", "api");

        public static IEnumerable<NanoApiMember> Read(string file)
        {
            string assembly = Path.GetFileNameWithoutExtension(file);
            string kind = "";
            string type = "";
            foreach (string line in File.ReadLines(file))
            {
                if (line.StartsWith('#') || line.Length == 0)
                {
                    continue;
                }

                if (line.StartsWith("  ", StringComparison.Ordinal))
                {
                    yield return ReadMember(assembly, kind, type, line.Trim());
                    continue;
                }

                Match match = TypeLine().Match(line);
                kind = match.Groups[1].Value;
                type = match.Groups[2].Value;
                yield return new NanoApiMember(assembly, kind, type, "type", "", "", [], false, null);
            }
        }

        private static NanoApiMember ReadMember(string assembly, string typeKind, string type, string line)
        {
            if (typeKind == "enum")
            {
                string[] parts = line.Split(" = ");
                return new NanoApiMember(assembly, typeKind, type, "value", parts[0], "", [], true, parts[1]);
            }

            List<string> words = [.. MemberHead(line).Split(' ')];
            bool isField = words.Remove("field");
            bool isStatic = words.Remove("static") | words.Remove("const");
            words.RemoveAll(w => w is "virtual" or "override" or "abstract" or "protected" or "sealed" or "readonly");
            string name = words[^1];
            if (isField)
            {
                return new NanoApiMember(assembly, typeKind, type, "field", name, Full(words[0]), [], isStatic, null);
            }

            string parameters = line[(line.IndexOf('(') + 1)..line.LastIndexOf(')')];
            string returnType = name == "ctor" ? "System.Void" : Full(words[0]);
            return new NanoApiMember(assembly, typeKind, type, "method", name, returnType, ReadParameters(parameters), isStatic, null);
        }

        private static string MemberHead(string line)
        {
            int end = line.IndexOfAny(['(', '=']);
            return (end < 0 ? line : line[..end]).Trim();
        }

        private static List<string> ReadParameters(string text)
        {
            // A default value can hold a comma only as text, which these do not have.
            return text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(ReadParameter).ToList();
        }

        private static string ReadParameter(string text)
        {
            string[] words = text.Split(' ').Where(w => w != "params").ToArray();
            bool isByRef = words[0] is "ref" or "out" or "in";
            return Full(words[isByRef ? 1 : 0]) + (isByRef ? "&" : "");
        }

        private static string Full(string name)
        {
            int suffix = name.IndexOf('[');
            string element = suffix < 0 ? name : name[..suffix];
            return s_keywords.GetValueOrDefault(element, element) + (suffix < 0 ? "" : name[suffix..]);
        }

        [GeneratedRegex(@"^(?:(?:static|sealed|abstract) )*(class|struct|enum|interface|delegate) (\S+)")]
        private static partial Regex TypeLine();
    }
}
