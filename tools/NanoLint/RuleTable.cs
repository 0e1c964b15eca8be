using System.Collections.Generic;
using UAsyncio.NanoLint.Rules;

namespace UAsyncio.NanoLint
{
    /// <summary>All rules. The README's table has the same order.</summary>
    internal static class RuleTable
    {
        internal static List<Rule> Create()
        {
            return new List<Rule>
            {
                new GenericRule(),
                new MultiDimensionalArrayRule(),
                new NaturalLambdaRule(),
                new DefaultInterfaceMethodRule(),
                new HiddenMethodRule(),
                new BoundDelegateRule(),
                new StaticOrderRule(),
                new NestedInterfaceRule(),
                new UnsafeRule(),
                new CheckedRule(),
                new DelegateAsyncRule(),
                new FaultHandlerRule(),
                new FilterRule(),
                new ShiftedAttributesRule(),
                new AttributeArgumentRule(),
                new VolatileRule(),
                new StringEnumeratorRule(),
                new UnsupportedInstructionRule(),
                new UnwovenRule(),
                new AssemblyReferenceRule(),
                new MissingMemberRule(),
                new AssemblySizeRule(),
                new ByteCountRule(),
            };
        }
    }
}
