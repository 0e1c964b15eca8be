namespace System.Threading
{
    public sealed class AutoResetEvent : WaitHandle
    {
        public AutoResetEvent(bool initialState)
        {
            Set(initialState);
        }

        private protected override bool IsAutomatic => true;

        public bool Reset()
        {
            Set(false);
            return true;
        }

        public bool Set()
        {
            Set(true);
            return true;
        }
    }
}
