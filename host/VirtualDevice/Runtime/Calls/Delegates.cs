namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    /// <summary>Of a handler that is there several times the first is taken away, not the last; of several handlers each for itself, wherever it stands.</summary>
    public static class Delegate
    {
        public static System.Delegate Remove(System.Delegate source, System.Delegate value)
        {
            foreach (System.Delegate each in value?.GetInvocationList() ?? [])
            {
                source = RemoveFirst(source, each);
            }

            return source;
        }

        private static System.Delegate RemoveFirst(System.Delegate source, System.Delegate value)
        {
            System.Delegate rest = null;
            bool isFound = false;

            foreach (System.Delegate each in source?.GetInvocationList() ?? [])
            {
                if (!isFound && each.Equals(value))
                {
                    isFound = true;
                }
                else
                {
                    rest = System.Delegate.Combine(rest, each);
                }
            }

            return isFound ? rest : source;
        }
    }
}
