using UAsyncio.VirtualDevice.Runtime;

namespace System.Device.Adc
{
    public class AdcChannel : AdcChannelBase, IDisposable
    {
        private readonly int _number;

        internal AdcChannel(AdcController controller, int number)
        {
            Controller = controller;
            _number = number;
        }

        ~AdcChannel()
        {
        }

        public void Dispose()
        {
            Controller = null;
            GC.SuppressFinalize(this);
        }

        public override int ReadValue()
        {
            return Controller == null ? throw new ObjectDisposedException() : AdcBank.Read(_number);
        }
    }
}
