using System.Collections.Generic;

namespace UAsyncio.VirtualDevice.Tests.Api
{
    /// <summary>What the virtual device lacks of nanoFramework's API, and why. README.md repeats the parts a user meets.</summary>
    internal static class NotSupported
    {
        private const string Primitive = "The type cannot be another than desktop .NET's, which lacks the member.";
        private const string NotForPrograms = "Only the type's own assembly can call it.";

        private static readonly Dictionary<string, string> s_types = new()
        {
            ["System.Runtime.Remoting.RemotingServices"] = "Nothing remote is left to ask about.",
        };

        private static readonly Dictionary<string, string> s_members = new()
        {
            ["System.Array.ctor()"] = NotForPrograms,
            ["System.Delegate.ctor()"] = NotForPrograms,
            ["System.MulticastDelegate.ctor()"] = NotForPrograms,
            ["System.AttributeTargets.All"] = "Another value on desktop .NET; a compiler writes the number, nobody reads the name.",
            ["System.Exception.HResult"] = Primitive + " There it is a property.",
            ["System.String.GetEnumerator()"] = Primitive + " foreach over a string does not run on a device either.",
        };

        public static bool IsKnown(NanoApiMember member) => s_types.ContainsKey(member.Type) || s_members.ContainsKey(member.Id);

        /// <summary>A type that is missing as a whole may come bit by bit; a member is there or it is not.</summary>
        public static bool IsListedByItself(NanoApiMember member) => s_members.ContainsKey(member.Id);
    }
}
