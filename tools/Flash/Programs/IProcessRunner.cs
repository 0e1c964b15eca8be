using System;
using System.Collections.Generic;
using System.Threading;

namespace UAsyncio.Flash.Programs;

/// <summary>Runs other programs.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">A path, or a name to find in PATH.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="line">Takes each line of its standard output and error as it comes, on any thread, one at a time.</param>
    /// <param name="canceled">Kills it and the processes that it started.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">It has been killed.</exception>
    ProcessResult Run(string file, IReadOnlyList<string> arguments, Action<string> line, CancellationToken canceled);
}
