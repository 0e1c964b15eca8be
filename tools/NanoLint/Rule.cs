using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint
{
    /// <summary>
    /// One thing that does not work on a device. A rule overrides what it wants to see; one instance serves one
    /// assembly, so it may keep state. To add one: derive from this and name it in <see cref="RuleTable"/>.
    /// </summary>
    internal abstract class Rule
    {
        private Findings _findings;

        /// <summary>Its number, UAN101 and up.</summary>
        internal abstract string Code { get; }

        protected ModuleDefinition Module { get; private set; }

        protected ReferenceSet References { get; private set; }

        internal void Begin(ModuleDefinition module, ReferenceSet references, Findings findings)
        {
            Module = module;
            References = references;
            _findings = findings;
        }

        /// <summary>A type that the assembly defines.</summary>
        internal virtual void OnType(TypeDefinition type)
        {
        }

        /// <summary>A method that the assembly defines.</summary>
        internal virtual void OnMethod(MethodDefinition method)
        {
        }

        /// <summary>An instruction.</summary>
        internal virtual void OnInstruction(MethodDefinition method, Instruction instruction)
        {
        }

        /// <summary>A try block with its handler.</summary>
        internal virtual void OnHandler(MethodDefinition method, ExceptionHandler handler)
        {
        }

        /// <summary>A type that is named anywhere; of a composed one first the whole, then its parts.</summary>
        internal virtual void OnTypeUse(TypeReference type, Place place)
        {
        }

        /// <summary>A method or field that is named anywhere.</summary>
        internal virtual void OnMemberUse(MemberReference member, Place place)
        {
        }

        /// <summary>An attribute on anything.</summary>
        internal virtual void OnAttribute(CustomAttribute attribute, Place place)
        {
        }

        /// <summary>Everything has been seen.</summary>
        internal virtual void OnEnd()
        {
        }

        protected void Report(Place place, string message)
        {
            _findings.Add(place.Report(Code, message));
        }

        protected void Report(MethodDefinition method, Instruction instruction, string message)
        {
            Report(new Place(method, instruction), message);
        }
    }
}
