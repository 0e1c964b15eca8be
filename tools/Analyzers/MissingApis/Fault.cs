using System;
using Microsoft.CodeAnalysis;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Something that nanoFramework lacks, where it is used. Equal ones are one for the compiler's cache.</summary>
    internal sealed class Fault : IEquatable<Fault>
    {
        private readonly DiagnosticDescriptor _descriptor;
        private readonly Location _location;
        private readonly string _what;
        private readonly string _instead;

        internal Fault(DiagnosticDescriptor descriptor, Location location, string what = null, string instead = null)
        {
            _descriptor = descriptor;
            _location = location;
            _what = what;
            _instead = instead;
        }

        /// <summary>What is told once a line: <c>List&lt;int&gt; a = new List&lt;int&gt;();</c> is one fault.</summary>
        internal string LineKey => _location.SourceTree.FilePath + "|" + _location.GetLineSpan().StartLinePosition.Line + "|" + _descriptor.Id + "|" + _what;

        /// <inheritdoc/>
        public bool Equals(Fault other) => other != null && _descriptor.Id == other._descriptor.Id && _location.Equals(other._location) && _what == other._what && _instead == other._instead;

        /// <inheritdoc/>
        public override bool Equals(object obj) => Equals(obj as Fault);

        /// <inheritdoc/>
        public override int GetHashCode() => _location.GetHashCode();

        internal Diagnostic ToDiagnostic() => Diagnostic.Create(_descriptor, _location, _what, _instead);
    }
}
