using System;
using System.IO;
using System.Linq;

namespace UAsyncio.MqttTests
{
    /// <summary>The programs of mosquitto that a distribution has.</summary>
    internal static class Programs
    {
        // A broker lies where not everybody's PATH leads.
        private static readonly string[] s_more = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

        public static string Mosquitto => Find("mosquitto");

        /// <summary>Finds a program, or skips the test.</summary>
        public static string Find(string name)
        {
            string? path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(s_more)
                .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            Xunit.Assert.SkipWhen(path == null, name + " is not installed (Debian: mosquitto, mosquitto-clients)");
            return path!;
        }
    }
}
