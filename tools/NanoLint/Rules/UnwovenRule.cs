using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>Types that exist for the compiler only: the assembly has not been woven.</summary>
    internal sealed class UnwovenRule : Rule
    {
        private Place _first;
        private string _name;

        internal override string Code => "UAN115";

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (_first == null && CompilerNames.IsFace(type))
            {
                _first = place;
                _name = type.GetElementType().FullName;
            }
        }

        // Once: an assembly that is not woven would say it on every line.
        internal override void OnEnd()
        {
            if (_first != null)
            {
                Report(_first, "the assembly is not woven: it still uses " + _name + ", which exists for the compiler only; run the weaver first (WeaveTask, or uasyncio weave)");
            }
        }
    }
}
