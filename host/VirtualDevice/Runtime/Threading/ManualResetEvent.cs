namespace System.Threading
{
    public sealed class ManualResetEvent : WaitHandle
    {
        public ManualResetEvent(bool initialState)
        {
            Set(initialState);
        }

        private protected override bool IsAutomatic => false;

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
