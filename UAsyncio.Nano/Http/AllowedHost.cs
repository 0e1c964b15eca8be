namespace UAsyncio.Nano.Http
{
    /// <summary>Whether a server answers to a name. Against pages of others that have their own name lead to this device (DNS rebinding).</summary>
    internal static class AllowedHost
    {
        // No name has only these.
        private static readonly char[] s_digits = "0123456789.".ToCharArray();

        /// <summary>Whether a host is among those allowed, or is an address, which no name can be led to.</summary>
        internal static bool IsIn(string[] allowed, string host)
        {
            if (host == null || host.Length == 0)
            {
                return false;
            }

            int colon = host[0] == '[' ? -1 : host.LastIndexOf(':');
            host = colon < 0 ? host.ToLower() : host.Substring(0, colon).ToLower();

            if (host[0] == '[' || host.Trim(s_digits).Length == 0)
            {
                return true;
            }

            for (int i = 0; i < allowed.Length; i++)
            {
                if (allowed[i].ToLower() == host)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
