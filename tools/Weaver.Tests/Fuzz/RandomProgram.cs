using System;
using System.Text;

namespace Weaver.Tests.Fuzz;

/// <summary>Many random methods in one source, which is compiled for the device and, the same text, for desktop tasks.</summary>
internal static class RandomProgram
{
    public const int Methods = 240;

    // What both share. Method calls by number, so that a method can await any that stands before it.
    private const string Common = """
        public delegate Co<int> Work(int y);
        public struct Pair { public int A; public long L; public int B; }
        public class E1 : Exception { public int N; public E1(int n) { N = n; } }
        public class E2 : Exception { public int N; public E2(int n) { N = n; } }
        public class E3 : Exception { public int N; public E3(int n) { N = n; } }
        public class Spent : Exception { }
        public class R : IDisposable
        {
            private int _n;
            public R(int n) { _n = n; P.Log(_n); }
            public void Dispose() { P.Log(-_n); }
        }
        public static partial class P
        {
            public static object Gate = new object();
            public static string Trace;
            public static int Count;
            public static int Calls;
            public static void Log(int n) { Log(n.ToString()); }
            public static void Log(string s) { Trace += s + ","; if (++Count > 80) { throw new Spent(); } }
            public static void Enter() { if (++Calls > 12 || Count > 80) { throw new Spent(); } }
            public static int Sum(int a, int b, int c) { return a * 3 + b * 2 + c; }
            public static bool Filter(bool result) { Trace += result ? "?" : "!"; return result; }
            public static bool FilterThrows() { Trace += "*"; throw new E1(0); }
            public static async Co<int> Now(int n) { return n; }
            public static async Co<int> Later(int n) { await Yield(); return n; }
            public static async Co<bool> Is(bool b) { await Yield(); return b; }
            public static async Co<string> Text(string s) { await Yield(); return s; }
            public static async Co<Pair> MakePair(int n) { await Yield(); return new Pair { A = n & 7, B = n & 15 }; }
            public static async Co<R> MakeR(int n) { await Yield(); return new R(n); }
            public static async Co<int[]> Many(int n) { await Yield(); return new int[n]; }
            public static async Co ThrowIf(bool condition, int n) { if (condition) { throw new E1(n); } }
            public static async Co ThrowLaterIf(bool condition, int n) { await Yield(); if (condition) { throw new E2(n); } }
            public static string Run(int method, int x)
            {
                Trace = string.Empty;
                Count = 0;
                Calls = 0;
                string end;
                try { end = Finish(Program.Start(method, x)).ToString(); }
                catch (E1 e) { end = "E1 " + e.N; }
                catch (E2 e) { end = "E2 " + e.N; }
                catch (Exception e) { end = e.GetType().Name; }
                return Trace + "=" + end;
            }
        }
        """;

    private const string Device = """
        using System;
        using UAsyncio.Nano;
        public static partial class P
        {
            public static Awaitable Yield() { return Coroutine.Yield(); }
            public static int Finish(Co<int> coroutine)
            {
                EventLoop loop = new EventLoop();
                try { return loop.Run(coroutine); } finally { loop.Close(); }
            }
        }
        """;

    private const string Desktop = """
        using System;
        using System.Threading.Tasks;
        public static partial class P
        {
            public static bool Ask(Func<bool> filter) { try { return filter(); } catch (Exception) { return false; } }
            public static System.Runtime.CompilerServices.YieldAwaitable Yield() { return Task.Yield(); }
            public static int Finish(Co<int> task) { return task.GetAwaiter().GetResult(); }
        }
        """;

    /// <summary>The text for the device, and the text for desktop tasks.</summary>
    public static (string Device, string Desktop) Write(int seed)
    {
        Random random = new(seed);
        StringBuilder text = new(Common);
        text.Append("\npublic class Program\n{\n    public int F;\n");

        for (int i = 0; i < Methods; i++)
        {
            text.Append(RandomMethod.Write(random, i));
        }

        text.Append("    public static Co<int> Start(int method, int x)\n    {\n        switch (method)\n        {\n");

        for (int i = 0; i < Methods; i++)
        {
            string target = text.ToString().Contains($"static async Co<int> M{i}(", StringComparison.Ordinal) ? "" : "new Program().";
            text.Append($"            case {i}: return {target}M{i}(x, \"s\");\n");
        }

        string program = text.Append("            default: return null;\n        }\n    }\n}\n").ToString();
        return (Flavour(Device, Flavours.Choose(program, true), "Coroutine"), Flavour(Desktop, Flavours.Choose(program, false), "Task"));
    }

    private static string Flavour(string first, string program, string type)
    {
        return (first + "\n" + program).Replace("Co<", type + "<", StringComparison.Ordinal).Replace(" Co ", " " + type + " ", StringComparison.Ordinal);
    }
}
