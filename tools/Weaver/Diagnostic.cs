using System;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>A construct that the device cannot run, with the place in the source where it stands.</summary>
    public sealed class Diagnostic
    {
        /// <summary>Makes a finding.</summary>
        public Diagnostic(string code, string message, string file, int line, int column)
        {
            Code = code;
            Message = message;
            File = file;
            Line = line;
            Column = column;
        }

        /// <summary>Its number, such as UAN001.</summary>
        public string Code { get; }

        /// <summary>What is wrong and what to do.</summary>
        public string Message { get; }

        /// <summary>The source file; null where the debug symbols do not tell.</summary>
        public string File { get; }

        /// <summary>The line, from 1; 0 where it is not known.</summary>
        public int Line { get; }

        /// <summary>The column, from 1; 0 where it is not known.</summary>
        public int Column { get; }

        /// <summary>A finding at an instruction, or at the method where none is given.</summary>
        public static Diagnostic At(MethodDefinition method, Instruction instruction, string code, string message)
        {
            SequencePoint point = SourceMap.Find(method, instruction);
            string where = point == null ? SourceMap.Describe(method) + ": " : string.Empty;
            return new Diagnostic(code, where + message, point?.Document.Url, point?.StartLine ?? 0, point?.StartColumn ?? 0);
        }

        /// <summary>In the form that MSBuild and editors recognise.</summary>
        public override string ToString()
        {
            return (File == null ? string.Empty : File + "(" + Line + "," + Column + "): ") + "error " + Code + ": " + Message;
        }
    }

    /// <summary>Stops the weaving: nothing is written.</summary>
    public sealed class WeaveException : Exception
    {
        /// <summary>Makes the exception.</summary>
        public WeaveException(Diagnostic diagnostic)
            : base(diagnostic.ToString())
        {
            Diagnostic = diagnostic;
        }

        /// <summary>What was found.</summary>
        public Diagnostic Diagnostic { get; }

        internal static WeaveException At(MethodDefinition method, Instruction instruction, string code, string message)
        {
            return new WeaveException(Diagnostic.At(method, instruction, code, message));
        }
    }
}
