using System;
using UAsyncio.Nano.Tests.Shortage;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// The operations of the parts, whose memory the host takes away for a moment between begin and end: it calls each by reflection. Each may
    /// fail then; it leaves nothing, and works once more.
    /// </summary>
    public static partial class HostShortParts
    {
        // What the parts above the primitives do.
        private static readonly string[] s_operations =
        {
            "WhenAll", "WhenAllSettled", "WhenAny", "WhenAny of a task", "WhenAnyOnly", "group", "group that fails", "group that is cancelled", "limit", "shield", "blocking call", "blocking call that is cancelled in line", "barrier",
            "HTTP get", "HTTP post", "HTTP post in parts", "HTTP get on a kept connection", "HTTP get that is cancelled", "HTTP get that is led elsewhere", "HTTP gets by turns", "HTTP events", "HTTP events tried again", "WebSocket", "WebSocket that is cancelled", "WebSocket to itself", "MQTT connect", "MQTT publish", "MQTT subscribe", "MQTT unsubscribe", "MQTT receive", "MQTT handler", "MQTT connect again", "MQTT task that is cancelled",
            "TLS client", "TLS line", "TLS begun later",
            "body of a length", "body in chunks", "whole body of a length", "whole body in chunks", "texts of a WebSocket", "parts of a WebSocket", "what is sent to a WebSocket", "what a server sends to a WebSocket",
        };

        private static readonly string[] s_scenes = { "wait", "wake", "cancel", "cancel the woken", "time out" };

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
            return ShortRun.Run(operation, OperateAsync, HostMixedProgram.IsExpected, begin.Invoke, end.Invoke);
        }

        private static async Coroutine OperateAsync(string operation)
        {
            int colon = operation.IndexOf(':');

            if (colon > 0)
            {
                await PlayAsync(new ShortPrimitive(operation.Substring(0, colon)), operation.Substring(colon + 2));
            }
            else if (operation.IndexOf("HTTP") == 0)
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
            else if (operation.IndexOf(" to a WebSocket") > 0)
            {
                await (operation.IndexOf("server") > 0 ? ServeOnAsync() : SendOnAsync());
            }
            else if (operation.IndexOf(" of a WebSocket") > 0)
            {
                await ReceiveOnAsync(operation.IndexOf("texts") == 0);
            }
            else
            {
                Begin();
                await TogetherAsync(operation);
            }
        }
    }
}
