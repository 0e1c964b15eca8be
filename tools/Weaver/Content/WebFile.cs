using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace UAsyncio.Weaver.Content
{
    /// <summary>A file as a device's program has it: its type, and what is sent of it.</summary>
    internal sealed class WebFile
    {
        private const string Utf8 = "; charset=utf-8";

        // By the endings of their names.
        private static readonly Dictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [".html"] = "text/html" + Utf8, [".htm"] = "text/html" + Utf8, [".css"] = "text/css" + Utf8, [".js"] = "text/javascript" + Utf8,
            [".mjs"] = "text/javascript" + Utf8, [".txt"] = "text/plain" + Utf8, [".csv"] = "text/csv" + Utf8, [".json"] = "application/json",
            [".webmanifest"] = "application/manifest+json", [".xml"] = "application/xml", [".svg"] = "image/svg+xml", [".ico"] = "image/x-icon",
            [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp",
            [".woff2"] = "font/woff2", [".wasm"] = "application/wasm", [".pdf"] = "application/pdf",
        };

        private static readonly char[] s_notOfTypes = { '"', '\\', '\r', '\n', '\0' };

        /// <summary>Reads a file.</summary>
        /// <param name="path">Where it is.</param>
        /// <param name="type">Its content type; empty for what its ending says.</param>
        /// <param name="prefix">What stands before its folder and name in the path by which <c>WebContent.Find</c> finds it; empty for none.</param>
        /// <param name="folder">With a prefix its folder, as docs/; its member's name says it too, for each folder may have an index.html.</param>
        /// <exception cref="WeaveException">Its ending says nothing, or it is empty.</exception>
        public WebFile(string path, string type, string prefix = "", string folder = "")
        {
            byte[] bytes = File.ReadAllBytes(path);

            if (string.IsNullOrEmpty(type) && !s_types.TryGetValue(System.IO.Path.GetExtension(path), out type))
            {
                throw Fault("UAN013", path, "unknown ending: give its type, <WebContent Include=\"…\" ContentType=\"…\" />");
            }

            if (type.IndexOfAny(s_notOfTypes) >= 0)
            {
                throw Fault("UAN013", path, "no content type: " + type);
            }

            if (bytes.Length == 0)
            {
                throw Fault("UAN014", path, "it is empty");
            }

            byte[] compressed = Compress(bytes);
            Path = path;
            Type = type;
            string name = System.IO.Path.GetFileName(path);
            Name = NameOf(prefix.Length == 0 ? name : folder + name);
            Route = prefix.Length == 0 ? null : prefix + folder + name;
            Length = bytes.Length;
            IsGzip = compressed.Length < bytes.Length * 9 / 10;
            Sent = IsGzip ? compressed : bytes;
        }

        public string Path { get; }

        /// <summary>The name of its member: IndexHtml for index.html.</summary>
        public string Name { get; }

        public string Type { get; }

        /// <summary>How long the file is.</summary>
        public int Length { get; }

        public bool IsGzip { get; }

        /// <summary>The bytes that go out.</summary>
        public byte[] Sent { get; }

        /// <summary>The path by which <c>WebContent.Find</c> finds it; null for none.</summary>
        public string Route { get; }

        /// <summary>What another content has another of.</summary>
        public string Tag()
        {
            using (SHA256 hash = SHA256.Create())
            {
                return BitConverter.ToString(hash.ComputeHash(Sent), 0, 4).Replace("-", string.Empty).ToLowerInvariant();
            }
        }

        internal static WeaveException Fault(string code, string path, string message)
        {
            return new WeaveException(new Diagnostic(code, message, path, 0, 0));
        }

        private static string NameOf(string file)
        {
            StringBuilder name = new StringBuilder();
            bool isFirst = true;

            foreach (char c in file)
            {
                bool isPart = char.IsLetterOrDigit(c);

                if (isPart)
                {
                    name.Append(isFirst ? char.ToUpperInvariant(c) : c);
                }

                isFirst = !isPart;
            }

            return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
        }

        private static byte[] Compress(byte[] bytes)
        {
            using (MemoryStream compressed = new MemoryStream())
            {
                using (GZipStream gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
                {
                    gzip.Write(bytes, 0, bytes.Length);
                }

                return compressed.ToArray();
            }
        }
    }
}
