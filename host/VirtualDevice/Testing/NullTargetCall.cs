using System;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>
    /// Calls a method as nanoFramework's launcher does: an instance method without an instance. A test that uses
    /// fields of its class fails on a device with a null reference, and so it has to here; reflection would refuse it.
    /// </summary>
    internal sealed class NullTargetCall
    {
        private readonly MethodInfo _method;
        private readonly Lazy<Action<object?[]>> _call;

        public NullTargetCall(MethodInfo method)
        {
            _method = method;
            _call = new Lazy<Action<object?[]>>(Compile);
        }

        public void Invoke(object?[] arguments)
        {
            if (IsCoroutine(_method.ReturnType))
            {
                throw new InvalidOperationException($"{_method.Name} returns a coroutine, which nobody runs, neither here nor on a device: the test would pass without having done anything. Return void, and write new EventLoop().Run(XAsync()) in it.");
            }

            ParameterInfo[] parameters = _method.GetParameters();
            if (parameters.Length != arguments.Length)
            {
                throw new TargetParameterCountException($"{_method.Name} takes {parameters.Length} arguments, but the row has {arguments.Length}.");
            }

            object?[] converted = new object?[arguments.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                converted[i] = ConvertTo(parameters[i].ParameterType, arguments[i]);
            }

            _call.Value(converted);
        }

        private static bool IsCoroutine(Type? type) => type != null && (type.FullName == "UAsyncio.Nano.Coroutine" || IsCoroutine(type.BaseType));

        private static object? ConvertTo(Type type, object? value)
        {
            bool isNumber = type.IsPrimitive && value != null && value.GetType() != type;
            return isNumber ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : value;
        }

        private Action<object?[]> Compile()
        {
            DynamicMethod call = new("Call" + _method.Name, null, [typeof(object[])], typeof(NullTargetCall).Module, true);
            ILGenerator il = call.GetILGenerator();
            if (!_method.IsStatic)
            {
                il.Emit(OpCodes.Ldnull);
            }

            ParameterInfo[] parameters = _method.GetParameters();
            for (int i = 0; i < parameters.Length; i++)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4, i);
                il.Emit(OpCodes.Ldelem_Ref);
                il.Emit(OpCodes.Unbox_Any, parameters[i].ParameterType);
            }

            il.Emit(OpCodes.Call, _method);
            if (_method.ReturnType != typeof(void))
            {
                il.Emit(OpCodes.Pop);
            }

            il.Emit(OpCodes.Ret);
            return call.CreateDelegate<Action<object?[]>>();
        }
    }
}
