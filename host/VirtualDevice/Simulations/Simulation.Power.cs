extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    // The device's power, and its restarts.
    public sealed partial class Simulation
    {
        private const int BootTime = 1000000;

        // Its own, so that the rest of a run does not depend on it.
        private readonly Random _powerRandom;

        // Gives the power back.
        private IDisposable? _boot;

        /// <summary>Gets whether the device has power: it has at the start.</summary>
        public bool IsOn => _network.IsOn;

        /// <summary>
        /// Takes the device's power: its threads end where they are, what it has not sent is lost, and nobody is told. Whoever sends it something hears a
        /// reset when it has power again. What hangs on its pins and buses stays. It does nothing to a device without power, but that this stays off.
        /// </summary>
        /// <exception cref="InvalidOperationException">A thread of the device calls it.</exception>
        public void PowerOff()
        {
            if (_time.IsDevicesTurn)
            {
                throw new InvalidOperationException("A thread of the device ends with its power: it is taken by the test, or by what Do has begun.");
            }

            CutPower("the power is off");
        }

        /// <summary>
        /// Gives the device power: the tick count begins as at the start, the time of day is right, and all that <see cref="StartProgram"/> has started begins
        /// anew; what <see cref="Start"/> has started does not. It does nothing to a device that has power.
        /// </summary>
        public void PowerOn()
        {
            _boot?.Dispose();
            _boot = null;
            if (IsOn)
            {
                return;
            }

            _network.IsOn = true;
            _trace.Add("the power is on");
            DevicePower.Restart();
            for (int i = 0; i < _programs.Count; i++)
            {
                _programs[i] = Begin(_programs[i].Path);
            }
        }

        private void CutPower(string why)
        {
            _boot?.Dispose();
            _boot = null;
            if (!IsOn)
            {
                return;
            }

            _trace.Add(why);
            _network.IsOn = false;
            _network.Vanish();

            // Before the threads unwind: what their finally blocks do to pins and ports comes too late.
            DevicePower.Restart();
            _time.EndThreads();
        }

        // The program asks for it.
        private void Reboot()
        {
            if (_time.IsDevicesTurn)
            {
                CutPower("the program reboots the device");
                _boot = _time.After(BootTime, PowerOn);
            }
        }

        private void ThrowIfOff()
        {
            if (!IsOn)
            {
                throw new InvalidOperationException("The device has no power: PowerOn gives it, and begins anew what StartProgram has started.");
            }
        }
    }
}
