using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class LanguageRuleTests
{
    [Fact]
    public void GenericTypesAndMethodsAreRefusedWhereTheyAreDefinedAndUsed() => Expect.Announced("""
        class Box<T>
        {
            public T Value;
            public void Set(T value) { Value = value; } // UAN101
        }
        class C
        {
            Box<int> _box = new Box<int>(); // UAN101
            static T Same<T>(T value) => value; // UAN101
            static object Plain(object value) => value;
            static int M()
            {
                int a = (int)Plain(1);
                a += Same(2); // UAN101
                return a;
            }
            static int Get(Box<string>[] boxes) => boxes.Length; // UAN101
        }
        """);

    [Fact]
    public void GenericDelegatesOfTheCoreLibraryAreRefusedAndItsOthersAreNot() => Expect.Announced("""
        using System;
        class C
        {
            static void Run(Action<int> done) => done(1); // UAN101
            static event EventHandler<EventArgs> Changed { add { } remove { } } // UAN101
            static void Run(Action done) => done();
            static event EventHandler Good { add { } remove { } }
            static int Bad()
            {
                Func<int, bool> f = x => x > 2; // UAN101
                var g = (int x) => x + 1; // UAN101
                return f(1) ? g(2) : 0; // UAN101
            }
        }
        """);

    [Fact]
    public void WhatToWriteInsteadOfAGenericDelegateIsADelegate()
    {
        using var code = new DeviceCode("class C { static System.Action<int> s_done; }", true);
        Assert.Contains("declare a delegate of your own", Assert.Single(code.Lint()).Message);
    }

    [Fact]
    public void MultiDimensionalArraysAreRefusedAndArraysOfArraysAreNot() => Expect.Announced("""
        class C
        {
            static int Bad()
            {
                int n = 0;
                var a = new int[2, 3]; // UAN102
                n++;
                return a[1, 1] + n; // UAN102
            }
            static int Good()
            {
                int[][] a = new int[2][];
                a[1] = new int[3];
                return a[1][2];
            }
        }
        """);

    [Fact]
    public void NaturalLambdasAreRefusedAndTypedOnesAreNot() => Expect.Announced("""
        delegate int Map(int x);
        class C
        {
            static int s_n;
            static int Bad()
            {
                var f = (int x = 3) => x + s_n; // UAN103
                return f(1);
            }
            static int Good()
            {
                int k = s_n;
                Map f = x => x + k;
                Map g = x => x + s_n;
                System.Action a = () => s_n++;
                a();
                return f(1) + g(2);
            }
        }
        """);

    [Fact]
    public void DefaultInterfaceMethodsAreRefusedAndStaticOnesAreNot() => Expect.Announced("""
        interface IBad
        {
            int A();
            int B() => A() + 1; // UAN104
        }
        interface IGood
        {
            int A();
            static int S(int x) => x + 1;
        }
        class C : IGood
        {
            public int A() => 1;
            static int M(IGood g) => g.A() + IGood.S(1);
        }
        """);

    [Fact]
    public void UnsafeCodeIsRefused() => Expect.Announced("""
        class C
        {
            static unsafe int Stack()
            {
                int n = 0;
                int* p = stackalloc int[4]; // UAN105
                n++;
                p[1] = n;
                return p[1] + p[2];
            }
            static unsafe int Fixed(byte[] a)
            {
                int n = 0;
                fixed (byte* q = a) // UAN105
                {
                    n++;
                    n += *q;
                }
                return n;
            }
            static int Good(byte[] a, ref int b)
            {
                ref byte first = ref a[0];
                first++;
                b++;
                return a[0] + b;
            }
        }
        """);

    [Fact]
    public void CheckedArithmeticIsRefusedAndLongArrayLengthsAreNot() => Expect.Announced("""
        class C
        {
            static int Add(int a, int b) => checked(a + b); // UAN106
            static int Cast(long a)
            {
                return checked((int)a); // UAN106
            }
            static uint Negate(uint a) => checked(a - 1); // UAN106
            static byte Good(long n, ulong m, uint k, int i)
            {
                byte[] a = new byte[n];
                byte[] b = new byte[m];
                a[n - 1] = 2;
                b[k] = a[m];
                i = unchecked(i * 2);
                return (byte)(a[n] + i);
            }
        }
        """);

    [Fact]
    public void DelegatesCannotBeginInvokeButOtherTypesMay() => Expect.Announced("""
        delegate void Own();
        class Control { public void BeginInvoke(Own a) => a(); }
        class C
        {
            static void Bad(System.Action a, Own o)
            {
                var r = a.BeginInvoke(null, null); // UAN107
                a.EndInvoke(r); // UAN107
                o.BeginInvoke(null, null); // UAN107
            }
            static void Good(Control c, Own o)
            {
                c.BeginInvoke(o);
                o.Invoke();
            }
        }
        """);

    [Fact]
    public void StringEnumeratorsAreRefusedAndForeachOverAStringIsNot() => Expect.Announced("""
        class C
        {
            static object Bad(string s)
            {
                return s.GetEnumerator(); // UAN113
            }
            static int Good(string s, int[] a, System.Collections.ArrayList l)
            {
                int n = l.GetEnumerator() == null ? 1 : 0;
                foreach (char c in s) { n += c; }
                foreach (int i in a) { n += i; }
                foreach (object o in l) { n++; }
                return n;
            }
        }
        """);

    [Fact]
    public void NativeNumbersInArraysAndObjectsAreRefused() => Expect.Announced("""
        class C
        {
            static nint s_kept;
            static nint[] Many() { return new nint[2]; } // UAN114
            static object Box(nuint n) { return n; } // UAN114
            static nint Unbox(object o) { return (nint)o; } // UAN114
            static int Good(int[] a, nint i) { nint next = i + 1; s_kept += next; return a[next] + (next > i ? 1 : 0); }
        }
        """);

    [Fact]
    public void SizeOfAStructIsRefused() => Expect.Announced("""
        struct Pair { public int A; public byte B; }
        class C
        {
            static unsafe int Size() { return sizeof(Pair); } // UAN105
            static int Good() { return sizeof(int); }
        }
        """);

    [Fact]
    public void FunctionPointersAreRefused() => Expect.Announced("""
        class C
        {
            static unsafe int Call(delegate*<int, int> f) => f(1); // UAN105 UAN114
        }
        """);

    [Fact]
    public void WhatWorksOnADeviceIsClean() => Expect.Announced("""
        using System;
        using System.Collections;
        enum Color { Red, Green }
        struct Point { public int X; public int Y; public int Sum() => X + Y; }
        class Base(int seed)
        {
            public event Action Changed;
            public int Seed => seed;
            ~Base() { Changed?.Invoke(); }
            protected virtual string Name(Color c) => c.ToString() + $"{c}{seed,4}";
        }
        class C : Base
        {
            static readonly byte[] s_table = { 1, 2, 3, 4, 5, 6, 7, 8 };
            static readonly object s_lock = new object();
            public C() : base(3) { }
            static int Sum(params int[] values)
            {
                int n = 0;
                foreach (int v in values) { n += v; }
                return n;
            }
            static string Kind(object o) => o switch { int i when i > 3 => "big", int => "int", string s => s, null => "null", _ => "?" };
            static int Word(string s)
            {
                switch (s) { case "a": return 1; case "b": return 2; case "c": return 3; case "d": return 4; case "e": return 5; case "f": return 6; case "g": return 7; }
                return s_table[2];
            }
            int M(IDictionary d, out int x, ref Point p)
            {
                int Local(int k) => k + Seed;
                lock (s_lock) { x = Local(1); }
                try { p.X = Sum(1, 2, p.Y); }
                catch (Exception e) when (e.Message == "a") { x = 2; }
                catch (ArgumentException) { throw; }
                finally { p.Y = 3; }
                using (d as IDisposable) { x += (int)(object)x; }
                Action a = () => p2.X++;
                a();
                return Word(Kind(x));
            }
            Point p2;
        }
        """);

    // What an optimised build would put in the place of its call, and of which nothing would be left where it is written.
    [Fact]
    public void WhatIsRefusedIsFoundWhereItIsWritten() => Expect.Announced("""
        delegate int Give();
        class C
        {
            public static int All(int a)
            {
                int sum = Add(a, 1);
                sum += Size(a);
                sum += Begun(() => 1);
                sum += Narrow(sum);
                return sum;
            }
            private static int Add(int a, int b) => checked(a + b); // UAN106
            private static int Narrow(long a) => checked((short)a); // UAN106
            private static int Size(int n) => new int[n, 2].Length; // UAN102
            private static int Begun(Give give) => give.BeginInvoke(null, null) == null ? 1 : 2; // UAN107
        }
        """);
}
