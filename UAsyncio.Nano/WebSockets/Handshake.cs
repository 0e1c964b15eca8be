using System;
using System.Text;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>The key of a client and its proof by a server.</summary>
    internal static class Handshake
    {
        private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

        internal static string Accept(string key)
        {
            return Convert.ToBase64String(Sha1.Hash(Encoding.UTF8.GetBytes(key + Guid)));
        }

        internal static string NewKey()
        {
            byte[] key = new byte[16];
            new Random().NextBytes(key);
            return Convert.ToBase64String(key);
        }

        /// <summary>Whether a key is 16 bytes in base 64.</summary>
        internal static bool IsKey(string key)
        {
            if (key == null || key.Length != 24)
            {
                return false;
            }

            try
            {
                return Convert.FromBase64String(key).Length == 16;
            }
            catch (Exception exception)
            {
                // No base 64: a device throws a plain Exception for that.
                if (exception is OutOfMemoryException)
                {
                    throw;
                }

                return false;
            }
        }
    }
}
