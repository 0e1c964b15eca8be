using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace UAsyncio.Tool.Symbols;

/// <summary>
/// The files and lines behind a device's stack traces. A device tells a frame as method and offset in its own code, in which tokens
/// and branches are shorter than in an assembly's IL.
/// </summary>
internal sealed partial class StackLines
{
    private readonly Dictionary<string, List<MethodDefinition>> _methods = new(StringComparer.Ordinal);

    /// <summary>Reads the assemblies of a folder that have their symbols beside them.</summary>
    public StackLines(string folder)
    {
        foreach (string path in Directory.GetFiles(folder).Where(f => Path.GetExtension(f) is ".dll" or ".exe" && File.Exists(Path.ChangeExtension(f, ".pdb"))))
        {
            Read(path);
        }
    }

    /// <summary>A line that the device wrote; one that is a frame of a stack trace with its file and line.</summary>
    public string Resolve(string line)
    {
        Match frame = Frame().Match(line);
        if (!frame.Success || !_methods.TryGetValue(KeyOf(frame.Groups["type"].Value, frame.Groups["method"].Value), out List<MethodDefinition>? methods))
        {
            return line;
        }

        int offset = int.Parse(frame.Groups["ip"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        // A device does not tell overloads apart.
        string[] places = [.. methods.Select(m => PlaceOf(m, offset)).OfType<string>().Distinct()];
        return places.Length == 0 ? line : $"{line} in {string.Join(" or ", places)}";
    }

    private void Read(string path)
    {
        try
        {
            AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { ReadSymbols = true, InMemory = true });
            foreach (MethodDefinition method in assembly.MainModule.GetAllTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
            {
                string key = KeyOf(method.DeclaringType.FullName, method.Name);
                if (!_methods.TryGetValue(key, out List<MethodDefinition>? methods))
                {
                    _methods.Add(key, methods = []);
                }

                methods.Add(method);
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or SymbolsNotFoundException or SymbolsNotMatchingException)
        {
            // Its frames stay as the device wrote them.
        }
    }

    private static string KeyOf(string type, string method) => type.Replace('/', '.').Replace('+', '.') + "::" + method;

    private static string? PlaceOf(MethodDefinition method, int offset)
    {
        SequencePoint? last = null;
        int position = 0;

        // The offset is behind the instruction, or in it.
        foreach (Instruction instruction in method.Body.Instructions)
        {
            SequencePoint? point = method.DebugInformation.GetSequencePoint(instruction);
            last = point is { IsHidden: false } ? point : last;
            position += SizeOf(instruction);
            if (position >= offset)
            {
                return last == null ? null : $"{last.Document.Url}:{last.StartLine}";
            }
        }

        return null;
    }

    private static int SizeOf(Instruction instruction) => instruction.GetSize() - instruction.OpCode.OperandType switch
    {
        OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineBrTarget => 2,
        OperandType.InlineSwitch => 3 + (2 * ((Instruction[])instruction.Operand).Length),
        _ => 0,
    };

    // "    ++++ App.Program::Main [IP: 0005] ++++"
    [GeneratedRegex(@"^\s*\+\+\+\+ (?<type>\S+)::(?<method>\S+) \[IP: (?<ip>[0-9A-Fa-f]{1,4})\] \+\+\+\+", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();
}
