extern alias device;

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using device::nanoFramework.TestFramework;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>One run of a test method, as nanoFramework's launcher would make it.</summary>
    public sealed class DeviceTestCase
    {
        private readonly DeviceTestClass _class;
        private readonly NullTargetCall _call;
        private readonly object?[] _row;
        private readonly List<string> _output = [];

        internal DeviceTestCase(DeviceTestClass testClass, MethodInfo method, DeviceTestKind kind, int index, object?[] row)
        {
            _class = testClass;
            _call = new NullTargetCall(method);
            _row = row;
            Method = method;
            Kind = kind;
            Index = index;
        }

        /// <summary>Gets the test class.</summary>
        public Type Class => _class.Type;

        /// <summary>Gets the test method.</summary>
        public MethodInfo Method { get; }

        /// <summary>Gets what the method is to its class.</summary>
        public DeviceTestKind Kind { get; }

        /// <summary>Gets the number that the launcher gives the case among those of its method.</summary>
        public int Index { get; }

        /// <summary>Gets the arguments of a data row; empty for other kinds.</summary>
        public IReadOnlyList<object?> Row => _row;

        /// <summary>Gets the launcher's name of the case: class, method and index.</summary>
        public string FullName => $"{Class.FullName}.{Method.Name}.{Index.ToString(CultureInfo.InvariantCulture)}";

        /// <summary>Gets a name to show: class, method, and the row's values.</summary>
        public string DisplayName
        {
            get
            {
                string name = $"{Class.Name}.{Method.Name}";
                return _row.Length == 0 ? name : $"{name}({string.Join(", ", _row.Select(Show))})";
            }
        }

        /// <summary>Gets what the case has written so far: of one that hangs, all that there is. For any thread.</summary>
        public IReadOnlyList<string> Output
        {
            get
            {
                lock (_output)
                {
                    return [.. _output];
                }
            }
        }

        /// <summary>
        /// Runs the case on the calling thread. The first case of a class to run has the class's setup run before it;
        /// when the setup skips, every case of the class is skipped. Instance methods run without an instance, as on
        /// a device. Cases must not run at the same time: the device and its output are one.
        /// </summary>
        public DeviceTestResult Run()
        {
            if (Kind != DeviceTestKind.Setup)
            {
                string? skipped = _class.RunSetup();
                if (skipped != null)
                {
                    return new DeviceTestResult(DeviceTestOutcome.Skipped, skipped, null, []);
                }
            }
            else
            {
                return _class.RunSetup(this);
            }

            return Execute();
        }

        /// <inheritdoc/>
        public override string ToString() => DisplayName;

        internal DeviceTestResult Execute()
        {
            lock (_output)
            {
                _output.Clear();
            }

            CultureInfo culture = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Device.LineWritten += Collect;
            try
            {
                _call.Invoke(_row);
                return Result(DeviceTestOutcome.Passed, "", null);
            }
            catch (SkipTestException e) when (e.GetType() == typeof(SkipTestException))
            {
                return Result(DeviceTestOutcome.Skipped, e.Message, null);
            }
            catch (Exception e)
            {
                return Result(DeviceTestOutcome.Failed, e.Message, e);
            }
            finally
            {
                Device.LineWritten -= Collect;
                CultureInfo.CurrentCulture = culture;
            }

            void Collect(string line)
            {
                lock (_output)
                {
                    _output.Add(line);
                }
            }

            DeviceTestResult Result(DeviceTestOutcome outcome, string message, Exception? exception) => new(outcome, message, exception, Output);
        }

        private static string Show(object? value) => value switch
        {
            null => "null",
            string text => "\"" + text + "\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
