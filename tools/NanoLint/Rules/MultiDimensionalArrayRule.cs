using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>int[,] and the like: the runtime crashes on them.</summary>
    internal sealed class MultiDimensionalArrayRule : Rule
    {
        internal override string Code => "UAN102";

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (type is ArrayType array && !array.IsVector)
            {
                Report(place, "a multi-dimensional array crashes the device: use an array of arrays (int[][]), or one array and index it by row * width + column");
            }
        }
    }
}
