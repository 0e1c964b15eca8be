namespace System.Device.I2c
{
    public struct I2cTransferResult
    {
        internal I2cTransferResult(I2cTransferStatus status, int bytesTransferred)
        {
            Status = status;
            BytesTransferred = (uint)bytesTransferred;
        }

        public uint BytesTransferred { get; }

        public I2cTransferStatus Status { get; }
    }
}
