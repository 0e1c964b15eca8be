using Mono.Cecil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>BeginInvoke and EndInvoke of a delegate: they throw NotSupportedException.</summary>
    internal sealed class DelegateAsyncRule : Rule
    {
        internal override string Code => "UAN107";

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            bool async = member is MethodReference && (member.Name == "BeginInvoke" || member.Name == "EndInvoke");

            if (async && ReferenceSet.IsDelegate(References.Find(member.DeclaringType)))
            {
                Report(place, "a delegate's " + member.Name + " throws NotSupportedException on the device: give the work to a Thread, or write it as a coroutine and call EventLoop.CreateTask");
            }
        }
    }
}
