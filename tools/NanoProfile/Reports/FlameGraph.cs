using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>
    /// The flame graphs as one SVG file: IL instructions above, bytes below. A method is as wide as what it cost with what it
    /// called, and stands on its caller; its name and figures show when the pointer rests on it.
    /// </summary>
    internal sealed class FlameGraph
    {
        private const double Width = 1200;
        private const int RowHeight = 17;
        private const int TitleHeight = 30;
        private const double CharacterWidth = 6.6;

        // Less cannot be seen.
        private const double LeastWidth = 0.3;

        private readonly XmlWriter _xml;
        private readonly Func<CallTree, long> _own;
        private readonly string _unit;
        private readonly Dictionary<CallTree, long> _totals = new();
        private readonly long _all;
        private readonly double _bottom;

        private FlameGraph(XmlWriter xml, CallTree all, Func<CallTree, long> own, string unit, double top)
        {
            _xml = xml;
            _own = own;
            _unit = unit;
            _all = Total(all);
            _bottom = top + TitleHeight + (RowHeight * DepthOf(all));
        }

        public static void Write(string path, CallTree all)
        {
            using XmlWriter xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
            FlameGraph instructions = new(xml, all, tree => tree.Instructions, "IL instructions", 0);
            FlameGraph bytes = new(xml, all, tree => tree.Bytes, "bytes allocated", instructions._bottom);
            xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            xml.WriteAttributeString("viewBox", FormattableString.Invariant($"0 0 {Width} {bytes._bottom + RowHeight}"));
            xml.WriteAttributeString("font-family", "monospace");
            xml.WriteAttributeString("font-size", "11");
            instructions.Draw(all);
            bytes.Draw(all);
            xml.WriteEndElement();
        }

        private void Draw(CallTree all)
        {
            Text(4, _bottom - (RowHeight * DepthOf(all)) - 10, string.Create(CultureInfo.InvariantCulture, $"{_all:N0} {_unit}"));
            if (_all > 0)
            {
                Draw(all, 0, _bottom - RowHeight);
            }
        }

        private void Draw(CallTree tree, double x, double y)
        {
            long total = Total(tree);
            double width = Width * total / _all;
            if (width < LeastWidth)
            {
                return;
            }

            _xml.WriteStartElement("g");
            _xml.WriteElementString("title", string.Create(
                CultureInfo.InvariantCulture, $"{tree.Name}: {total:N0} {_unit} ({100.0 * total / _all:0.0} %), {_own(tree):N0} of its own"));
            _xml.WriteStartElement("rect");
            Attribute("x", x);
            Attribute("y", y);
            Attribute("width", width);
            Attribute("height", RowHeight - 1);
            _xml.WriteAttributeString("fill", ColourOf(tree.Name));
            _xml.WriteEndElement();
            int letters = (int)((width - 6) / CharacterWidth);
            if (letters > 2)
            {
                // The end of a name says more than its namespace.
                Text(x + 3, y + 12, tree.Name.Length <= letters ? tree.Name : "…" + tree.Name[^(letters - 1)..]);
            }

            _xml.WriteEndElement();
            foreach (CallTree child in tree.Children)
            {
                Draw(child, x, y - RowHeight);
                x += Width * Total(child) / _all;
            }
        }

        private void Text(double x, double y, string text)
        {
            _xml.WriteStartElement("text");
            Attribute("x", x);
            Attribute("y", y);
            _xml.WriteString(text);
            _xml.WriteEndElement();
        }

        private void Attribute(string name, double value) => _xml.WriteAttributeString(name, value.ToString("0.##", CultureInfo.InvariantCulture));

        private long Total(CallTree tree)
        {
            if (!_totals.TryGetValue(tree, out long total))
            {
                total = _own(tree) + tree.Children.Sum(Total);
                _totals.Add(tree, total);
            }

            return total;
        }

        private int DepthOf(CallTree tree) => Total(tree) == 0 ? 0 : 1 + tree.Children.Select(DepthOf).DefaultIfEmpty().Max();

        // By the name alone, so that a method looks the same in both graphs and on every run.
        private static string ColourOf(string name)
        {
            uint hash = name.Aggregate(2166136261, (sum, letter) => (sum ^ letter) * 16777619);
            return string.Create(CultureInfo.InvariantCulture, $"hsl({hash % 45 + 10}, 85%, {hash / 45 % 20 + 62}%)");
        }
    }
}
