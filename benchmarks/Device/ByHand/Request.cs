using System.Text;

namespace Benchmarks.Device.ByHand
{
    /// <summary>The least of HTTP that a program written by hand does: no limits, no time limits, no bodies, no malformed requests.</summary>
    public static class Request
    {
        /// <summary>What a connection reads into; as large as the library's.</summary>
        public const int BufferSize = 128;

        /// <summary>Answers a request.</summary>
        /// <param name="buffer">What has come.</param>
        /// <param name="count">How much that is.</param>
        /// <returns>The response; null while the request's head is not complete.</returns>
        public static byte[] Answer(byte[] buffer, int count)
        {
            string head = Encoding.UTF8.GetString(buffer, 0, count);

            if (head.IndexOf("\r\n\r\n") < 0)
            {
                return null;
            }

            int space = head.IndexOf(' ');
            int end = head.IndexOf(' ', space + 1);
            string method = head.Substring(0, space);
            string path = head.Substring(space + 1, end - space - 1);
            bool close = head.ToLower().IndexOf("\nconnection: close") >= 0;
            string body = method == "GET" && path.Length > 0 ? "hello" : "";
            return Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.Length
                + "\r\nConnection: " + (close ? "close" : "keep-alive") + "\r\n\r\n" + body);
        }
    }
}
