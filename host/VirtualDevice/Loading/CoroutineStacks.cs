extern alias device;

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>
    /// Which coroutines an exception has passed through, with file and line: it is thrown anew in each of them, where the stack shows the
    /// await. A device knows the names only. And where it came from when it was thrown anew elsewhere, as the weaver has finally blocks do.
    /// </summary>
    internal static class CoroutineStacks
    {
        private const string Library = "UAsyncio.Nano";
        private const string CoroutineType = Library + ".Coroutine";

        // An exception that is made once and thrown again and again collects no more.
        private const int MaxLines = 64;

        private static readonly ConditionalWeakTable<Exception, Passage> s_passages = new();
        private static bool s_isOn;

        public static bool IsOn
        {
            get => s_isOn;
            set
            {
                if (s_isOn == value)
                {
                    return;
                }

                s_isOn = value;
                if (value)
                {
                    AppDomain.CurrentDomain.FirstChanceException += Note;
                    DeviceThreads.Unhandled += WriteUnhandled;
                }
                else
                {
                    AppDomain.CurrentDomain.FirstChanceException -= Note;
                    DeviceThreads.Unhandled -= WriteUnhandled;
                }
            }
        }

        /// <summary>Has the library's loops write these stacks in place of the names that they know.</summary>
        public static void Attach(Assembly assembly)
        {
            FieldInfo? field = s_isOn && assembly.GetName().Name == Library
                ? assembly.GetType(Library + ".EventLoop")?.GetField("s_writeStack", BindingFlags.Static | BindingFlags.NonPublic)
                : null;
            field?.SetValue(null, Delegate.CreateDelegate(field.FieldType, ((Action<object, Exception>)Write).Method));
        }

        /// <summary>The stack of an exception that has been caught: the coroutines that it passed through, and who ran them.</summary>
        public static string StackOf(Exception exception)
        {
            string stack = DeviceTrace.Of(exception.StackTrace ?? string.Empty);
            string[] before = LinesOf(exception);
            return before.Length == 0 ? stack : string.Join('\n', before) + "\n--- End of stack trace from previous location ---\n" + stack;
        }

        private static void Write(object task, Exception exception)
        {
            foreach (string line in LinesOf(exception))
            {
                DeviceOutput.WriteLine(line);
            }
        }

        private static void WriteUnhandled(Exception exception)
        {
            string[] lines = LinesOf(exception);
            if (lines.Length > 0)
            {
                DeviceOutput.WriteLine("++++ It came from here, the innermost first ++++");
                Write(exception, exception);
            }
        }

        private static string[] LinesOf(Exception exception)
        {
            if (!s_passages.TryGetValue(exception, out Passage? passage))
            {
                return [];
            }

            lock (passage)
            {
                // What the exception's own stack has needs not to be said twice.
                string stack = exception.StackTrace ?? string.Empty;
                return passage.Lines.Count > 0 ? [.. passage.Lines]
                    : [.. passage.Origin.Where(frame => !stack.Contains(PlaceOf(frame), StringComparison.Ordinal)).Select(Describe)];
            }
        }

        private static void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            StackFrame[] frames = new StackTrace(1, true).GetFrames();
            int end = Array.FindIndex(frames, IsCoroutine);
            if (end < 0)
            {
                if (!s_passages.TryGetValue(e.Exception, out _))
                {
                    s_passages.GetOrCreateValue(e.Exception).Origin = [.. frames.Where(IsOfProgram).Take(MaxLines)];
                }

                return;
            }

            Type coroutine = frames[end].GetMethod()!.DeclaringType!;
            bool comesFromAwait = frames.Take(end).Any(frame => frame.GetMethod() is { Name: "Throw", DeclaringType.FullName: CoroutineType });
            Passage passage = s_passages.GetOrCreateValue(e.Exception);
            lock (passage)
            {
                // Thrown again in a catch of the coroutine that it is in already.
                if (passage.Lines.Count >= MaxLines || (passage.Last == coroutine && !comesFromAwait))
                {
                    return;
                }

                passage.Last = coroutine;
                passage.Lines.AddRange(frames.Take(end + 1).Where(frame => !IsOfLibrary(frame)).Select(Describe));
            }
        }

        private static bool IsCoroutine(StackFrame frame)
        {
            MethodBase? method = frame.GetMethod();
            if (method?.Name != "MoveNext")
            {
                return false;
            }

            Type? type = method.DeclaringType;
            while (type != null && type.FullName != CoroutineType)
            {
                type = type.BaseType;
            }

            return type != null;
        }

        private static bool IsOfProgram(StackFrame frame) =>
            !IsOfLibrary(frame) && AssemblyLoadContext.GetLoadContext(frame.GetMethod()!.Module.Assembly) is DeviceLoadContext;

        // What throws and hands on.
        private static bool IsOfLibrary(StackFrame frame) =>
            frame.GetMethod()?.DeclaringType?.FullName is not { } type || type is CoroutineType or "System.Runtime.EH" or "System.Runtime.ExceptionServices.InternalCalls" || DeviceTrace.IsAround(type);

        private static string Describe(StackFrame frame)
        {
            MethodBase method = frame.GetMethod()!;
            Type type = method.DeclaringType!;
            string name = method.Name;
            if (IsCoroutine(frame))
            {
                // As it was written: ReadAsync of <ReadAsync>d__5, and of <ReadAsync|0_0>d.
                string machine = type.Name;
                int start = machine.LastIndexOf('<') + 1;
                int end = machine.IndexOfAny(['|', '>'], start);
                name = end < 0 ? machine : machine[start..end];
                type = end < 0 ? type : type.DeclaringType!;
            }

            return $"   at {type.FullName?.Replace('+', '.')}.{name}{(frame.GetFileName() == null ? string.Empty : PlaceOf(frame))}";
        }

        private static string PlaceOf(StackFrame frame)
        {
            return frame.GetFileName() is { } file
                ? string.Create(CultureInfo.InvariantCulture, $" in {file}:line {frame.GetFileLineNumber()}")
                : $".{frame.GetMethod()!.Name}(";
        }

        private sealed class Passage
        {
            public List<string> Lines { get; } = [];

            public StackFrame[] Origin { get; set; } = [];

            public Type? Last { get; set; }
        }
    }
}
