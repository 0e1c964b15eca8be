using System.Linq;
using System.Text;

namespace UAsyncio.FuzzTests
{
    /// <summary>What a mutation begins with: good and bad input of each kind, as short as it shows something.</summary>
    internal static class Corpus
    {
        private const string Ws = "GET /ws HTTP/1.1\r\nHost: d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        private const string Parts = "POST /parts HTTP/1.1\r\nHost: d\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ";

        public static readonly byte[][] Head = Texts(
            "GET / HTTP/1.1\r\nHost: d\r\n\r\n",
            "GET /%41?a=b%20c&d HTTP/1.1\r\nHost: d:80\r\nCookie: a=1; b=2\r\nConnection: close\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: d\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
            "GET http://d/ HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");

        public static readonly byte[][] Chunks = Texts(
            "POST / HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n00A\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n");

        public static readonly byte[][] Form = Texts(
            "POST /form HTTP/1.1\r\nHost: d\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b%20+&c",
            "POST /form HTTP/1.1\r\nHost: d\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\na=%C3%");

        public static readonly byte[][] Multipart = Texts(
            Parts + "65\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--b--\r\n",
            Parts + "98\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\nContent-Type: a/b\r\n\r\n\r\n-\r\n--\r\n--b--");

        public static readonly byte[][] Frames =
        [
            [.. Encoding.ASCII.GetBytes(Ws), 0x81, 0x82, 1, 2, 3, 4, 0x69, 0x6B],
            [.. Encoding.ASCII.GetBytes(Ws), 0x01, 0x81, 0, 0, 0, 0, 0x61, 0x80, 0x81, 0, 0, 0, 0, 0x62],
            [.. Encoding.ASCII.GetBytes(Ws), 0x89, 0x80, 0, 0, 0, 0, 0x88, 0x82, 0, 0, 0, 0, 3, 0xE8],
            [.. Encoding.ASCII.GetBytes(Ws), 0x82, 0xFE, 1, 0, 9, 9, 9, 9, .. new byte[256]],
            [.. Encoding.ASCII.GetBytes(Ws), 0x82, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1],
        ];

        public static readonly byte[][] Lines = Texts("a line\r\nanother\n\n", "no end", new string('x', 99) + "\n" + new string('x', 101) + "\n");

        public static readonly byte[][] Hello =
        [
            [22, 3, 1, 0, 10, 1, 0, 0, 6, 3, 3, 0, 0, 0, 0],
            [22, 3, 1, 0xFF, 0xFF, 1, 0, 0xFF, 0xFB],
            [23, 3, 3, 0xFF, 0xFF],
            [.. "GET / HTTP/1.1\r\n\r\n"u8],
        ];

        // What a broker says first, and then.
        public static readonly byte[][] Packets =
        [
            [0x20, 3, 0, 0, 0, 0x30, 4, 0, 1, 0x61, 0],
            [0x20, 3, 0, 0, 0, 0x32, 6, 0, 1, 0x61, 0, 1, 0, 0xE0, 1, 0x8D],
            [0x20, 6, 0, 0, 3, 0x21, 0, 5, 0x34, 6, 0, 1, 0x61, 0, 2, 0, 0x62, 2, 0, 2],
            [0x20, 3, 0, 0, 0, 0x90, 4, 0, 1, 0, 0, 0x40, 2, 0, 1, 0xD0, 0],
            [0x20, 3, 0, 0, 0, 0x30, 0xFF, 0xFF, 0xFF, 0x7F],
        ];

        public static readonly byte[][] Json = Texts(
            "{\"a\":[1,-2.5e+3,true,false,null,\"x\"],\"b\":{}}",
            "\"\\ud83d\\ude00\\n\\u0041\"",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "[\"\u00e4\u20ac\", 1e99, 0.1]");

        private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
    }
}
