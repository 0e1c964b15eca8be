using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>A place in a script: reads what is there, and knows how to say where it is.</summary>
    internal readonly struct ScriptElement
    {
        private readonly JsonElement _json;
        private readonly string _file;
        private readonly string _path;

        /// <param name="json">What is there.</param>
        /// <param name="file">What errors call the file.</param>
        /// <param name="path">Where in it; empty for the whole.</param>
        public ScriptElement(JsonElement json, string file, string path = "")
        {
            _json = json;
            _file = file;
            _path = path;
        }

        public ScriptElement this[string name] => Child(name, Find(name) ?? throw Error($"\"{name}\" is missing"));

        public bool Has(string name) => Find(name) != null;

        /// <summary>Refuses what is no object, and names in it that are not among those.</summary>
        public void Expect(params string[] names)
        {
            if (_json.ValueKind != JsonValueKind.Object)
            {
                throw Error("an object { } belongs here");
            }

            HashSet<string> seen = [];
            foreach (JsonProperty property in _json.EnumerateObject())
            {
                if (!names.Contains(property.Name))
                {
                    throw Error($"\"{property.Name}\" is unknown; known are {string.Join(", ", names)}");
                }

                if (!seen.Add(property.Name))
                {
                    throw Error($"\"{property.Name}\" is there twice");
                }
            }
        }

        /// <summary>The elements of an array; none when it is not there.</summary>
        public IEnumerable<ScriptElement> List(string name)
        {
            if (Find(name) is not { } json)
            {
                return [];
            }

            ScriptElement list = Child(name, json);
            return json.ValueKind == JsonValueKind.Array
                ? json.EnumerateArray().Select((element, index) => new ScriptElement(element, list._file, $"{list._path}[{index}]")).ToArray()
                : throw list.Error("a list [ ] belongs here");
        }

        /// <summary>The properties of an object, whatever their names.</summary>
        public IEnumerable<(string Name, ScriptElement Value)> Properties()
        {
            ScriptElement owner = this;
            return _json.ValueKind == JsonValueKind.Object
                ? _json.EnumerateObject().Select(p => (p.Name, owner.Child(p.Name, p.Value))).ToArray()
                : throw Error("an object { } belongs here");
        }

        public int Number(string name, int least, int most, int? otherwise = null)
        {
            return otherwise is { } value && !Has(name) ? value : this[name].Number(least, most);
        }

        /// <summary>A number, as such or as "0x…".</summary>
        public int Number(int least, int most)
        {
            bool isRead = _json.ValueKind == JsonValueKind.Number ? _json.TryGetInt32(out int number) : TryReadHex(out number);
            return isRead && number >= least && number <= most ? number : throw Error($"{_json.GetRawText()} is no whole number from {least} to {most}");
        }

        public bool Flag(string name)
        {
            return Has(name) && this[name]._json.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw this[name].Error("true or false belongs here"),
            };
        }

        public string Text()
        {
            return _json.ValueKind == JsonValueKind.String ? _json.GetString()! : throw Error("a text in quotes belongs here");
        }

        /// <summary>The bytes of "text", or of "bytes" in hexadecimal: one of the two has to be there.</summary>
        public byte[] Data()
        {
            return Has("text") == Has("bytes") ? throw Error("either \"text\" or \"bytes\" belongs here")
                : Has("text") ? Encoding.UTF8.GetBytes(this["text"].Text())
                : this["bytes"].Bytes();
        }

        /// <summary>Bytes in hexadecimal, with a space between each two.</summary>
        public byte[] Bytes()
        {
            List<byte> bytes = [];
            foreach (string part in Text().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                bytes.Add(byte.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b)
                    ? b
                    : throw Error($"\"{part}\" is no byte in hexadecimal, as in \"01 A0 FF\""));
            }

            return [.. bytes];
        }

        public DeviceScriptException Error(string what) => new($"{_file}{(_path.Length == 0 ? "" : ", ")}{_path}: {what}.");

        private ScriptElement Child(string name, JsonElement json) => new(json, _file, _path.Length == 0 ? name : _path + "." + name);

        private JsonElement? Find(string name)
        {
            return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out JsonElement value) ? value : null;
        }

        private bool TryReadHex(out int number)
        {
            number = 0;
            return _json.ValueKind == JsonValueKind.String
                && _json.GetString()!.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(_json.GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        }
    }
}
