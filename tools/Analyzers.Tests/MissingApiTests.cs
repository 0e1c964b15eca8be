using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

public class MissingApiTests
{
    [Fact]
    public Task TasksBecomeCoroutines() => Expect.AnnouncedAsync("""
        using System.Threading.Tasks; // UAN310 "remove the using"
        using UAsyncio.Nano;

        class C
        {
            async Task XAsync() { await Task.Delay(5); } // UAN302 "nanoFramework has no Task: use Coroutine: async Coroutine XAsync()" UAN302 "Task.Delay: write await Coroutine.Delay(milliseconds)"
            async Task<int> YAsync() { await Coroutine.Yield(); return 1; } // UAN302 "nanoFramework has no Task<>: use Coroutine<T>"
            ValueTask Z() => default; // UAN302 "ValueTask"
            async System.Threading.Tasks.Task QualifiedAsync() // UAN302
            {
                await System.Threading.Tasks.Task.Delay(5); // UAN302 "Task.Delay"
                Task.Run(() => { }); // UAN302 "loop.CreateTask(XAsync())"
            }
        }
        """);

    [Fact]
    public Task ATaskOfOnesOwnIsNot() => Expect.AnnouncedAsync("""
        class Task { public int List; public Task Run() => new Task { List = 1 }; }
        class List { }
        class C { Task Task; List Queue; int F() => Task.Run().List; void G(Task Stopwatch) => G(Stopwatch: Task); }
        """);

    [Fact]
    public Task CollectionsAndOtherTypesAreNamedOnceALine() => Expect.AnnouncedAsync("""
        using System;
        using System.Collections;
        using System.Collections.Generic; // UAN310 "ArrayList, Hashtable, Queue and Stack are in System.Collections"
        using System.Linq; // UAN310 "remove the using, and write the loop"

        class C
        {
            List<int> _list = new List<int>(); // UAN310 "nanoFramework has no List<>: use an ArrayList, or an array"
            Dictionary<string, int> _map; // UAN310 "Hashtable"
            System.Collections.Generic.HashSet<int> _set; // UAN310 "HashSet"
            IEnumerable<int> All() => null; // UAN310 "IEnumerable<>"
            Queue<int> _queue; // UAN310 "the Queue of System.Collections"
            System.Threading.Lock _lock; // UAN310 "AsyncLock"
            IEnumerable Good() => null;
            Queue _good = new Queue();

            void M(Span<byte> buffer) // UAN310 "pass a byte[] with an offset and a count"
            {
                var watch = System.Diagnostics.Stopwatch.StartNew(); // UAN310 "TickCount64"
                System.Threading.ThreadPool.QueueUserWorkItem(null); // UAN310 "ThreadPool"
                var channel = Channel.CreateBounded<int>(5); // UAN310 "use an AsyncQueue"
                bool same = "a".Equals("b", StringComparison.OrdinalIgnoreCase); // UAN310 "ToLower()"
                try { } catch (TaskCanceledException) { } // UAN310 "catch CanceledException"
            }
        }
        """);

    [Fact]
    public Task MembersThatAreNotThereAreNamed() => Expect.AnnouncedAsync("""
        using System;
        using System.Collections;
        using System.Threading;
        using UAsyncio.Nano;

        class C
        {
            async Coroutine M(string s, int[] numbers, ArrayList list)
            {
                s = string.Join(",", s); // UAN311 "nanoFramework has no String.Join: append in a loop"
                s = s.Replace("a", "b"); // UAN311 "new StringBuilder(s).Replace(old, with).ToString()"
                s = s?.Replace("a", "b"); // UAN311
                s = s + Environment.NewLine; // UAN311 "Environment.NewLine: write "
                Array.Sort(numbers); // UAN311 "Array.Sort"
                Monitor.Pulse(this); // UAN311 "AutoResetEvent"
                if (String.IsNullOrWhiteSpace(s)) { } // UAN311 "s.Trim().Length == 0"
                int n = Environment.TickCount; // UAN311 "TickCount64"
                n = (int)Environment.TickCount64;
                object first = list.First(); // UAN311 "LINQ (First): write the loop"
                first = numbers.Where(x => x > 1).Select(x => 1); // UAN311 "LINQ (Where)"
                M(s, numbers, list).Wait(); // UAN311 "loop.Run(XAsync())"
                await Coroutine.Delay(5).ConfigureAwait(false); // UAN311 "leave it out"
                s = s.Substring(1).Trim().ToLower() + string.Concat("a", "b") + s.Contains("x") + list.ToArray().Length;
                Array.IndexOf(numbers, 1);
            }
        }
        """);

    [Fact]
    public Task LanguageThatNeedsMissingTypesIsNamed() => Expect.AnnouncedAsync("""
        using System;
        using System.Collections;

        class C
        {
            int? _none; // UAN312 "int? (a value that can be null) cannot be compiled for nanoFramework: use a value that means none"
            (int A, int B) Pair() => (1, 2); // UAN312 "a tuple"
            IEnumerable Count() { yield return 1; } // UAN312 "yield cannot be compiled"
            record Point(int X); // UAN312 "write a class or a struct"
            volatile int _flag; // UAN112
            public required int Needed { get; set; } // UAN312 "required"
            string _text;
            C _next;
            int _plain;

            void M(int[] a, ArrayList list, object o, C point)
            {
                (_plain, a[0]) = (a[0], _plain); // UAN312 "a third variable"
                int last = a[^1]; // UAN312 "array[array.Length - 1]"
                string tail = _text[1..]; // UAN312 "Substring"
                bool begins = a is [1, _] || list is [[1], _]; // UAN312 "a list pattern"
                object made = new { A = 1 }; // UAN312 "an anonymous type"
                var other = new { A = 1 }; // UAN312 "an anonymous type"
                decimal price = 1; // UAN312 "cents in a long"
                object tax = 0.2m; // UAN312 "decimal"
                int[] more = [.. a, 1]; // UAN312 ".. in an array"
                dynamic d = o; // UAN312 "use object and a cast"
                object q = from x in list select x; // UAN312 "LINQ query"
                int length = _text?.Length ?? 0; // UAN312 "?. with a result of type int"
                var bytes = "abc"u8; // UAN312 "u8"
            }

            async UAsyncio.Nano.Coroutine KeepAsync(ArrayList list)
            {
                list?.Add(await GetAsync()); // UAN312 "?. with a result of type int"
                list?.Clear();
                list?.Add(1); // UAN312 "?. with a result of type int"
                _next?.Take(await GetAsync());
            }

            async UAsyncio.Nano.Coroutine<int> GetAsync() => 1;
            void Take(int value) { }

            void Good(int[] a, C other)
            {
                string s = _text ?? other?._text;
                _next?.Good(a, null);
                int[] more = [1, 2];
                ArrayList all = [.. more, 3];
                foreach (char c in s) { _plain += c; }
                (int x, int y) = other;
                (_plain, a[0]) = other;
                foreach ((int p, int q) in new[] { other }) { _plain += p + q; }
                if (other is { _plain: > 3 }) { }
                C dynamic = other ?? _next;
                dynamic.Good(a, dynamic);
            }

            void Deconstruct(out int x, out int y) { x = 1; y = 2; }
        }
        """);

    // The compiler says no more than that InAttribute is not defined.
    [Fact]
    public Task AnAddressThatIsOnlyReadIsNamedWhereASignatureHasToSaySo() => Expect.AnnouncedAsync("""
        struct Point { public int X; }
        delegate int Measure(in Point point); // UAN312 "pass it by value, or by ref"
        delegate ref readonly Point Find(); // UAN312 "return the value, or a ref"

        interface IMap
        {
            void Add(in Point point); // UAN312
            ref readonly Point Last { get; } // UAN312
            static int Width(in Point point) => point.X;
        }

        abstract class Map
        {
            protected Point _point;
            public abstract int this[in Point point] { get; } // UAN312 "in where the call is virtual cannot be compiled"
            public virtual void Draw(int color, ref readonly Point point) { } // UAN312 "pass it by value, or by ref"
            public ref readonly Point First => ref _point; // UAN312 "return the value, or a ref"
            public ref readonly Point At(int index) => ref _point; // UAN312

            public static int Width(in Point a, ref readonly Point b) => b.X - a.X;
            public ref Point Own => ref _point;
            public Map(in Point point) => _point = point;

            public int Good()
            {
                ref readonly Point point = ref _point;
                scoped ref readonly Point other = ref _point;
                return Twice(in point) + Width(in point, ref _point);

                static int Twice(in Point a) => 2 * a.X;
            }

            public int Bad()
            {
                return Own(0).X;

                ref readonly Point Own(int index) => ref _point; // UAN312
            }
        }
        """);

    [Fact]
    public Task TheWordsMainAndRequiredAloneAreNoFault() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;
        class C { static async Coroutine Main() { await Coroutine.Yield(); } }
        """);

    // The compiler says no more than that Task is not defined, and not where.
    [Fact]
    public Task AwaitAtTheTopLevelIsNamedOnce() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;
        System.Console.WriteLine("begins");
        if (args == null)
        {
            await Coroutine.Delay(5); // UAN312 "await at the top level cannot be compiled for nanoFramework: move it into async Coroutine MainAsync() { … }, and write new EventLoop().Run(MainAsync());"
        }

        await Coroutine.Delay(5);
        """, program: true);

    [Fact]
    public Task AwaitInAFunctionOfTheTopLevelIsFine() => Expect.AnnouncedAsync("""
        using UAsyncio.Nano;
        new EventLoop().Run(MainAsync());
        async Coroutine MainAsync() => await Coroutine.Delay(5);
        """, program: true);

    [Fact]
    public Task APackageThatIsNotReferencedIsNamed() => Expect.AnnouncedAsync("""
        using System;
        class C { double F() => Math.Sin(1); } // UAN313 "System.Math is in another assembly: add a reference to the package nanoFramework.System.Math"
        """, without: "System.Math");

    [Fact]
    public Task ACollectionWhosePackageIsNotReferencedIsNoGenericOne() => Expect.AnnouncedAsync("""
        using System.Collections;
        class C { object F() => new Queue(); } // UAN313 "System.Collections.Queue is in another assembly"
        class D { object F() => new Queue<int>(); } // UAN310 "the Queue of System.Collections"
        class E { object F() => new Stack(); } // UAN313 "System.Collections.Stack"
        class G { object F() => new UdpClient(17); } // UAN313 "or take the AsyncUdpClient of UAsyncio.Nano.Udp"
        """, without: "nanoFramework.System.Collections");

    [Fact]
    public Task APackageThatIsReferencedIsNot() => Expect.AnnouncedAsync("""
        class C { double F() => System.Math.Sin(1); string G() => new StringBuilder().ToString(); }
        """);
}
