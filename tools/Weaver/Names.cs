using Mono.Cecil;

namespace UAsyncio.Weaver
{
    /// <summary>The names that the library, the compiler and the weaver agree on.</summary>
    public static class Names
    {
        internal const string Namespace = "UAsyncio.Nano";
        internal const string Coroutine = Namespace + ".Coroutine";
        internal const string CoroutineOfT = Namespace + ".Coroutine`1";
        internal const string Awaitable = Namespace + ".Awaitable";
        internal const string IntAwaitable = Namespace + ".IntAwaitable";
        internal const string Awaiter = Namespace + ".Awaiter";
        internal const string AwaiterOfT = Namespace + ".Awaiter`1";
        internal const string IntAwaiter = Namespace + ".IntAwaiter";
        internal const string VoidAwaitable = Namespace + ".VoidAwaitable";
        internal const string VoidAwaiter = Namespace + ".VoidAwaiter";
        internal const string CoroutineAwaiter = Namespace + ".CoroutineAwaiter";
        internal const string CoroutineAwaiterOfT = Namespace + ".CoroutineAwaiter`1";
        internal const string Builder = Namespace + ".CoroutineBuilder";
        internal const string BuilderOfT = Namespace + ".CoroutineBuilder`1";
        internal const string CompilerServices = "System.Runtime.CompilerServices";
        internal const string StateMachine = CompilerServices + ".IAsyncStateMachine";
        internal const string BuilderAttribute = CompilerServices + ".AsyncMethodBuilderAttribute";

        // What the compiler puts between the name of an outer method and that of a function in it.
        internal const string LocalFunction = ">g__";

        // What the compiler calls its fields.
        internal const string StateField = "<>1__state";
        internal const string BuilderField = "<>t__builder";
        internal const string AwaiterFieldPrefix = "<>u__";
        internal const string ThisField = "<>4__this";

        internal static bool IsBuilder(TypeReference type)
        {
            string name = type.GetElementType().FullName;
            return name == Builder || name == BuilderOfT;
        }

        /// <summary>Whether a type exists for the compiler only.</summary>
        public static bool IsFace(TypeReference type)
        {
            switch (type.GetElementType().FullName)
            {
                case CoroutineOfT:
                case Awaiter:
                case AwaiterOfT:
                case IntAwaiter:
                case VoidAwaiter:
                case CoroutineAwaiter:
                case CoroutineAwaiterOfT:
                case Builder:
                case BuilderOfT:
                case StateMachine:
                case BuilderAttribute:
                case CompilerServices + ".INotifyCompletion":
                case CompilerServices + ".ICriticalNotifyCompletion":
                    return true;
                default:
                    return false;
            }
        }
    }
}
