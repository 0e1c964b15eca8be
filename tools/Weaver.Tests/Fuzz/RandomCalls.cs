using System;
using System.Linq;
using System.Text;

namespace Weaver.Tests.Fuzz;

/// <summary>
/// Writes a program of many small methods that call one another: static and instance, virtual and not, properties, with loops, branches,
/// structs, references, changed arguments, null receivers. What is evaluated, and in which order, is folded into one number.
/// </summary>
internal sealed class RandomCalls
{
    public const int Methods = 120;

    // Methods call those of the tier below: else a program would take for ever.
    private const int Tier = 30;

    private const string Common = """
        using System;
        internal sealed class InlineAttribute : Attribute { }
        public struct Pair { public int A; public int B; public int Sum() { return A + B; } }
        public class Node
        {
            private int _value;
            public Node Next;
            public Node(int value) { _value = value; }
            public int Value { get { return _value; } set { _value = value; } }
            public int Late(int by) { P.Tick(by); return _value; }
            public int Add(int by) { _value += by; return _value; }
            public bool IsOdd() { if ((_value & 1) == 1) { return true; } return false; }
            public virtual int Turn(int by) { return _value * by; }
        }
        public sealed class Leaf : Node
        {
            public Leaf(int value) : base(value + 1) { }
            public override int Turn(int by) { return base.Turn(by) ^ by; }
        }
        public static class P
        {
            public static int Hash;
            public static int Tick(int value) { Hash = Hash * 31 + value; return value; }
            public static void Swap(ref int a, ref int b) { int c = a; a = b; b = c; }
            public static bool Split(int a, out int half) { half = a >> 1; return (a & 1) == 0; }
            public static string Run(int method, int x)
            {
                Hash = x;
                string end;
                Node node = new Node(x) { Next = new Leaf(3) };
                try { end = Program.Start(method, x, node).ToString(); }
                catch (Exception e) { end = e.GetType().Name; }
                return end + " " + Hash + " " + node.Value + " " + node.Next.Value;
            }
        }

        """;

    private readonly Random _random;
    private readonly StringBuilder _text = new(Common);
    private int _number;

    private RandomCalls(int seed)
    {
        _random = new Random(seed);
    }

    public static string Write(int seed) => new RandomCalls(seed).Write();

    private string Write()
    {
        _text.Append("public static class Program\n{\n");

        for (_number = 0; _number < Methods; _number++)
        {
            Method();
        }

        _text.Append("    public static int Start(int method, int x, Node n)\n    {\n        Leaf leaf = x == 9 ? null : (Leaf)n.Next;\n        switch (method)\n        {\n");

        foreach (int i in Enumerable.Range(0, Methods))
        {
            _text.Append($"            case {i}: return F{i}(x, {i}, n, leaf);\n");
        }

        return _text.Append("            default: return 0;\n        }\n    }\n}\n").ToString();
    }

    private void Method()
    {
        int kind = _random.Next(11);

        // What is marked must be possible to inline everywhere: no loops, no blocks.
        string mark = kind < 3 && Chance(3) ? "[Inline] " : "";
        string body = kind switch
        {
            0 => $"return {Expression(2)};",
            1 => $"if ({Condition()}) {{ return {Expression(2)}; }} return {Expression(1)};",
            2 => $"int t = {Expression(2)}; t {Pick("+=", "-=", "^=")} {Expression(1)}; n.Value = t; return t;",
            3 => $"for (int i = 0; i < (a & 3); i++) {{ b += {Expression(1)}; }} return b;",
            4 => $"a = {Expression(1)}; b ^= a; return a - b + {Expression(1)};",
            5 => $"P.Swap(ref a, ref b); return a * 3 + {Expression(1)};",
            6 => $"Pair p = default; if ({Condition()}) {{ p.A = {Expression(1)}; }} p.B += a; return p.Sum();",
            7 => $"if (P.Split({Expression(1)}, out int half)) {{ return half; }} return half + {Expression(1)};",
            8 => $"int s = 0; while (s < 5 && {Condition()}) {{ s += 1 + ({Expression(0)} & 1); }} return s;",
            9 => $"try {{ return {Expression(1)}; }} finally {{ P.Tick(a); }}",
            _ => $"switch ({Expression(0)} & 3) {{ case 0: return {Expression(1)}; case 1: case 2: return b; default: b = {Expression(1)}; break; }} return b + 1;",
        };
        _text.Append($"    {mark}private static int F{_number}(int a, int b, Node n, Leaf l) {{ {body} }}\n");
    }

    private string Expression(int depth) => _random.Next(depth > 0 ? 16 : 6) switch
    {
        0 => _random.Next(200).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 or 2 => "a",
        3 => "b",
        4 => "n.Value",
        5 => "P.Tick(b)",
        6 => $"({Expression(depth - 1)} {Pick("+", "-", "*", "^", "&")} {Expression(depth - 1)})",
        7 => $"({Condition()} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
        8 => $"P.Tick({Expression(depth - 1)})",
        9 => $"n.Add({Expression(depth - 1)})",
        10 => $"(n.Value = {Expression(depth - 1)})",
        11 => $"{Pick("n", "l", "n.Next", "n.Next.Next")}.{Pick("Late", "Add", "Turn")}({Expression(depth - 1)})",
        12 => $"(a = {Expression(depth - 1)})",
        13 => $"new {Pick("Node", "Leaf")}({Expression(depth - 1)}).Value",
        _ when _number >= Tier => $"F{_random.Next((_number / Tier * Tier) - Tier, _number / Tier * Tier)}({Expression(depth - 1)}, {Expression(depth - 1)}, n, {Pick("l", "new Leaf(a)")})",
        _ => "1",
    };

    private string Condition() => _random.Next(4) switch
    {
        0 => "n.IsOdd()",
        1 => $"({Pick("a", "b", "n.Value")} & {1 + _random.Next(3)}) == 0",
        2 => $"l.IsOdd() {Pick("&&", "||")} a > b",
        _ => $"P.Tick(a) {Pick("<", ">", "==")} b",
    };

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;
}
