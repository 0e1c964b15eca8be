namespace nanoFramework.Runtime.Events
{
    public static class CustomEvent
    {
        public static event CustomEventPostedEventHandler CustomEventPosted;

        internal static void Restart() => CustomEventPosted = null;

        internal static void Raise(ushort data1, uint data2)
        {
            CustomEventPosted?.Invoke(null, new CustomEventArgs(data1, data2));
        }
    }
}
