using System.Collections.Generic;
using System.ComponentModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace UAsyncio.Nano.TestAdapter
{
    /// <summary>Finds tests written with nanoFramework.TestFramework for the test platform.</summary>
    [Category("managed")]
    [FileExtension(".dll")]
    [FileExtension(".exe")]
    [DefaultExecutorUri(DeviceTestExecutor.Address)]
    public sealed class DeviceTestDiscoverer : ITestDiscoverer
    {
        /// <inheritdoc/>
        public void DiscoverTests(IEnumerable<string> sources, IDiscoveryContext discoveryContext, IMessageLogger logger, ITestCaseDiscoverySink discoverySink)
        {
            foreach (string source in sources)
            {
                foreach ((TestCase described, _) in DeviceTestAssembly.Load(source)?.Cases ?? [])
                {
                    discoverySink.SendTestCase(described);
                }
            }
        }
    }
}
