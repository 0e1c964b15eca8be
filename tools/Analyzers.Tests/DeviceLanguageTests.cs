using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>NanoLint's rules, told while the code is written.</summary>
public class DeviceLanguageTests
{
    [Fact]
    public Task GenericsAreRefused() => Expect.AnnouncedAsync("""
        using System;
        using UAsyncio.Nano;

        class Box<T> { public T Value; } // UAN101 "the type Box is generic: the device has no generics and prints garbage, hangs or crashes; write it for one type"
        delegate int Map(int x);
        class C
        {
            Box<int> _box;
            Action<int> _action; // UAN101 "Action<> is generic: the device has no generics and prints garbage, hangs or crashes; declare a delegate of your own"
            event EventHandler<EventArgs> Changed; // UAN101
            static T Same<T>(T value) => value; // UAN101 "the method Same"
            static int Same1(int value) => value;
            static void Run(Func<int, int> f) { } // UAN101
            Action _good;
            event EventHandler Good;
            Map _map;
            async Coroutine<int> XAsync() { await Coroutine.Yield(); return 1; }
            async Coroutine Y(EventLoop loop) { await loop.CreateTask<int>(XAsync()); }
            async Coroutine Z() { var a = (XAsync()); var b = XAsync()!; await a; await b; }
            void M()
            {
                var f = (int x) => x; // UAN101 "Func<> of this lambda"
                var g = (int x = 3) => x; // UAN103
                var h = M;
                var i = (Same1); // UAN101 "Func<> of this lambda"
                Map typed = x => x;
                f(1);
            }
        }
        """);

    [Fact]
    public Task WhatDoesNotRunIsRefused() => Expect.AnnouncedAsync("""
        using System;
        using UAsyncio.Nano;

        interface I
        {
            void Bad() { } // UAN104 "the interface method Bad"
            void Good();
            static void AlsoGood() { }
        }

        class C
        {
            int[,] _grid = new int[2, 3]; // UAN102
            int[][] _rows = new int[2][];
            Action _action;

            int M(int a)
            {
                object grid = new int[2, 3]; // UAN102
                _action.BeginInvoke(null, null); // UAN107
                checked { a++; } // UAN106
                return checked(a + 1) + unchecked(a + 1); // UAN106
            }

            async Coroutine XAsync()
            {
                try { await Coroutine.Yield(); }
                catch (InvalidOperationException e) when (e.Message != null) { await Coroutine.Yield(); }
                try { await Coroutine.Yield(); }
                catch (InvalidOperationException e) when (e.Message != null) { Console.WriteLine("x"); }
                try { await Coroutine.Yield(); }
                catch (InvalidOperationException) { await Coroutine.Yield(); }
            }
        }
        """);

    [Fact]
    public Task FormatsThatADeviceDoesNotKnowAreTold() => Expect.AnnouncedAsync("""
        using System;

        class C
        {
            string M(double d, int i, byte b, DateTime t)
            {
                string bad = d.ToString("0.00"); // UAN314 "such as F2"
                bad += i.ToString("00"); // UAN314 "such as D2"
                bad += i.ToString("C"); // UAN314
                bad += d.ToString("X2"); // UAN314
                bad += $"{d:0.0} {i:#,##0}"; // UAN314 UAN314
                bad += $"{(int)d:0}"; // UAN314 "such as D2"
                string cast = $"{(int)d:D2} {(double)i:F1} {(byte)i:X2}";
                return bad + d.ToString("F2") + i.ToString("D2") + b.ToString("X2") + d.ToString("") + t.ToString("HH:mm") + $"{d,8:N1} {i:x} {t:yyyy}";
            }
        }
        """);

    [Fact]
    public Task TheNameOfAnEnumsValueIsItsNumber() => Expect.AnnouncedAsync("""
        using System;
        using System.Text;

        enum State { Open, Closed }

        class C
        {
            State _state;

            string M(State state, DateTime t, StringBuilder builder)
            {
                string text = state.ToString(); // UAN318 "gives the number of State"
                text = "it is " + state; // UAN318
                text += _state; // UAN318
                text = $"{state} and {t.DayOfWeek,8}"; // UAN318 UAN318 "gives the number of DayOfWeek"
                text = string.Format("{0} {1}", state, 1); // UAN318
                text = string.Concat("a", state, "b", "c", state); // UAN318 UAN318
                Console.WriteLine(State.Open.ToString()); // UAN318
                text = "" + (int)state + $"{(int)state}" + ((int)state).ToString() + (byte)state;
                object kept = state;
                bool isOpen = state == State.Open && Same(state);
                return isOpen ? nameof(State.Open) : text + kept.ToString() + state.GetHashCode();
            }

            bool Same(object other) => other.Equals(_state);
        }
        """);
}
