using System;
using System.IO;

namespace UAsyncio.Flash;

/// <summary>A line at the beginning: for what is no terminal.</summary>
public sealed class PlainBusy(TextWriter output) : IBusy
{
    public void While(string what, Action work)
    {
        output.WriteLine(what);
        work();
    }
}
