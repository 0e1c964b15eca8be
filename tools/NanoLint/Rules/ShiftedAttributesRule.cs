using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A type that the metadata processor drops only after it has numbered the attributes: every attribute of the types behind it lands on the wrong type.</summary>
    internal sealed class ShiftedAttributesRule : Rule
    {
        internal override string Code => "UAN110";

        internal override void OnType(TypeDefinition type)
        {
            if (type.FullName == "System.Runtime.CompilerServices.RefSafetyRulesAttribute" || type.FullName == "System.Runtime.CompilerServices.AccessedThroughPropertyAttribute")
            {
                Report(new Place(), "the assembly contains " + type.FullName + ", which shifts all attributes by one type on the device: set <Features>noRefSafetyRulesAttribute</Features> or <LangVersion>10</LangVersion> in the project");
            }
        }
    }
}
