using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A fault handler: the thread spins for ever in it. C# has none of its own; an iterator with try/finally produces one.</summary>
    internal sealed class FaultHandlerRule : Rule
    {
        internal override string Code => "UAN108";

        internal override void OnHandler(MethodDefinition method, ExceptionHandler handler)
        {
            if (handler.HandlerType == ExceptionHandlerType.Fault)
            {
                Report(method, handler.TryStart, "a fault handler makes the thread spin for ever on the device: the compiler writes one for an iterator with try/finally or using; write the enumerator as a class, or fill an ArrayList");
            }
        }
    }
}
