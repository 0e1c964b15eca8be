using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>An exception filter: a device corrupts its heap at one. The weaver leaves none.</summary>
    internal sealed class FilterRule : Rule
    {
        internal override string Code => "UAN109";

        internal override void OnHandler(MethodDefinition method, ExceptionHandler handler)
        {
            if (handler.HandlerType == ExceptionHandlerType.Filter)
            {
                // The end of the filter has the line of the when; its start still counts as the line before.
                Report(method, handler.HandlerStart.Previous, "an exception filter (catch … when) corrupts the device's heap: run the weaver, which rewrites it");
            }
        }
    }
}
