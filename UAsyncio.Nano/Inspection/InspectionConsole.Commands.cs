using System.Text;
using UAsyncio.Nano.Net;
using GC = nanoFramework.Runtime.Native.GC;

namespace UAsyncio.Nano.Inspection
{
    public sealed partial class InspectionConsole
    {
        private static readonly string[] s_levels = { "trace", "debug", "info", "warning", "error", "none" };

        private string Answer(string name, string argument)
        {
            switch (name)
            {
                case "cancel":
                    return Cancel(argument);
                case "heap":
                    return GC.Run(false) + " bytes free";
                case "log":
                    return argument.Length == 0 ? ShowLog() : SetLevel(argument);
                case "help":
                    return Help();
                default:
                    return "unknown: " + name + "; help lists the commands";
            }
        }

        private string Help()
        {
            string text = "tasks         what each task does\n"
                + "cancel NAME   cancels the tasks of that name\n"
                + "heap          free bytes\n"
                + "log [LEVEL]   the last messages; or sets the level: trace, debug, info, warning, error, none\n"
                + "top           for uasyncio top: tasks, with tabs between\n"
                + "quit          ends the connection";

            for (CommandEntry entry = _commands; entry != null; entry = entry.Next)
            {
                text += "\n" + entry.Name.PadRight(14) + entry.Help;
            }

            return text;
        }

        // For people; or, with tabs, for uasyncio top: first tick, free bytes, free slots and timers, then a line a task. All but the last line
        // are written here, each by itself: of many tasks the whole text, and what is made of it, would be more than a device has free.
        private async Coroutine<string> TasksAsync(AsyncStream stream, bool isTable)
        {
            EventLoop loop = _watch.Loop;
            string line = isTable ? loop.Ticks + "\t" + GC.Run(false) + "\t" + loop.FreeSlots + "\t" + loop.FreeTimers : null;

            for (TaskInfo info = _watch.First; info != null; info = info.Next)
            {
                if (line != null)
                {
                    await stream.WriteAsync(line + "\r\n").WaitAsync(IdleTimeout);
                }

                line = Describe(info, loop, isTable);
            }

            return line ?? "no task is watched";
        }

        private static string Describe(TaskInfo info, EventLoop loop, bool isTable)
        {
            int left = TaskText.TimeLeft(info.Task, loop);
            string name = info.Task.Name;
            string coroutines = TaskText.Coroutines(info.Task);
            string waits = TaskText.WaitsFor(info.Task, loop);
            return isTable
                ? name + "\t" + coroutines + "\t" + waits + "\t" + left + "\t" + info.Turns + "\t" + info.LongestTurn + "\t" + info.TotalTime
                : name + ": " + coroutines + ", " + waits + (left > 0 ? " " + left + " ms" : "")
                    + ", " + info.Turns + " turns, longest " + info.LongestTurn + " ms";
        }

        private string Cancel(string name)
        {
            Coroutine own = _watch.Loop.CurrentTask;
            int count = 0;

            for (TaskInfo info = _watch.First; info != null; info = info.Next)
            {
                if (info.Task != own && info.Task.Name == name && info.Task.Cancel())
                {
                    count++;
                }
            }

            return count + " cancelled";
        }

        private string ShowLog()
        {
            if (Log == null)
            {
                return "no log is kept";
            }

            byte[] bytes = Log.ToBytes();
            return bytes.Length == 0 ? "nothing yet" : Encoding.UTF8.GetString(bytes, 0, bytes.Length - 1);
        }

        private string SetLevel(string name)
        {
            for (int level = 0; level < s_levels.Length; level++)
            {
                if (s_levels[level] == name && Logger != null)
                {
                    Logger.Level = (LogLevel)level;
                    return "level " + name;
                }
            }

            return Logger == null ? "no logger is set" : "no level: " + name;
        }
    }
}
