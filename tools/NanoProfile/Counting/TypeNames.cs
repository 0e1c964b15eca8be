using System;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>Names as an author knows them: what the compiler has made goes by the method that it was made of.</summary>
    internal static class TypeNames
    {
        public static string Of(Type type)
        {
            if (type.IsArray)
            {
                return Of(type.GetElementType()!) + "[]";
            }

            return type.DeclaringType != null && MethodOf(type.Name) is { } method
                ? "coroutine " + type.DeclaringType.FullName + "." + method
                : type.FullName ?? type.Name;
        }

        /// <summary>The async method that a state machine was made of; null for any other type.</summary>
        public static string? MethodOf(string typeName)
        {
            int end = typeName.IndexOf(">d", StringComparison.Ordinal);
            return typeName.StartsWith('<') && end > 1 ? typeName[1..end] : null;
        }
    }
}
