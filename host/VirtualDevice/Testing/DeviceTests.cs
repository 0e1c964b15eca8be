extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using device::nanoFramework.TestFramework;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>Finds what nanoFramework's test launcher would run.</summary>
    public static class DeviceTests
    {
        private static readonly (Type Attribute, DeviceTestKind Kind)[] s_order =
        [
            (typeof(SetupAttribute), DeviceTestKind.Setup),
            (typeof(TestMethodAttribute), DeviceTestKind.Test),
            (typeof(DataRowAttribute), DeviceTestKind.DataRow),
            (typeof(CleanupAttribute), DeviceTestKind.Cleanup),
        ];

        /// <summary>
        /// Finds the cases of an assembly that <see cref="Device.Load"/> has loaded, in the launcher's order: class by
        /// class its setups, test methods, data rows and cleanups. Run them in this order.
        /// </summary>
        public static IReadOnlyList<DeviceTestCase> Discover(Assembly assembly)
        {
            List<DeviceTestCase> cases = [];
            foreach (Type type in assembly.GetTypes().Where(IsTestClass))
            {
                DeviceTestClass testClass = new(type);
                foreach ((Type attribute, DeviceTestKind kind) in s_order)
                {
                    foreach (MethodInfo method in type.GetMethods())
                    {
                        AddCases(cases, testClass, method, attribute, kind);
                    }
                }
            }

            return cases;
        }

        private static bool IsTestClass(Type type)
        {
            return type.IsClass && type.GetCustomAttributes(true).Any(a => a.GetType() == typeof(TestClassAttribute));
        }

        private static void AddCases(
            List<DeviceTestCase> cases,
            DeviceTestClass testClass,
            MethodInfo method,
            Type attribute,
            DeviceTestKind kind)
        {
            object[] attributes = Helper.RemoveTestMethodIfDataRowExists(method.GetCustomAttributes(true));
            for (int i = 0; i < attributes.Length; i++)
            {
                if (attributes[i].GetType() != attribute)
                {
                    continue;
                }

                object?[] row = attributes[i] is DataRowAttribute data ? data.MethodParameters : [];
                DeviceTestCase testCase = new(testClass, method, kind, i, row);
                cases.Add(testCase);
                if (kind == DeviceTestKind.Setup)
                {
                    testClass.AddSetup(testCase);
                }
            }
        }
    }
}
