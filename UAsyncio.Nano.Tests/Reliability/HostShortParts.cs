using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// The operations of the parts, whose memory the host takes away for a moment between begin and end: it calls each by reflection. Each may
    /// fail then; it leaves nothing, and works once more.
    /// </summary>
    public static partial class HostShortParts
    {
        private const int Length = 32;
        private const int Patience = 120000;

        // What the parts above the primitives do.
        private static readonly string[] s_operations =
        {
            "WhenAll", "WhenAllSettled", "WhenAny", "WhenAny of a task", "WhenAnyOnly", "group", "group that fails", "group that is cancelled", "limit", "shield", "blocking call", "barrier",
            "HTTP get", "HTTP post", "HTTP post in parts", "HTTP get on a kept connection", "HTTP get that is cancelled", "HTTP get that is led elsewhere", "HTTP gets by turns", "HTTP events", "HTTP events tried again", "WebSocket", "WebSocket that is cancelled", "WebSocket to itself", "MQTT connect", "MQTT publish", "MQTT subscribe", "MQTT receive", "MQTT connect again", "MQTT task that is cancelled",
            "TLS client", "TLS line",
            "body of a length", "body in chunks", "whole body of a length", "whole body in chunks", "texts of a WebSocket", "parts of a WebSocket",
        };

        private static readonly string[] s_scenes = { "wait", "wake", "cancel", "cancel the woken", "time out" };

        private static EventLoop s_loop;
        private static PassCallback s_begin;
        private static PassCallback s_end;
        private static string s_wrong;
        private static bool s_mayFail;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations
        {
            get
            {
                string[] primitives = ShortPrimitive.MakeNames();
                string[] all = new string[s_operations.Length + s_scenes.Length * primitives.Length];
                Array.Copy(s_operations, all, s_operations.Length);
                int count = s_operations.Length;

                for (int i = 0; i < primitives.Length; i++)
                {
                    for (int j = 0; j < s_scenes.Length; j++)
                    {
                        all[count++] = primitives[i] + ": " + s_scenes[j];
                    }
                }

                return all;
            }
        }

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            s_begin = begin;
            s_end = end;
            s_wrong = null;
            s_loop = new EventLoop(Length, Length, new DevicePoller { Window = 0 });
            s_loop.ExceptionHandler = (task, exception) => { };

            try
            {
                for (int turn = 0; turn < 2 && s_wrong == null; turn++)
                {
                    s_mayFail = turn == 0;
                    s_loop.Run(MainAsync(operation));
                    s_begin = s_end = Nothing;
                    Check(s_loop.FreeSlots == Length, "slots: " + s_loop.FreeSlots);
                    Check(s_loop.FreeTimers == Length, "timers: " + s_loop.FreeTimers);
                }
            }
            catch (Exception exception)
            {
                s_wrong = s_wrong ?? exception.ToString();
            }
            finally
            {
                end();
                s_loop.Close();
            }

            return s_wrong;
        }

        private static void Nothing()
        {
        }

        private static void Check(bool holds, string what)
        {
            s_wrong = holds ? s_wrong : s_wrong ?? (s_mayFail ? "" : "once more: ") + what;
        }

        private static async Coroutine MainAsync(string operation)
        {
            int colon = operation.IndexOf(':');

            try
            {
                await (colon < 0 ? OperateAsync(operation) : PlayAsync(new ShortPrimitive(operation.Substring(0, colon)), operation.Substring(colon + 2))).WaitAsync(Patience);
            }
            catch (Exception exception)
            {
                Check(s_mayFail && (exception is OutOfMemoryException || HostMixedProgram.IsExpected(exception)), exception.ToString());
            }

            s_end();

            // What is left ends now.
            for (int i = 0; i < 300 && (s_loop.FreeSlots < Length - 1 || s_loop.FreeTimers < Length); i++)
            {
                await Coroutine.Delay(100);
            }
        }

        // What throws has changed nothing: so it is done again.
        private static bool Retry(ShortPrimitive primitive, Coroutine task)
        {
            for (; ; )
            {
                try
                {
                    return primitive == null ? task.Cancel() : primitive.Wake();
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        private static async Coroutine PauseAsync(int milliseconds)
        {
            for (int i = 0; i < milliseconds; i++)
            {
                try
                {
                    await Coroutine.Delay(1);
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        private static async Coroutine OperateAsync(string operation)
        {
            if (operation.IndexOf("HTTP") == 0)
            {
                await AskAsync(operation);
            }
            else if (operation.IndexOf("WebSocket") == 0)
            {
                await TalkAsync(operation);
            }
            else if (operation.IndexOf("MQTT") == 0)
            {
                await MessageAsync(operation);
            }
            else if (operation.IndexOf("TLS") == 0)
            {
                await SecureAsync(operation);
            }
            else if (operation.IndexOf("body") >= 0)
            {
                await ReadOnAsync(operation.IndexOf("whole") == 0, operation.IndexOf("chunks") >= 0);
            }
            else if (operation.IndexOf(" of a WebSocket") > 0)
            {
                await ReceiveOnAsync(operation.IndexOf("texts") == 0);
            }
            else
            {
                s_begin();
                await TogetherAsync(operation);
            }
        }

        private static async Coroutine CancelAsync(Coroutine coroutine)
        {
            _ = s_loop.CreateTask(coroutine);
            await PauseAsync(3);
            Retry(null, coroutine);

            while (!coroutine.IsCompleted)
            {
                await PauseAsync(1);
            }
        }
    }
}
