using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Runtime.Native
{
    public class Power
    {
        public static event RebootEventHandler OnRebootEvent;

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            RebootDevice(-1, rebootOption);
        }

        public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot)
        {
            try
            {
                OnRebootEvent?.Invoke();
            }
            catch
            {
                // Who fails in it keeps no device from rebooting.
            }

            DeviceReboot.Request();
        }

        internal static void Restart() => OnRebootEvent = null;
    }
}
