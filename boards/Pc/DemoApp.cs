using System;
using System.Reflection;
using System.Threading;
using UAsyncio.VirtualDevice;

namespace UAsyncio.Boards.Pc
{
    /// <summary>The device's app, seen from outside: loaded at run time, it has types of its own.</summary>
    internal sealed class DemoApp
    {
        private const int LedPin = 2;
        private const int AddressInUse = 10048;

        private readonly Assembly _firmware;
        private readonly object _board;
        private object? _app;
        private bool _stopping;

        public DemoApp(Assembly firmware, string boardName, int maxConnections)
        {
            _firmware = firmware;
            _board = Activator.CreateInstance(Type("Firmware.Board"), boardName, LedPin, maxConnections)!;
            _board.GetType().GetProperty("Network")!.SetValue(_board, "127.0.0.1");
        }

        /// <summary>Has the app serve HTTPS too.</summary>
        public void UseTls(int port, Certificate certificate)
        {
            PropertyInfo tls = _board.GetType().GetProperty("Tls")!;
            object options = Activator.CreateInstance(tls.PropertyType)!;
            PropertyInfo own = tls.PropertyType.GetProperty("Certificate")!;
            own.SetValue(options, Activator.CreateInstance(own.PropertyType, certificate.Pem, certificate.Key, string.Empty));
            tls.SetValue(_board, options);
            _board.GetType().GetProperty("TlsPort")!.SetValue(_board, port);
        }

        /// <summary>Has the app publish to a broker.</summary>
        /// <param name="uplink">The assembly that does it, loaded beside the firmware.</param>
        /// <param name="broker">The broker: HOST or HOST:PORT.</param>
        public void UseBroker(Assembly uplink, string broker)
        {
            object made = Activator.CreateInstance(uplink.GetType("Firmware.Mqtt.BrokerUplink", throwOnError: true)!, broker)!;
            _board.GetType().GetProperty("Uplink")!.SetValue(_board, made);
        }

        /// <summary>Whether the app ended because another program listens on a port of its.</summary>
        public static bool IsPortInUse(Exception failure)
        {
            return failure.GetType().Name == "SocketException" && Equals(failure.GetType().GetProperty("ErrorCode")?.GetValue(failure), AddressInUse);
        }

        /// <summary>Runs the app until <see cref="Stop"/>.</summary>
        /// <returns>What ended it, or null.</returns>
        public Exception? Run(int port, Action listening)
        {
            Exception? failure = null;
            Device.LineWritten += OnLine;

            // The loop belongs to the thread that makes it.
            Thread thread = new(() =>
            {
                try
                {
                    object app = Activator.CreateInstance(Type("Firmware.DemoApp"), BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance, null, [_board], null)!;

                    lock (_board)
                    {
                        _app = app;

                        if (_stopping)
                        {
                            return;
                        }
                    }

                    Call("Run", port);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            });
            thread.Start();
            thread.Join();
            Device.LineWritten -= OnLine;
            return failure;

            void OnLine(string line)
            {
                if (line.StartsWith("Listening", StringComparison.Ordinal))
                {
                    listening();
                }
            }
        }

        /// <summary>Ends <see cref="Run"/>. For any thread.</summary>
        /// <param name="stopping">Gets the app, on the loop's thread, while everything is still there.</param>
        public void Stop(Action<object> stopping)
        {
            lock (_board)
            {
                bool isFirst = !_stopping;
                _stopping = true;

                if (isFirst && _app != null)
                {
                    Post(_ => stopping(_app));
                    Call("Stop");
                }
            }
        }

        private void Post(Action<object> callback)
        {
            object loop = _app!.GetType().GetField("_loop", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(_app)!;
            MethodInfo post = loop.GetType().GetMethod("Post")!;
            post.Invoke(loop, [Delegate.CreateDelegate(post.GetParameters()[0].ParameterType, callback.Target, callback.Method), null]);
        }

        private Type Type(string name) => _firmware.GetType(name, throwOnError: true)!;

        private void Call(string method, params object[] arguments)
        {
            Type("Firmware.DemoApp").GetMethod(method)!.Invoke(_app, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
    }
}
