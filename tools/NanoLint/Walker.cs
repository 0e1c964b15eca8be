using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint
{
    /// <summary>Goes through an assembly once and shows every rule everything.</summary>
    internal sealed class Walker
    {
        private readonly List<Rule> _rules;

        internal Walker(List<Rule> rules)
        {
            _rules = rules;
        }

        internal void Walk(ModuleDefinition module)
        {
            var place = new Place();
            Attributes(module.Assembly, place);
            Attributes(module, place);

            foreach (TypeDefinition type in module.GetTypes())
            {
                Walk(type);
            }
        }

        private void Walk(TypeDefinition type)
        {
            var place = new Place(type);
            _rules.ForEach(r => r.OnType(type));
            Attributes(type, place);
            Use(type.BaseType, place);
            Constraints(type, place);

            foreach (InterfaceImplementation implementation in type.Interfaces)
            {
                Use(implementation.InterfaceType, place);
            }

            foreach (FieldDefinition field in type.Fields)
            {
                var at = new Place(field);
                Attributes(field, at);
                Use(field.FieldType, at);
            }

            // Their types are those of their accessors.
            foreach (ICustomAttributeProvider member in type.Properties.Cast<ICustomAttributeProvider>().Concat(type.Events))
            {
                Attributes(member, place);
            }

            foreach (MethodDefinition method in type.Methods)
            {
                Walk(method);
            }
        }

        private void Walk(MethodDefinition method)
        {
            var place = new Place(method);
            _rules.ForEach(r => r.OnMethod(method));
            Attributes(method, place);
            Attributes(method.MethodReturnType, place);
            Use(method.ReturnType, place);
            Constraints(method, place);

            foreach (ParameterDefinition parameter in method.Parameters)
            {
                Attributes(parameter, place);
                Use(parameter.ParameterType, place);
            }

            foreach (MethodReference overridden in method.Overrides)
            {
                Use(overridden, place);
            }

            if (method.HasBody)
            {
                Walk(method, method.Body);
            }
        }

        private void Walk(MethodDefinition method, MethodBody body)
        {
            foreach (VariableDefinition variable in body.Variables)
            {
                // The place where it is first used says more than the head of the method.
                Use(variable.VariableType, new Place(method, body.Instructions.FirstOrDefault(i => IL.Uses(i, variable))));
            }

            foreach (ExceptionHandler handler in body.ExceptionHandlers)
            {
                _rules.ForEach(r => r.OnHandler(method, handler));
                Use(handler.CatchType, new Place(method, handler.HandlerStart));
            }

            foreach (Instruction instruction in body.Instructions)
            {
                var place = new Place(method, instruction);
                _rules.ForEach(r => r.OnInstruction(method, instruction));

                switch (instruction.Operand)
                {
                    case TypeReference type:
                        Use(type, place);
                        break;
                    case MemberReference member:
                        Use(member, place);
                        break;
                    case CallSite site:
                        Signature(site, place);
                        break;
                }
            }
        }

        private void Use(MemberReference member, Place place)
        {
            _rules.ForEach(r => r.OnMemberUse(member, place));
            Use(member.DeclaringType, place);

            if (member is FieldReference field)
            {
                Use(field.FieldType, place);
            }
            else if (member is MethodReference method)
            {
                Signature(method, place);

                if (method is GenericInstanceMethod instance)
                {
                    Use(instance.GenericArguments, place);
                }
            }
        }

        private void Signature(IMethodSignature signature, Place place)
        {
            Use(signature.ReturnType, place);
            Use(signature.Parameters.Select(p => p.ParameterType), place);
        }

        private void Use(IEnumerable<TypeReference> types, Place place)
        {
            foreach (TypeReference type in types)
            {
                Use(type, place);
            }
        }

        private void Use(TypeReference type, Place place)
        {
            if (type == null || type is GenericParameter)
            {
                return;
            }

            _rules.ForEach(r => r.OnTypeUse(type, place));

            switch (type)
            {
                case FunctionPointerType pointer:
                    Signature(pointer, place);
                    return;
                case IModifierType modifier:
                    Use(modifier.ModifierType, place);
                    break;
                case GenericInstanceType instance:
                    Use(instance.GenericArguments, place);
                    break;
            }

            Use(type is TypeSpecification specification ? specification.ElementType : type.DeclaringType, place);
        }

        private void Constraints(IGenericParameterProvider provider, Place place)
        {
            foreach (GenericParameter parameter in provider.GenericParameters)
            {
                Use(parameter.Constraints.Select(c => c.ConstraintType), place);
            }
        }

        private void Attributes(ICustomAttributeProvider provider, Place place)
        {
            if (!provider.HasCustomAttributes)
            {
                return;
            }

            foreach (CustomAttribute attribute in provider.CustomAttributes)
            {
                _rules.ForEach(r => r.OnAttribute(attribute, place));
                Use(attribute.Constructor, place);
            }
        }
    }
}
