using System;
using System.Runtime.CompilerServices;

// What the compiler writes calls to in an async method. The weaver merges the state machine into the coroutine and
// rewrites every one of these calls: no body here ever runs.
namespace UAsyncio.Nano
{
    /// <summary>The compiler's builder of <see cref="Coroutine"/>.</summary>
    public struct CoroutineBuilder
    {
        /// <summary>Removed.</summary>
        public Coroutine Task => throw null;

        /// <summary>Removed.</summary>
        /// <returns>Nothing.</returns>
        public static CoroutineBuilder Create()
        {
            throw null;
        }

        /// <summary>Removed: a coroutine starts when it is awaited.</summary>
        public void Start<TStateMachine>(ref TStateMachine stateMachine)
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Removed.</summary>
        public void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }

        /// <summary>Becomes stores.</summary>
        public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
            where TAwaiter : INotifyCompletion
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Becomes stores.</summary>
        public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
            where TAwaiter : ICriticalNotifyCompletion
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Becomes stores.</summary>
        public void SetResult()
        {
        }

        /// <summary>Becomes stores.</summary>
        public void SetException(Exception exception)
        {
        }
    }

    /// <summary>The compiler's builder of <see cref="Coroutine{T}"/>.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    public struct CoroutineBuilder<T>
    {
        /// <summary>Removed.</summary>
        public Coroutine<T> Task => throw null;

        /// <summary>Removed.</summary>
        /// <returns>Nothing.</returns>
        public static CoroutineBuilder<T> Create()
        {
            throw null;
        }

        /// <summary>Removed: a coroutine starts when it is awaited.</summary>
        public void Start<TStateMachine>(ref TStateMachine stateMachine)
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Removed.</summary>
        public void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }

        /// <summary>Becomes stores.</summary>
        public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
            where TAwaiter : INotifyCompletion
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Becomes stores.</summary>
        public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
            where TAwaiter : ICriticalNotifyCompletion
            where TStateMachine : IAsyncStateMachine
        {
        }

        /// <summary>Becomes stores, boxed.</summary>
        public void SetResult(T result)
        {
        }

        /// <summary>Becomes stores.</summary>
        public void SetException(Exception exception)
        {
        }
    }
}
