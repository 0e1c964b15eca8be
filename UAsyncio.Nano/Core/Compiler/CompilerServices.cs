// What the compiler asks for before it compiles an async method. Nothing of this file is left in the woven assembly.
namespace System.Runtime.CompilerServices
{
    /// <summary>Names the builder of an async return type.</summary>
    public sealed class AsyncMethodBuilderAttribute : Attribute
    {
        /// <summary>Creates the attribute.</summary>
        /// <param name="builderType">The builder.</param>
        public AsyncMethodBuilderAttribute(Type builderType)
        {
        }
    }

    /// <summary>A state machine as the compiler writes it.</summary>
    public interface IAsyncStateMachine
    {
        /// <summary>Runs it to its next suspension.</summary>
        void MoveNext();

        /// <summary>Not used.</summary>
        /// <param name="stateMachine">Not used.</param>
        void SetStateMachine(IAsyncStateMachine stateMachine);
    }

    /// <summary>An awaiter as the compiler knows it.</summary>
    public interface INotifyCompletion
    {
        /// <summary>Not used.</summary>
        /// <param name="continuation">Not used.</param>
        void OnCompleted(Action continuation);
    }

    /// <summary>An awaiter as the compiler knows it.</summary>
    public interface ICriticalNotifyCompletion : INotifyCompletion
    {
        /// <summary>Not used.</summary>
        /// <param name="continuation">Not used.</param>
        void UnsafeOnCompleted(Action continuation);
    }
}
