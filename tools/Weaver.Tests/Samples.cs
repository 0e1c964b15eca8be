namespace Weaver.Tests;

/// <summary>Sources that several tests compile.</summary>
internal static class Samples
{
    /// <summary>Every kind of await, in every kind of method.</summary>
    public const string Broad = """
        using System;
        using UAsyncio.Nano;

        namespace Sample
        {
            public delegate Coroutine<int> Work(int value);
            public enum Color { Red, Blue }
            public struct Pair { public int A; public long B; }

            public interface IReader
            {
                Coroutine<string> ReadAsync(Coroutine<int> first, Coroutine<int>[] more);
            }

            public class Reader : IReader
            {
                private Coroutine<Pair> _kept;
                public Coroutine<Color> Property { get; set; }
                public event Work Asked;

                async Coroutine<string> IReader.ReadAsync(Coroutine<int> first, Coroutine<int>[] more)
                {
                    string text = string.Empty;
                    foreach (Coroutine<int> each in more) { text += (await each).ToString(); }
                    return text + await first;
                }

                public async Coroutine<int> RaiseAsync(int value) { return await Asked(value); }

                public async Coroutine<Pair> PairAsync()
                {
                    _kept = PairOf(1);
                    Pair pair = await _kept;
                    pair.A += await IntOf(2);
                    return pair;
                }

                public async Coroutine<Color> ColorAsync() { await Coroutine.Yield(); return Color.Blue; }
                public async Coroutine<Coroutine<int>> NestedAsync() { await Coroutine.Yield(); return IntOf(4); }
                public virtual async Coroutine PlainAsync() { await Coroutine.Delay(1); }
                private static async Coroutine<Pair> PairOf(int a) { await Coroutine.Yield(); return new Pair { A = a }; }
                public static async Coroutine<int> IntOf(int a) { await Coroutine.Yield(); return a; }

                public async Coroutine<object[]> CleanupAsync(int a)
                {
                    Work work = async value => value + await IntOf(a);

                    try { await work(1); }
                    catch (ArgumentException e) when (e.Message != null) { a++; }
                    catch (Exception) { await PlainAsync(); throw; }
                    finally { await Local(); }

                    return new object[] { await await NestedAsync(), await IntOf(1).WaitAsync(60000), EventLoop.Current.CreateTask(IntOf(2)) };

                    async Coroutine Local() { await Coroutine.Yield(); a += 2; }
                }
            }

            public static class Program
            {
                public static string Main()
                {
                    EventLoop loop = new EventLoop();
                    Reader reader = new Reader();
                    reader.Asked += async value => value * 2;
                    Color color = loop.Run(reader.ColorAsync());
                    Pair pair = loop.Run(reader.PairAsync());
                    string text = loop.Run(((IReader)reader).ReadAsync(Reader.IntOf(3), new Coroutine<int>[] { Reader.IntOf(1), Reader.IntOf(2) }));
                    object[] mixed = loop.Run(reader.CleanupAsync(5));
                    reader.Property = reader.ColorAsync();
                    int raised = loop.Run(reader.RaiseAsync(21));
                    loop.Run(reader.PlainAsync());
                    loop.Close();
                    return (int)color + " " + pair.A + " " + text + " " + mixed[0] + " " + mixed[1] + " " + raised;
                }
            }
        }
        """;

    /// <summary>What <see cref="Broad"/> returns.</summary>
    public const string BroadResult = "1 3 123 4 1 42";
}
