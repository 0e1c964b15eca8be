using System.Net;
using UAsyncio.Nano.Inspection;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>A program that logs to syslog: a simulation, in which the server is, calls this by reflection.</summary>
    public static class HostSyslog
    {
        private static EventLoop s_loop;
        private static Coroutine s_task;
        private static SyslogTarget s_target;
        private static Logger s_log;

        /// <summary>How many messages gave way.</summary>
        public static int Lost => s_target.Lost;

        /// <summary>Makes the target.</summary>
        public static void Create(string server, string hostName, int capacity, int facility)
        {
            s_target = new SyslogTarget(IPAddress.Parse(server), hostName, capacity: capacity, facility: facility);
            s_log = new Logger("app", s_target) { Level = LogLevel.Trace };
        }

        /// <summary>Sends until it is stopped.</summary>
        public static void Run()
        {
            s_loop = new EventLoop();
            s_task = s_target.RunAsync();

            try
            {
                s_loop.Run(s_task);
            }
            catch (CanceledException)
            {
            }
            finally
            {
                s_loop.Close();
            }
        }

        /// <summary>Logs.</summary>
        public static void Write(int level, string name, string message)
        {
            s_log.For(name).Write((LogLevel)level, message);
        }

        /// <summary>Cancels what runs.</summary>
        public static void Stop()
        {
            s_loop.Post(state => s_task.Cancel());
        }
    }
}
