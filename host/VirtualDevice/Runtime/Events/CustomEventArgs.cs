using System;

namespace nanoFramework.Runtime.Events
{
    public class CustomEventArgs : EventArgs
    {
        private readonly ushort _data1;
        private readonly uint _data2;

        internal CustomEventArgs(ushort data1, uint data2)
        {
            _data1 = data1;
            _data2 = data2;
        }

        public ushort Data1 => _data1;

        public uint Data2 => _data2;
    }
}
