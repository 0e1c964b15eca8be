using System;
using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>Options that no server can run with.</summary>
    [TestClass]
    public class OptionsTests
    {
        [TestMethod]
        public void Option_out_of_range_is_refused_by_its_name_and_nothing_is_taken()
        {
            Network.Require();

            using (TestLoop test = new TestLoop())
            {
                int slots = test.Loop.FreeSlots;
                Refuse(new TcpServerOptions { MaxConnections = 0 }, "MaxConnections");
                Refuse(new TcpServerOptions { MaxConnections = -1 }, "MaxConnections");
                Refuse(new TcpServerOptions { MaxWaiting = -1 }, "MaxWaiting");
                Refuse(new TcpServerOptions { Backlog = 0 }, "Backlog");
                Refuse(new TcpServerOptions { IdleTimeout = 0 }, "IdleTimeout");
                Refuse(new TcpServerOptions { Tls = new TlsServerOptions { HelloTimeout = 0 } }, "HelloTimeout");
                Refuse(new TcpServerOptions { Tls = new TlsServerOptions { HelloTimeout = int.MaxValue } }, "HelloTimeout");
                Refuse(null, "port", 65536);
                Refuse(null, "port", -1);
                Expect.Throws(typeof(ArgumentNullException), () => new TcpServer(connection => connection.CloseAsync(), null, 0));
                Assert.AreEqual(slots, test.Loop.FreeSlots);
            }

            static void Refuse(TcpServerOptions options, string name, int port = 0)
            {
                Exception refused = Expect.Throws(typeof(ArgumentOutOfRangeException), () => new TcpServer(connection => connection.CloseAsync(), IPAddress.Loopback, port, options));
                Assert.Contains(name, refused.ToString());
            }
        }
    }
}
