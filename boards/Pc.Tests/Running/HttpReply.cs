using System;
using System.Collections.Generic;
using System.Globalization;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>A response, parsed strictly.</summary>
    internal sealed class HttpReply
    {
        private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

        public HttpReply(string head)
        {
            string[] lines = head.Split("\r\n");
            string[] first = lines[0].Split(' ', 3);

            if (first.Length != 3 || first[0] != "HTTP/1.1" || first[2].Length == 0)
            {
                throw new FormatException("not a status line: " + lines[0]);
            }

            Status = int.Parse(first[1], NumberStyles.None, CultureInfo.InvariantCulture);

            foreach (string line in lines[1..])
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);

                if (colon <= 0 || !_headers.TryAdd(line[..colon], line[(colon + 2)..]))
                {
                    throw new FormatException("malformed or double header field: " + line);
                }
            }
        }

        public int Status { get; }

        public string Body { get; set; } = string.Empty;

        public string? this[string name] => _headers.GetValueOrDefault(name);

        public int Length => int.Parse(this["Content-Length"] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);

        public bool KeepsAlive => this["Connection"] != "close";
    }
}
