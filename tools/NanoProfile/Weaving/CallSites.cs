using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoProfile.Weaving
{
    /// <summary>Tells of a call or an allocation in the IL what it is on a device.</summary>
    internal static class CallSites
    {
        // Getters hand out what there is, but for these, which a device makes anew for each caller.
        private static readonly HashSet<string> s_makingGetters = new(StringComparer.Ordinal)
        {
            "System.Net.Sockets.Socket.get_LocalEndPoint",
            "System.Net.Sockets.Socket.get_RemoteEndPoint",
        };

        // What returns a new object that is neither a string nor an array.
        private static readonly HashSet<string> s_makers = new(StringComparer.Ordinal)
        {
            "System.Net.Sockets.Socket.Accept",
            "System.Delegate.Combine",
            "System.Delegate.Remove",
            "System.Net.IPAddress.Parse",
        };

        public static CallKind KindOf(Instruction instruction)
        {
            MethodReference method = (MethodReference)instruction.Operand;
            TypeReference type = method.DeclaringType.GetElementType();
            if (Definition(type) is { } definition)
            {
                if (IsDelegate(definition))
                {
                    // Its constructor is part of ldftn: the interpreter calls nothing.
                    return instruction.OpCode.Code == Code.Newobj ? CallKind.None : CallKind.Delegate;
                }

                if (definition.IsInterface)
                {
                    return CallKind.Interface;
                }

                return instruction.OpCode.Code == Code.Callvirt && method.Resolve()?.IsVirtual == true ? CallKind.Virtual : CallKind.Direct;
            }

            Type? runtime = RuntimeTypes.Find(type);
            if (runtime != null && typeof(Delegate).IsAssignableFrom(runtime))
            {
                return instruction.OpCode.Code == Code.Newobj ? CallKind.None : method.Name == "Invoke" ? CallKind.Delegate : CallKind.Runtime;
            }

            return runtime?.IsInterface == true ? CallKind.Interface : CallKind.Runtime;
        }

        /// <summary>Whether it calls a method of the runtime, whose frame is on a device's heap as well; not where a prefix stands between.</summary>
        public static bool IsOfRuntime(Instruction instruction)
        {
            return instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Previous?.OpCode.OpCodeType != OpCodeType.Prefix
                && KindOf(instruction) == CallKind.Runtime;
        }

        /// <summary>The name of a method of the runtime, without its namespace.</summary>
        public static string NameOf(MethodReference method) => method.DeclaringType.Name + "." + method.Name;

        /// <summary>Whether a call returns an object that did not exist before it.</summary>
        public static bool ReturnsNew(MethodReference method)
        {
            string name = method.DeclaringType.FullName + "." + method.Name;
            if (s_makers.Contains(name) || s_makingGetters.Contains(name))
            {
                return true;
            }

            // A device's natives make a new string also where desktop .NET would hand out one that it has.
            bool isText = method.ReturnType.MetadataType == MetadataType.String || method.ReturnType is ArrayType;
            return isText && !method.Name.StartsWith("get_", StringComparison.Ordinal);
        }

        /// <summary>Whether an object of this type is a struct that the interpreter keeps in blocks of its own.</summary>
        public static bool IsStruct(TypeReference type)
        {
            if (type is ByReferenceType or ArrayType or PointerType or GenericParameter || type.IsPrimitive)
            {
                return false;
            }

            if (Definition(type) is { } definition)
            {
                return definition.IsValueType && !definition.IsEnum;
            }

            Type? runtime = RuntimeTypes.Find(type);
            return runtime is { IsValueType: true, IsEnum: false, IsPrimitive: false }
                && runtime != typeof(void) && runtime != typeof(DateTime) && runtime != typeof(TimeSpan);
        }

        public static bool IsValueType(TypeReference type)
        {
            return Definition(type) is { } definition ? definition.IsValueType : RuntimeTypes.Find(type)?.IsValueType == true;
        }

        public static bool IsDelegate(TypeDefinition type) => type.BaseType?.FullName == "System.MulticastDelegate";

        /// <summary>The type's definition in a device assembly; null for the runtime's.</summary>
        public static TypeDefinition? Definition(TypeReference type)
        {
            if (type is TypeDefinition here)
            {
                return here;
            }

            if (type is ArrayType or ByReferenceType or PointerType or GenericParameter || DeviceResolver.IsRuntime(type.Scope?.Name))
            {
                return null;
            }

            return type.Resolve();
        }
    }
}
