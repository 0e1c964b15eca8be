using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// The marks that are for the weaver alone: [Inline], [Commit], and the class Commit. An assembly declares them itself, internal, in
    /// any namespace; they are gone when it is woven. That a method is to be inlined stays known, as a flag that costs nothing.
    /// </summary>
    internal static class MarkAttributes
    {
        internal const string Commit = "CommitAttribute";
        private const string Inline = "InlineAttribute";
        private const string CommitClass = "Commit";

        internal static bool Begin(ModuleDefinition module)
        {
            bool found = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods))
            {
                CustomAttribute mark = method.CustomAttributes.FirstOrDefault(a => IsOwn(a.AttributeType, module, Inline));

                if (mark != null)
                {
                    method.CustomAttributes.Remove(mark);
                    method.AggressiveInlining = true;
                    found = true;
                }
            }

            return found;
        }

        internal static bool End(ModuleDefinition module)
        {
            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods))
            {
                foreach (CustomAttribute mark in method.CustomAttributes.Where(a => IsOwn(a.AttributeType, module, Commit)).ToList())
                {
                    method.CustomAttributes.Remove(mark);
                }
            }

            bool found = false;

            foreach (TypeDefinition type in module.Types.Where(t => IsOwn(t, module, Inline) || IsOwn(t, module, Commit) || IsCommitClass(t)).ToList())
            {
                found = module.Types.Remove(type);
            }

            return found;
        }

        private static bool IsOwn(TypeReference type, ModuleDefinition module, string name)
        {
            return type is TypeDefinition definition && definition.Module == module && type.Name == name && definition.IsNotPublic
                && definition.BaseType?.FullName == "System.Attribute";
        }

        /// <summary>Whether a class is the one whose calls mark sections: one of this name whose methods do something is a program's own.</summary>
        internal static bool IsCommitClass(TypeDefinition type)
        {
            return type.Name == CommitClass && type.IsNotPublic && type.IsAbstract && type.IsSealed && !type.HasFields
                && type.Methods.Count == 2 && type.Methods.All(m => m.IsStatic && m.Parameters.Count == 0 && (m.Name == "Begin" || m.Name == "End")
                    && m.HasBody && m.Body.Instructions.All(i => i.OpCode == OpCodes.Nop || i.OpCode == OpCodes.Ret));
        }
    }
}
