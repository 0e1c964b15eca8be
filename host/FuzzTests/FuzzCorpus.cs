using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace UAsyncio.FuzzTests
{
    /// <summary>
    /// What inputs are made of: what was written down, what earlier runs have found (Found/, a line in hexadecimal each), and what this one
    /// finds: each input that takes a new way through the library.
    /// </summary>
    internal sealed class FuzzCorpus
    {
        // The folder that what is found goes to.
        private const string FolderVariable = "UASYNCIO_CORPUS";

        // What is longer tells nothing that a shorter one could not.
        private const int LongestKept = 400;

        private readonly string _name;
        private readonly List<byte[]> _inputs;
        private byte[] _last = [];

        public FuzzCorpus(string name, byte[][] written)
        {
            _name = name;
            _inputs = [.. written];

            if (typeof(FuzzCorpus).Assembly.GetManifestResourceStream(name) is { } found)
            {
                using StreamReader reader = new(found);
                _inputs.AddRange(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromHexString));
            }

            Known = _inputs.Count;
        }

        /// <summary>Gets how many inputs there were at first: each comes once as it is, then mutations.</summary>
        public int Known { get; }

        /// <summary>Gets how many this run has found.</summary>
        public int Found => _inputs.Count - Known;

        /// <summary>Makes the next input, the same for the same number and corpus.</summary>
        public byte[] Next(int round)
        {
            return _last = round < Known ? _inputs[round] : Mutator.Mutate(_inputs, new Random(round));
        }

        /// <summary>Keeps the last input if it has taken a new way.</summary>
        public void Look()
        {
            if (!Coverage.TakeNew() || _last.Length > LongestKept || _inputs.Contains(_last))
            {
                return;
            }

            _inputs.Add(_last);

            if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
            {
                File.AppendAllText(Path.Combine(folder, _name + ".txt"), Convert.ToHexString(_last) + "\n");
            }
        }
    }
}
