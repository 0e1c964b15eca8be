extern alias device;

using System;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.VirtualDevice.Tests.Security
{
    /// <summary>A thread of the device that shows whether the device's threads have their turns.</summary>
    internal sealed class DeviceTurns : IDisposable
    {
        private readonly device::System.Threading.Thread _thread;
        private int _turns;
        private bool _ends;

        public DeviceTurns()
        {
            _thread = new device::System.Threading.Thread(() =>
            {
                while (!Volatile.Read(ref _ends))
                {
                    device::System.Threading.Thread.Sleep(1);
                    Interlocked.Increment(ref _turns);
                }
            });
            _thread.Start();
        }

        private int Turns => Volatile.Read(ref _turns);

        /// <summary>Waits until there are none.</summary>
        public async Task UntilStoppedAsync()
        {
            for (int before = -1; before != Turns; await Task.Delay(100))
            {
                before = Turns;
                await Task.Delay(100);
            }
        }

        /// <summary>Waits for some.</summary>
        public async Task UntilRunningAsync()
        {
            for (int before = Turns; Turns < before + 10; await Task.Delay(1))
            {
            }
        }

        public void Dispose()
        {
            Volatile.Write(ref _ends, true);
            _thread.Join();
        }
    }
}
