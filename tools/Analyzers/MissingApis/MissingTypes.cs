using System.Collections.Generic;

namespace UAsyncio.Nano.Analyzers.MissingApis
{
    /// <summary>Namespaces and types of desktop .NET that nanoFramework does not have, and what is used instead.</summary>
    internal static class MissingTypes
    {
        private const string List = "use an ArrayList, or an array";
        private const string Map = "use a Hashtable (package nanoFramework.System.Collections)";
        private const string Enumerate = "use the one without a type parameter, of System.Collections, or an array";
        private const string Arithmetic = "compare before you calculate: a device throws a plain Exception when a whole number is divided by zero, and nothing when one overflows";
        private const string Buffer = "pass a byte[] with an offset and a count";
        private const string CallerInfo = "declare the attribute in your program, in the namespace System.Runtime.CompilerServices: the compiler takes that";
        private const string OwnDelegate = "declare a delegate of your own";
        private const string Flag = "use an AsyncEvent; set from another thread, a ThreadSafeFlag";
        private const string Fields = "write a small class, or out parameters";

        internal static readonly Dictionary<string, string> Namespaces = new Dictionary<string, string>
        {
            ["System.Collections.Concurrent"] = "remove the using; tasks of one loop share an ArrayList or a Queue without locks",
            ["System.Collections.Generic"] = "remove the using; ArrayList, Hashtable, Queue and Stack are in System.Collections",
            ["System.Collections.Immutable"] = "remove the using; use arrays",
            ["System.Collections.ObjectModel"] = "remove the using; ArrayList, Hashtable, Queue and Stack are in System.Collections",
            ["System.Linq"] = "remove the using, and write the loop",
            ["System.Net.Http"] = "remove the using; UAsyncio.Nano.Http.Client has an HttpClient",
            ["System.Text.Json"] = "remove the using; the package nanoFramework.Json has JsonConvert",
            ["System.Threading.Channels"] = "remove the using; an AsyncQueue is one",
            ["System.Threading.Tasks"] = "remove the using; using UAsyncio.Nano has Coroutine in the place of Task",
        };

        internal static readonly Dictionary<string, string> Types = new Dictionary<string, string>
        {
            ["AggregateException"] = "await Coroutine.WhenAll(…) throws the first failure itself",
            ["ArithmeticException"] = Arithmetic,
            ["ArraySegment"] = Buffer,
            ["AsyncLocal"] = "pass it along as an argument",
            ["BlockingCollection"] = "use an AsyncQueue; filled by another thread, a ThreadSafeQueue",
            ["CallerFilePath"] = CallerInfo,
            ["CallerFilePathAttribute"] = CallerInfo,
            ["CallerLineNumber"] = CallerInfo,
            ["CallerLineNumberAttribute"] = CallerInfo,
            ["Channel"] = "use an AsyncQueue",
            ["Comparison"] = OwnDelegate + ", or use an IComparer",
            ["ConcurrentBag"] = "tasks of one loop can share an ArrayList without locks",
            ["ConcurrentDictionary"] = "tasks of one loop can share a Hashtable without locks",
            ["ConcurrentQueue"] = "use an AsyncQueue; filled by another thread, a ThreadSafeQueue",
            ["Converter"] = OwnDelegate,
            ["CountdownEvent"] = "use an AsyncBarrier, or await Coroutine.WhenAll(…)",
            ["DateTimeOffset"] = "use DateTime.UtcNow",
            ["Dictionary"] = Map,
            ["DivideByZeroException"] = Arithmetic,
            ["Enumerable"] = "write the loop",
            ["HashSet"] = Map,
            ["IAsyncEnumerable"] = "leave the interface out: await foreach takes a class with GetAsyncEnumerator(), Current and async Coroutine<bool> MoveNextAsync()",
            ["IAsyncDisposable"] = "leave the interface out: await using takes a class with async Coroutine DisposeAsync()",
            ["IAsyncEnumerator"] = "leave the interface out: await foreach takes a class with Current and async Coroutine<bool> MoveNextAsync()",
            ["ICollection"] = Enumerate,
            ["IDictionary"] = Map,
            ["IEnumerable"] = Enumerate,
            ["IEnumerator"] = Enumerate,
            ["IEquatable"] = "override Equals(object)",
            ["IList"] = Enumerate,
            ["IProgress"] = OwnDelegate,
            ["IReadOnlyCollection"] = Enumerate,
            ["IReadOnlyDictionary"] = Map,
            ["IReadOnlyList"] = Enumerate,
            ["ISet"] = Map,
            ["ImmutableArray"] = "use an array",
            ["JsonSerializer"] = "use a JsonReader and a JsonWriter of UAsyncio.Nano.Http, or JsonConvert of the package nanoFramework.Json",
            ["KeyValuePair"] = "use DictionaryEntry",
            ["KeyNotFoundException"] = "a Hashtable gives null for a key that it does not have",
            ["Lazy"] = "make it where it is asked for the first time: _value ??= new …",
            ["LinkedList"] = List,
            ["List"] = List,
            ["Lock"] = "between tasks use an AsyncLock, between threads lock an object",
            ["ManualResetEventSlim"] = Flag,
            ["Memory"] = Buffer,
            ["Mutex"] = "between tasks use an AsyncLock, between threads lock",
            ["Nullable"] = "use a value that means none, such as -1, or a bool beside it",
            ["OperationCanceledException"] = "catch CanceledException; that of a token is in System.Threading",
            ["OverflowException"] = Arithmetic,
            ["Parallel"] = "write await Coroutine.WhenAll(…)",
            ["PeriodicTimer"] = "write for (; ; ) { await Coroutine.Delay(milliseconds); … } in a task",
            ["Predicate"] = OwnDelegate,
            ["Progress"] = OwnDelegate,
            ["Queue"] = "use the Queue of System.Collections, which holds objects",
            ["ReadOnlyMemory"] = Buffer,
            ["ReadOnlySpan"] = Buffer,
            ["ReaderWriterLockSlim"] = "between tasks use an AsyncLock, between threads lock",
            ["SemaphoreSlim"] = "use an AsyncSemaphore",
            ["SortedDictionary"] = Map,
            ["SortedList"] = Map,
            ["SortedSet"] = Map,
            ["Span"] = Buffer,
            ["Stack"] = "use the Stack of System.Collections, which holds objects",
            ["Stopwatch"] = "take the difference of two Environment.TickCount64 (package nanoFramework.Runtime.Native), or of two loop.Ticks",
            ["StringComparison"] = "leave it out: a device knows no culture; to ignore case, compare what ToLower() gives of both",
            ["StringSplitOptions"] = "leave it out, and pass over the empty ones",
            ["TaskCanceledException"] = "catch CanceledException",
            ["TaskCompletionSource"] = Flag,
            ["ThreadLocal"] = "keep it in an object that the thread has",
            ["ThreadPool"] = "start a task, loop.CreateTask(XAsync()); what can only wait, await Coroutine.Run(function)",
            ["ThreadStaticAttribute"] = "keep it in an object that the thread has",
            ["ThreadStatic"] = "keep it in an object that the thread has",
            ["Tuple"] = Fields,
            ["ValueTuple"] = Fields,
            ["Volatile"] = "use lock, or Interlocked",
        };

        internal static readonly Dictionary<string, string> Tasks = new Dictionary<string, string>
        {
            ["Task"] = "use Coroutine: async Coroutine XAsync() { … }",
            ["Task<>"] = "use Coroutine<T>: async Coroutine<int> XAsync() { … }",
            ["ValueTask"] = "use Coroutine: async Coroutine XAsync() { … }",
            ["ValueTask<>"] = "use Coroutine<T>: async Coroutine<int> XAsync() { … }",
            ["Task.CompletedTask"] = "leave the await out, or write an async Coroutine with nothing in it",
            ["Task.Delay"] = "write await Coroutine.Delay(milliseconds)",
            ["Task.Factory"] = "write loop.CreateTask(XAsync())",
            ["Task.FromResult"] = "write an async Coroutine<T> that returns the value",
            ["Task.Run"] = "write loop.CreateTask(XAsync()); what can only wait, await Coroutine.Run(function)",
            ["Task.WhenAll"] = "write await Coroutine.WhenAll(…)",
            ["Task.WhenAny"] = "write await Coroutine.WhenAny(…): the index of the first one that ended",
            ["Task.Yield"] = "write await Coroutine.Yield()",
        };
    }
}
