using Xunit;

namespace UAsyncio.NanoLint.Tests;

/// <summary>What a device calls instead of what C# would, and what it has not set yet when it is read.</summary>
public class DispatchRuleTests
{
    [Fact]
    public void AMethodThatHidesAVirtualOneIsRefusedAndOneThatOverridesIsNot() => Expect.Announced("""
        interface I { int Own(); }
        class Base : I
        {
            public virtual int Name() => 1;
            public virtual int Size => 1;
            public virtual int Both(int x) => x;
            public int Plain() => 1;
            public int Own() => 1;
            internal virtual int Inner() => 1;
        }
        class Middle : Base { }
        class Derived : Middle
        {
            public new int Name() => 2; // UAN120
            public new virtual int Size => 2; // UAN120
            public override int Both(int x) => 2;
            public int Both(string x) => 3;
            public new int Plain() => 2;
            public new int Own() => 2; // UAN120
            private new int Inner() => 2; // UAN120
            public new static int ToString() => 2;
        }
        struct S
        {
            public new string ToString() => "s"; // UAN120
            public override int GetHashCode() => 1;
            public bool Equals(S other) => true;
        }
        """);

    [Fact]
    public void AnInterfaceThatABaseClassImplementsExplicitlyIsImplementedExplicitlyAgain() => Expect.Announced("""
        class Outer { public interface I { int M(); int N(); } }
        class Base : Outer.I { int Outer.I.M() => 1; public virtual int N() => 1; }
        class Bad : Base, Outer.I { public int M() => 2; } // UAN120
        class Good : Base, Outer.I { int Outer.I.M() => 2; public int M() => 3; public override int N() => 2; }
        class Other : Base { public int M() => 3; }
        """);

    [Fact]
    public void ADelegateOfAnExtensionMethodWithItsObjectIsRefused() => Expect.Announced("""
        delegate string Give();
        delegate string Change(string s);
        static class C
        {
            static string Twice(this string s) => s + s;
            static string Own(string s) => s;
            static string Bad(string s)
            {
                Give give = s.Twice; // UAN121
                return give();
            }
            static string Good(string s)
            {
                Give give = () => s.Twice();
                Give upper = s.ToUpper;
                Change change = Twice;
                change += Own;
                change += x => x + 1;
                return give() + upper() + change(s);
            }
        }
        """);

    [Fact]
    public void AStaticThatIsSetLaterThanItIsReadIsRefused() => Expect.Announced("""
        delegate int Give();
        class A
        {
            static int s_direct = Z.Value; // UAN122
            static int s_called = Read(); // UAN122
            static int s_made = new Reader().Value; // UAN122
            static int s_const = Z.Const;
            static int s_unset = Z.Unset;
            static Give s_give = () => Z.Value;
            static Give s_other = Read;
            public static int Value = 1;
            static int Read() { return Later(); }
            static int Later() { return Z.Value + 1; }
        }
        class Reader { public int Value = Z.Value; }
        class Nest
        {
            static int s_inner = Inner.Value; // UAN122
            public static class Inner { public static int Value = 4; }
        }
        class Z
        {
            public const int Const = 1;
            public static int Unset;
            public static int Value = A.Value + 1;
            static int s_own = Value;
        }
        """);

    [Fact]
    public void ATypeThatImplementsAnInterfaceDeclaredInItIsRefused() => Expect.Announced("""
        class Led : Led.IPins
        {
            public int Pin() => 1; // UAN124
            public interface IPins : IMore { int Pin(); }
            public interface IMore { }
        }
        class First : Second.IOne
        {
            public int One() => 1; // UAN124
            public interface ITwo { int Two(); }
        }
        class Second : First.ITwo
        {
            public int Two() => 2; // UAN124
            public interface IOne { int One(); }
        }
        class Around
        {
            public interface IInner { int Inner(); }
            class Within : IInner { public int Inner() => 1; }
            class Also : Led.IPins { public int Pin() => 2; }
        }
        """);
}
