using Microsoft.CodeAnalysis;

namespace UAsyncio.Nano.Analyzers
{
    /// <summary>Every fault that is named here. docs/diagnostics.md has a section for each.</summary>
    /// <remarks>
    /// From UAN301 on. What NanoLint refuses in the finished assembly too has NanoLint's code: one fault, one number. An error is what
    /// cannot be compiled for a device or does not run there; a warning, what runs and goes wrong.
    /// </remarks>
    internal static class Descriptors
    {
        internal static readonly DiagnosticDescriptor Generic = new DiagnosticDescriptor(
            "UAN101", "A generic type or method", "{0} is generic: the device has no generics and prints garbage, hangs or crashes; {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan101");

        internal static readonly DiagnosticDescriptor MultiDimensionalArray = new DiagnosticDescriptor(
            "UAN102", "A multi-dimensional array", "a multi-dimensional array crashes the device: use an array of arrays (int[][]), or one array and index it by row * width + column", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan102");

        internal static readonly DiagnosticDescriptor NaturalLambda = new DiagnosticDescriptor(
            "UAN103", "A lambda without a delegate type", "a lambda or method group assigned to var crashes the device: the compiler takes a generic delegate for it; declare a delegate type and use that", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan103");

        internal static readonly DiagnosticDescriptor DefaultInterfaceMethod = new DiagnosticDescriptor(
            "UAN104", "An interface method with a body", "the interface method {0} has a body: calling it throws on the device; declare it without, and share the code in an abstract class or a static method", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan104");

        internal static readonly DiagnosticDescriptor Checked = new DiagnosticDescriptor(
            "UAN106", "checked", "checked does not throw on the device, it overflows silently: compare with the limits before you calculate, or calculate in a wider type and compare the result", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan106");

        internal static readonly DiagnosticDescriptor DelegateAsync = new DiagnosticDescriptor(
            "UAN107", "BeginInvoke of a delegate", "a delegate's {0} throws NotSupportedException on the device: give the work to a Thread, or write it as a coroutine and call EventLoop.CreateTask", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan107");

        internal static readonly DiagnosticDescriptor Volatile = new DiagnosticDescriptor(
            "UAN112", "volatile", "volatile means nothing on the device: use lock or Interlocked for what two threads share", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan112");

        internal static readonly DiagnosticDescriptor AsyncVoid = new DiagnosticDescriptor(
            "UAN301", "async void", "{0} is async void, which nobody can await and a device cannot run: return Coroutine; where a void function is asked for, start a task in it: loop.CreateTask(XAsync())", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan301");

        internal static readonly DiagnosticDescriptor Task = new DiagnosticDescriptor(
            "UAN302", "Task or ValueTask", "nanoFramework has no {0}: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan302");

        internal static readonly DiagnosticDescriptor NotAwaited = new DiagnosticDescriptor(
            "UAN303", "A coroutine that never runs", "{0} does not run by itself: {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan303");

        internal static readonly DiagnosticDescriptor Blocking = new DiagnosticDescriptor(
            "UAN304", "A blocking call in a coroutine", "{0} stops every task of the loop until it returns: {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan304");

        internal static readonly DiagnosticDescriptor LockOverAwait = new DiagnosticDescriptor(
            "UAN305", "A lock held over an await", "{0} does not keep out the other tasks of this thread, and may stop them all: {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan305");

        internal static readonly DiagnosticDescriptor KeptAwaitable = new DiagnosticDescriptor(
            "UAN306", "A delay, read or write that is kept", "{0} is to be awaited once, where it is made: the loop or the stream uses the object again; keep a coroutine instead, or make it anew", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan306");

        internal static readonly DiagnosticDescriptor SwallowedCancellation = new DiagnosticDescriptor(
            "UAN307", "A catch that swallows cancellation", "this catch takes the CanceledException of a Cancel or a time limit too, and the loop goes on: put catch (CanceledException) { throw; } before it", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan307");

        internal static readonly DiagnosticDescriptor ResultOfNew = new DiagnosticDescriptor(
            "UAN308", "The result of a coroutine that has not run", "{0} has not run when its Result is asked for, which throws InvalidOperationException: await it; outside a coroutine, loop.Run({0})", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan308");

        internal static readonly DiagnosticDescriptor AsyncMain = new DiagnosticDescriptor(
            "UAN309", "async Main", "a device does not await Main: name this MainAsync, and write static void Main() { new EventLoop().Run(MainAsync()); }", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan309");

        internal static readonly DiagnosticDescriptor MissingType = new DiagnosticDescriptor(
            "UAN310", "A type that nanoFramework lacks", "nanoFramework has no {0}: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan310");

        internal static readonly DiagnosticDescriptor MissingMember = new DiagnosticDescriptor(
            "UAN311", "A member that nanoFramework lacks", "nanoFramework has no {0}: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan311");

        internal static readonly DiagnosticDescriptor MissingLanguage = new DiagnosticDescriptor(
            "UAN312", "C# that needs what nanoFramework lacks", "{0} cannot be compiled for nanoFramework: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan312");

        internal static readonly DiagnosticDescriptor OtherPackage = new DiagnosticDescriptor(
            "UAN313", "A type of a package that is not referenced", "{0} is in another assembly: add a reference to the package {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan313");

        internal static readonly DiagnosticDescriptor NumberFormat = new DiagnosticDescriptor(
            "UAN314", "A format of numbers that a device does not know", "a device gives the format \"{0}\" back as it is, or throws for it: D, E, F, G, N and X with a number of digits are known, X and D for whole numbers, such as {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan314");

        internal static readonly DiagnosticDescriptor TokenCancellation = new DiagnosticDescriptor(
            "UAN315", "A catch that a cancellation does not come to", "Cancel and the end of a group throw a CanceledException, which is no OperationCanceledException: write catch (CanceledException); only a CancellationToken's end is the other", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan315");

        internal static readonly DiagnosticDescriptor AsyncTest = new DiagnosticDescriptor(
            "UAN316", "A test that returns a coroutine", "{0} returns a coroutine, which nobody runs: the test would pass without having done anything; return void, and write new EventLoop().Run(XAsync()) in it", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan316");

        internal static readonly DiagnosticDescriptor HiddenTest = new DiagnosticDescriptor(
            "UAN317", "A test that is not public", "{0} is not public: the launcher does not find it, and it never runs", Category, DiagnosticSeverity.Error, true, helpLinkUri: Page + "uan317");

        internal static readonly DiagnosticDescriptor EnumName = new DiagnosticDescriptor(
            "UAN318", "The name of an enum's value", "a device knows no names of an enum, and gives the number of {0}: write (int) before it, or a switch that gives the names", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan318");

        internal static readonly DiagnosticDescriptor TestInstance = new DiagnosticDescriptor(
            "UAN319", "A test that needs an instance", "the launcher calls tests without an instance of {0}, so that there is no this: make what tests share static", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "uan319");

        private const string Category = "nanoFramework";
        private const string Page = "docs/diagnostics.md#";
    }
}
