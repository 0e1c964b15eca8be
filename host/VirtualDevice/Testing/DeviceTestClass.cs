using System;
using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>What the cases of a class share: its setup, which runs once.</summary>
    internal sealed class DeviceTestClass
    {
        private readonly Dictionary<DeviceTestCase, DeviceTestResult> _results = [];
        private readonly List<DeviceTestCase> _setups = [];
        private string? _skipped;

        public DeviceTestClass(Type type)
        {
            Type = type;
        }

        public Type Type { get; }

        public void AddSetup(DeviceTestCase setup) => _setups.Add(setup);

        /// <summary>Runs what has not run yet; the message of a setup that skips, else null.</summary>
        public string? RunSetup()
        {
            foreach (DeviceTestCase setup in _setups)
            {
                RunSetup(setup);
            }

            return _skipped;
        }

        /// <summary>A setup that fails is reported as itself; as on a device, the tests run all the same.</summary>
        public DeviceTestResult RunSetup(DeviceTestCase setup)
        {
            lock (_results)
            {
                if (_results.TryGetValue(setup, out DeviceTestResult? known))
                {
                    return known;
                }

                if (_skipped != null)
                {
                    return new DeviceTestResult(DeviceTestOutcome.Skipped, _skipped, null, []);
                }

                DeviceTestResult result = setup.Execute();
                _results.Add(setup, result);
                if (result.Outcome == DeviceTestOutcome.Skipped)
                {
                    _skipped = result.Message;
                }

                return result;
            }
        }
    }
}
