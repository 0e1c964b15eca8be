namespace System.Threading
{
    // In this namespace on a device, not in System.
    public class OperationCanceledException : SystemException
    {
        public OperationCanceledException()
        {
        }

        public OperationCanceledException(string message)
            : base(message)
        {
        }

        public OperationCanceledException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
