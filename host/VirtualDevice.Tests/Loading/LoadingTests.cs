using System;
using System.Collections.Generic;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Loading
{
    public sealed class LoadingTests
    {
        [Fact]
        public void An_app_runs_and_its_output_arrives()
        {
            List<string> lines = [];
            List<Exception> unhandled = [];
            void Collect(string line) => lines.Add(line);
            void Note(Exception e) => unhandled.Add(e);
            Device.LineWritten += Collect;
            Device.UnhandledException += Note;
            try
            {
                Assert.Null(Device.Run(DeviceAppFixture.Load()));
            }
            finally
            {
                Device.LineWritten -= Collect;
                Device.UnhandledException -= Note;
            }

            Assert.Contains("debug line", lines);
            Assert.Contains("uptime is small: True", lines);
            Assert.Contains("entry key=5", lines);
            Assert.Contains("worked 42", lines);
            Assert.Contains("received hello", lines);
            Assert.Contains("disposed", lines);
            Exception lost = Assert.Single(unhandled);
            Assert.Equal("lost in a thread", lost.Message);
            Assert.Contains("Program.cs:line ", lost.StackTrace);
        }

        [Fact]
        public void A_folder_is_loaded_once()
        {
            Assert.Same(DeviceAppFixture.Load(), DeviceAppFixture.Load());
        }
    }
}
