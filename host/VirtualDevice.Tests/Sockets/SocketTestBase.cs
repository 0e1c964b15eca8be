extern alias device;

using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using SocketException = device::System.Net.Sockets.SocketException;
using SocketTable = device::UAsyncio.VirtualDevice.Runtime.SocketTable;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    /// <summary>A fresh device for each test.</summary>
    public abstract class SocketTestBase : IDisposable
    {
        protected const int ClosedWhileWaiting = unchecked((int)0x99000000);

        protected SocketTestBase()
        {
            VirtualDevice.Device.Preset = DevicePreset.Esp32;
            VirtualDevice.Device.Restart();
        }

        public void Dispose() => VirtualDevice.Device.Restart();

        protected static int ErrorOf(Action action) => Assert.Throws<SocketException>(action).ErrorCode;

        protected static void Until(Func<bool> condition)
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (!condition())
            {
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "It did not come about.");
                Thread.Sleep(1);
            }
        }

        /// <summary>What a call does that another thread makes, once this one has let it run into its wait.</summary>
        protected static Task<int> ErrorInAnotherThread(Action action)
        {
            Task<int> task = Task.Factory.StartNew(() => ErrorOf(action), TaskCreationOptions.LongRunning);
            Until(() => SocketTable.InUse > 0);
            return task;
        }
    }
}
