using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Weaver.Tests.Fuzz;

/// <summary>
/// Writes the text of one async method with random statements. What it returns is called Co and Co&lt;int&gt;; each statement
/// leaves a mark in a log. It awaits every call at once, so that it makes no difference whether a call starts cold.
/// </summary>
internal sealed partial class RandomMethod
{
    private const int MaxStatements = 14;

    private readonly Random _random;
    private readonly int _number;
    private readonly StringBuilder _text = new();
    private readonly Stack<List<string>> _locals = new();
    private int _marks;
    private int _names;
    private int _statements;
    private int _indent = 2;

    // What may stand here.
    private int _loops;
    private int _catches;
    private int _tries;
    private bool _leaves = true;

    private RandomMethod(Random random, int number)
    {
        _random = random;
        _number = number;
    }

    public static string Write(Random random, int number)
    {
        RandomMethod method = new(random, number);
        method.Method();
        return method._text.ToString();
    }

    private void Method()
    {
        bool isStatic = Chance(2);
        Line($"public {(isStatic ? "static " : "")}async Co<int> M{_number}(int x, string s)");
        Open();
        _locals.Push(["x"]);
        Line("P.Enter();");
        Line("Pair p = new Pair(); int[] a = new int[] { 1, 2, 3 };");

        if (!isStatic)
        {
            Line("F = x;");
            _locals.Peek().Add("F");
        }

        Statements(4 + _random.Next(4), 3);

        if (Chance(3))
        {
            Line("end:");
        }
        else
        {
            Line("goto end; end:");
        }

        Mark();
        Line("P.Log(s);");
        Line(Chance(2) ? "return x + p.A + a[1];" : "return x + await P.Later(p.A + a[1]);");
        Close();
    }

    private void Statements(int count, int depth)
    {
        _locals.Push([]);

        for (int i = 0; i < count; i++)
        {
            if (_statements++ < MaxStatements)
            {
                Statement(depth);
            }
        }

        _locals.Pop();
    }

    private void Block(int depth)
    {
        Open();
        Mark();
        Statements(1 + _random.Next(3), depth - 1);
        Close();
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 22 : 10))
        {
            case 0:
                Mark();
                break;
            case 1:
                Line("await P.Yield();");
                break;
            case 2 or 3:
                Line($"{Local()} {Pick("=", "+=", "-=", "^=")} {Expression(2)};");
                break;
            case 4:
                Line(Pick(
                    $"a[{Expression(1)} & 1] += {Await()};",
                    $"p.A += {Await()};",
                    $"p = await P.MakePair({Local()});",
                    $"s = s + {Expression(1)} + await P.Text(\"t\");",
                    $"a = new int[] {{ {Expression(1)}, a[0], {Await()} }};",
                    $"s = $\"{{{Await()}}}{{s.Length}}\";"));
                break;
            case 5:
                Declare();
                break;
            case 6:
                Leave();
                break;
            case 7 when _number > 0:
                Call();
                break;
            case 8:
                Line($"if ({ThrowCondition()}) {{ throw new {Pick("E1", "E2", "E3")}({++_marks}); }}");
                break;
            case 9:
                Line($"await P.{Pick("ThrowIf", "ThrowLaterIf")}({ThrowCondition()}, {++_marks});");
                break;
            case 10 or 11:
                If(depth);
                break;
            case 12 or 13:
                Loop(depth);
                break;
            case 14 or 15 or 16 or 17:
                Try(depth);
                break;
            case 18:
                Switch(depth);
                break;
            case 19:
                Line($"using ({(Chance(2) ? $"new R({++_marks})" : $"await P.MakeR({++_marks})")})");
                Block(depth);
                break;
            case 20:
                Function(depth);
                break;
            default:
                Lock();
                break;
        }
    }

    private void Declare()
    {
        string name = "v" + _names++;
        Line($"int {name} = {Expression(2)};");
        _locals.Peek().Add(name);
    }

    private void Call()
    {
        int called = _random.Next(_number);
        Line($"{Local()} = {Local()} % 7 + await Start({called}, {Local()} & 3);");
    }

    private void Leave()
    {
        if (_loops > 0 && Chance(2))
        {
            Line($"if ({Condition()}) {{ {Pick("break", "continue")}; }}");
        }
        else if (_catches > 0 && Chance(2))
        {
            Line($"if ({Condition()}) {{ throw; }}");
        }
        else if (_leaves)
        {
            Line($"if ({Condition()}) {{ {Pick("goto end", $"return {Expression(1)}", $"return {Await()}")}; }}");
        }
    }

    private void Lock()
    {
        Line("lock (P.Gate)");
        Open();
        Mark();
        Line(_leaves ? "if (x % 5 == 3) { return x; }" : "x++;");
        Close();
    }

    private string Local()
    {
        string[] all = [.. _locals.SelectMany(scope => scope)];
        return all[_random.Next(all.Length)];
    }

    private string Await() => Pick($"await P.Later({Local()})", $"await P.Now({_random.Next(9)})", $"await P.Later({_random.Next(9)})");

    private string Expression(int depth) => _random.Next(depth > 0 ? 9 : 3) switch
    {
        0 => _random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => Local(),
        2 => Await(),
        3 => $"({Expression(depth - 1)} {Pick("+", "-", "*", "^")} {Expression(depth - 1)})",
        4 => $"({Condition()} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
        5 => $"P.Sum({Expression(depth - 1)}, {Expression(depth - 1)}, {Expression(depth - 1)})",
        6 => $"await P.Later({Expression(depth - 1)})",
        7 => $"(await P.MakePair({Expression(depth - 1)})).B",
        _ => $"(({Local()} & 3) switch {{ 0 => {Expression(depth - 1)}, 1 or 2 => {Await()}, _ => {_random.Next(9)} }})",
    };

    private string Condition() => _random.Next(5) switch
    {
        0 => $"({Local()} & 1) == 0",
        1 => $"{Local()} % 3 == {_random.Next(3)}",
        2 => $"await P.Later({Local()}) % 2 == 0",
        3 => $"({Local()} % 2 == 0 {Pick("&&", "||")} await P.Is({Local()} % 3 == 1))",
        _ => $"P.Count % {2 + _random.Next(3)} == 0",
    };

    // Where nothing catches, an exception would end most programs early.
    private string ThrowCondition() => _tries > 0 ? Condition() : $"{Local()} % 7 == {_random.Next(7)} && {Condition()}";

    private void Mark() => Line($"P.Log({_number * 1000 + ++_marks});");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;

    private void Line(string line) => _text.Append(' ', _indent * 4).Append(line).Append('\n');

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
    }
}
