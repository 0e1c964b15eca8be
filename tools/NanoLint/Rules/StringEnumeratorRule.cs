using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A string's enumerator: string.GetEnumerator throws NotSupportedException.</summary>
    internal sealed class StringEnumeratorRule : Rule
    {
        internal override string Code => "UAN113";

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            if (member.Name == "GetEnumerator" && member.DeclaringType?.FullName == "System.String")
            {
                Report(place, "string.GetEnumerator throws NotSupportedException on the device: go through the string by index, or over ToCharArray()");
            }
        }
    }
}
