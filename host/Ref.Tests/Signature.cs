using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Mono.Cecil;

namespace Ref.Tests;

/// <summary>Writes a compiled type and its visible members the way the lists in host/Ref/api do.</summary>
internal static class Signature
{
    private static readonly Dictionary<string, string> s_keywords = new()
    {
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Double"] = "double",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Object"] = "object",
        ["System.SByte"] = "sbyte",
        ["System.Single"] = "float",
        ["System.String"] = "string",
        ["System.UInt16"] = "ushort",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Void"] = "void",
    };

    public static string Of(TypeDefinition type)
    {
        string name = TypeName(type, keyword: false);
        if (type.IsEnum)
        {
            return "enum " + name;
        }

        if (type.BaseType?.FullName == "System.MulticastDelegate")
        {
            return "delegate " + name;
        }

        string kind = type.IsInterface ? "interface "
            : type.IsValueType ? "struct "
            : type.IsAbstract && type.IsSealed ? "static class "
            : type.IsAbstract ? "abstract class "
            : type.IsSealed ? "sealed class "
            : "class ";
        List<string> bases = type.Interfaces.Select(one => TypeName(one.InterfaceType)).ToList();
        if (type.BaseType is { FullName: not ("System.Object" or "System.ValueType") } || IsEnumItself(type))
        {
            bases.Insert(0, TypeName(type.BaseType!));
        }

        return ApiList.SortedBases(bases.Count == 0 ? kind + name : kind + name + " : " + string.Join(", ", bases));
    }

    public static IEnumerable<string> Members(TypeDefinition type)
    {
        if (type.IsEnum)
        {
            return type.Fields.Where(field => field.IsLiteral).Select(field => field.Name + " = " + Value(field.Constant));
        }

        return type.Fields.Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Of)
            .Concat(type.Methods.Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly).Select(Of));
    }

    private static bool IsEnumItself(TypeDefinition type) => type.FullName == "System.Enum";

    private static string Of(FieldDefinition field)
    {
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return "field " + kind + TypeName(field.FieldType) + " " + field.Name
            + (field.IsLiteral ? " = " + Value(field.Constant, escaped: true) : "");
    }

    private static string Of(MethodDefinition method)
    {
        string access = method.IsPublic ? "" : "protected ";
        string parameters = "(" + string.Join(", ", method.Parameters.Select(Of)) + ")";
        if (method.IsConstructor)
        {
            return access + (method.IsStatic ? "static ctor" : "ctor") + parameters;
        }

        // A final method in a new slot only implements an interface: C# calls that nothing.
        string kind = method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : !method.IsVirtual ? ""
            : !method.IsNewSlot && method.DeclaringType.FullName != "System.Object" ? "override "
            : method.IsFinal ? ""
            : "virtual ";
        return access + kind + TypeName(method.ReturnType) + " " + method.Name + parameters;
    }

    private static string Of(ParameterDefinition parameter)
    {
        string kind = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute") ? "params "
            : !parameter.ParameterType.IsByReference ? ""
            : parameter.IsOut ? "out "
            : "ref ";
        return kind + TypeName(parameter.ParameterType) + " " + parameter.Name
            + (parameter.IsOptional ? " = " + Value(parameter.Constant) : "");
    }

    private static string TypeName(TypeReference type, bool keyword = true)
    {
        return type switch
        {
            ByReferenceType reference => TypeName(reference.ElementType),
            ArrayType array => TypeName(array.ElementType) + "[]",
            _ when keyword && s_keywords.TryGetValue(type.FullName, out string? name) => name,
            _ => type.FullName.Replace('/', '.'),
        };
    }

    private static string Value(object? constant, bool escaped = false) => constant switch
    {
        null => "null",
        char character when escaped => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
        double number when double.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        float number when float.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        _ => Convert.ToString(constant, CultureInfo.InvariantCulture)!,
    };
}
