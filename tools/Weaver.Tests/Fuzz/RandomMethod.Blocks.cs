namespace Weaver.Tests.Fuzz;

internal sealed partial class RandomMethod
{
    private void If(int depth)
    {
        Line($"if ({Condition()})");
        Block(depth);

        if (Chance(2))
        {
            Line("else");
            Block(depth);
        }
    }

    private void Loop(int depth)
    {
        int catches = _catches;
        string name = "i" + _names++;
        int turns = 1 + _random.Next(3);

        switch (_random.Next(4))
        {
            case 0:
                Line($"for (int {name} = 0; {name} < {turns}; {name}++)");
                break;
            case 1:
                Line($"for (int {name} = await P.Now(0); await P.Later({name}) < {turns}; {name} += await P.Later(1))");
                break;
            case 2:
                Line($"foreach (int {name} in await P.Many({turns}))");
                break;
            default:
                Line($"int {name} = 0;");
                Line($"while ({name}++ < await P.Later({turns}))");
                break;
        }

        _loops++;
        Block(depth);
        _loops--;
        _catches = catches;
    }

    private void Switch(int depth)
    {
        Line($"switch ({Expression(1)} % 3)");
        Open();

        for (int i = 0; i < 3; i++)
        {
            Line(i == 2 ? "default:" : $"case {i}:");
            Block(depth);
            Line("break;");
        }

        Close();
    }

    private void Try(int depth)
    {
        int kind = _random.Next(4);
        string? again = Chance(3) ? "again" + _names++ : null;

        if (again != null)
        {
            Line($"int {again}Turns = 0;");
            Line($"{again}:");
        }

        Line("try");
        _tries += kind != 0 ? 1 : 0;
        Tried(depth, again);
        _tries -= kind != 0 ? 1 : 0;

        if (kind != 0)
        {
            Catches(depth);
        }

        if (kind is 0 or 1)
        {
            Line("finally");

            // No way out of a finally block but its end.
            (int loops, int catches, bool leaves) = (_loops, _catches, _leaves);
            (_loops, _catches, _leaves) = (0, 0, false);
            Block(depth);
            (_loops, _catches, _leaves) = (loops, catches, leaves);
        }
    }

    // Left for right in front of it now and then, some times at most.
    private void Tried(int depth, string? again)
    {
        Open();
        Mark();
        Statements(1 + _random.Next(3), depth - 1);

        if (again != null)
        {
            Line($"if ({again}Turns++ < 2 && {Condition()}) {{ goto {again}; }}");
        }

        Close();
    }

    // The device tries clauses from the first filter on one after the other when inner finally blocks have run: for tasks that is
    // written out.
    private void Catches(int depth)
    {
        string exception = "x" + _names++;
        bool any = false;
        bool merged = false;
        bool catchesAll = false;

        void Clause(string? type, string? name, string? filter, string? first)
        {
            string start = merged ? "else " : "";

            if (filter != null && !merged)
            {
                merged = true;
                Line(Flavours.Desktop($"catch (Exception {exception}) {{"));
            }

            string device = type == null ? "catch" : $"catch ({type} {name})";
            string tested = type == null ? "" : $"if ({exception} is {type} {name}" + (filter == null ? ")" : $" && P.Ask(() => {filter}))");
            device += filter == null ? "" : $" when ({filter})";
            Line(merged ? Flavours.Device(device) + Flavours.Desktop(start + tested) : device);
            Catch(depth, first);
            any = true;
        }

        foreach (string type in new[] { "E1", "E2" })
        {
            if (Chance(2))
            {
                string name = "e" + _names++;
                Clause(type, name, Chance(3) ? Filter(name) : null, $"P.Log({name}.N);");
            }
        }

        if (!any || Chance(2))
        {
            catchesAll = Chance(2);
            Clause(catchesAll ? null : "Exception", catchesAll ? null : "e" + _names++, catchesAll ? null : Filter("new E1(2)"), null);
        }

        if (merged)
        {
            Line(Flavours.Desktop(catchesAll ? "}" : "else { throw; } }"));
        }
    }

    private string Filter(string exception)
    {
        return Pick($"{exception}.N % 2 == 0", $"{Local()} % 2 == 0", $"{Local()} == 1", "P.Filter(true)", "P.Filter(false)", "P.FilterThrows()", $"12 / ({Local()} & 1) == 12");
    }

    private void Catch(int depth, string? first)
    {
        Open();

        if (first != null)
        {
            Line(first);
        }

        _catches++;
        Statements(1 + _random.Next(3), depth - 1);
        _catches--;
        Close();
    }

    // A lambda or a local function, which captures what it sees.
    private void Function(int depth)
    {
        string name = "f" + _names++;
        bool lambda = Chance(2);
        (int loops, int catches, bool leaves) = (_loops, _catches, _leaves);
        (_loops, _catches, _leaves) = (0, 0, false);
        Line(lambda ? $"Work {name} = async y =>" : $"async Co<int> {name}(int y)");
        Open();
        _locals.Push(["y"]);
        Mark();
        Statements(1 + _random.Next(3), depth - 1);
        Line(Chance(2) ? "return y + x;" : $"return await P.Later(y) + {Local()};");
        _locals.Pop();
        Close(lambda ? ";" : "");
        (_loops, _catches, _leaves) = (loops, catches, leaves);
        Line($"{Local()} = await {name}({Expression(1)});");
    }

    private void Close(string end)
    {
        _indent--;
        Line("}" + end);
    }
}
