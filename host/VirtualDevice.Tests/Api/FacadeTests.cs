using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using UAsyncio.VirtualDevice.Loading;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Api
{
    /// <summary>Looks for every member of the real assemblies behind the virtual device's ones of the same name.</summary>
    public sealed class FacadeTests
    {
        private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

        public static TheoryData<string> Assemblies =>
        [
            "mscorlib", "nanoFramework.Runtime.Events", "nanoFramework.Runtime.Native", "nanoFramework.System.Collections",
            "nanoFramework.System.Text", "nanoFramework.TestFramework", "System.Device.Adc", "System.Device.Gpio", "System.Device.I2c",
            "System.Device.Pwm", "System.Device.Spi", "System.Device.Wifi", "System.IO.Ports", "System.IO.Streams", "System.Math",
            "System.Net", "System.Threading",
        ];

        [Theory]
        [MemberData(nameof(Assemblies))]
        public void Every_member_is_there_or_known_to_be_missing(string assembly)
        {
            Assembly facade = DeviceLoadContext.For(AppContext.BaseDirectory).LoadFromAssemblyName(new AssemblyName(assembly));
            List<string> missing = [];
            List<string> stale = [];
            foreach (NanoApiMember member in NanoApiList.Read(Path.Combine(NanoApiList.Folder, assembly + ".txt")))
            {
                // Nothing generic runs on a device.
                if (member.Type.Contains('`'))
                {
                    continue;
                }

                bool isFound = IsFound(facade, member);
                if (!isFound && !NotSupported.IsKnown(member))
                {
                    missing.Add(member.Id);
                }
                else if (isFound && NotSupported.IsListedByItself(member))
                {
                    stale.Add(member.Id);
                }
            }

            Assert.True(missing.Count == 0, "Missing:\n" + string.Join('\n', missing));
            Assert.True(stale.Count == 0, "Listed as missing, but there:\n" + string.Join('\n', stale));
        }

        [Fact]
        public void A_facade_has_the_real_assemblys_identity()
        {
            Assembly facade = DeviceLoadContext.For(AppContext.BaseDirectory).LoadFromAssemblyName(new AssemblyName("mscorlib, Version=1.17.11.0"));
            Assert.Equal("c07d481e9758c731", Convert.ToHexStringLower(facade.GetName().GetPublicKeyToken()!));
            Assert.DoesNotContain(facade.DefinedTypes, t => t.IsPublic);
            Assert.Same(typeof(object), facade.GetType("System.Object"));
        }

        [Fact]
        public void References_to_two_versions_get_one_facade()
        {
            DeviceLoadContext context = DeviceLoadContext.For(AppContext.BaseDirectory);
            Assembly older = context.LoadFromAssemblyName(new AssemblyName("System.Math, Version=1.5.1.0"));
            Assert.Same(older, context.LoadFromAssemblyName(new AssemblyName("System.Math, Version=1.5.116.0")));
        }

        private static bool IsFound(Assembly facade, NanoApiMember member)
        {
            Type? type = Find(facade, member.Type);
            return IsLedElsewhere(member) || (type != null && member.Kind switch
            {
                "type" => KindOf(type) == member.TypeKind,
                "value" => type.GetField(member.Name)?.GetRawConstantValue() is { } value && Convert.ToInt64(value).ToString() == member.Value,
                "field" => Lineage(type).SelectMany(t => t.GetFields(Declared)).Any(f => IsField(f, member)),
                _ => member.Name == "ctor"
                    ? type.GetConstructors(Declared).Any(c => IsMethod(c, member)) || type.IsValueType && member.Parameters.Count == 0
                    : Lineage(type).SelectMany(t => t.GetMethods(Declared)).Any(m => IsMethod(m, member)),
            });
        }

        // A call of a member that the type of desktop .NET has not.
        private static bool IsLedElsewhere(NanoApiMember member)
        {
            Type? calls = DeviceTypes.Runtime.GetType("UAsyncio.VirtualDevice.Runtime.Calls." + member.Type.Substring(member.Type.LastIndexOf('.') + 1));
            return member.Kind == "method" && calls != null && calls.GetMethods(Declared)
                .Any(m => m.Name == member.Name && m.GetParameters().Skip(member.IsStatic ? 0 : 1).Select(p => NameOf(p.ParameterType)).SequenceEqual(member.Parameters));
        }

        // A name with dots says nothing about nesting; the lists write a nested type's like any other.
        private static Type? Find(Assembly facade, string name)
        {
            Type? type = facade.GetType(name);
            int dot = name.LastIndexOf('.');
            return type ?? facade.GetType(name[..dot] + "+" + name[(dot + 1)..]);
        }

        private static string KindOf(Type type)
        {
            bool isDelegate = type.BaseType == typeof(MulticastDelegate);
            return isDelegate ? "delegate" : type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
        }

        private static IEnumerable<Type> Lineage(Type type)
        {
            for (Type? t = type; t != null; t = t.BaseType)
            {
                yield return t;
            }

            foreach (Type inherited in type.IsInterface ? type.GetInterfaces() : [])
            {
                yield return inherited;
            }
        }

        private static bool IsField(FieldInfo field, NanoApiMember member)
        {
            return IsVisible(field.IsPublic, field.IsFamily, field.IsFamilyOrAssembly) && field.Name == member.Name
                && NameOf(field.FieldType) == member.ReturnType && field.IsStatic == member.IsStatic;
        }

        private static bool IsMethod(MethodBase method, NanoApiMember member)
        {
            string name = method.IsConstructor ? "ctor" : method.Name;
            return IsVisible(method.IsPublic, method.IsFamily, method.IsFamilyOrAssembly)
                && name == member.Name
                && method.IsStatic == member.IsStatic
                && (method as MethodInfo is not { } m || NameOf(m.ReturnType) == member.ReturnType)
                && method.GetParameters().Select(p => NameOf(p.ParameterType)).SequenceEqual(member.Parameters);
        }

        private static bool IsVisible(bool isPublic, bool isFamily, bool isFamilyOrAssembly) => isPublic || isFamily || isFamilyOrAssembly;

        private static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');
    }
}
