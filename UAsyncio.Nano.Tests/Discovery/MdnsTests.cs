using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Discovery;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Discovery
{
    [TestClass]
    public class MdnsTests
    {
        [TestMethod]
        public void A_device_finds_itself_by_its_name()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(FindAsync());
            }
        }

        [TestMethod]
        public void Names_that_are_none_are_refused()
        {
            Network.Require();
            Expect.Throws(typeof(ArgumentException), () => new MdnsResponder("my.device"));
            Expect.Throws(typeof(ArgumentException), () => new MdnsResponder(""));
            Expect.Throws(typeof(ArgumentException), () => new MdnsResponder("a b"));
            Expect.Throws(typeof(ArgumentException), () => new MdnsResponder(new string('a', 60)));

            using (MdnsResponder responder = new MdnsResponder("a"))
            {
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("http._tcp", 80));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_http", 80));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_http._sctp", 80));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_._tcp", 80));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_" + new string('a', 16) + "._tcp", 80));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.Publish("_http._tcp", 0));
                Expect.Throws(typeof(ArgumentOutOfRangeException), () => responder.Publish("_http._tcp", 65536));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_http._tcp", 80, new string('a', 101)));
                Expect.Throws(typeof(ArgumentException), () => responder.Publish("_http._tcp", 80, "b\u00fcro"));
            }

            RefuseName("a..b");
            RefuseName(".");
            RefuseName("");
            RefuseName(new string('a', 64) + ".local");
            RefuseName("büro.local");

            // One more than a name may have: 255 bytes, with the length of each label and the end.
            string label = new string('a', 63);
            RefuseName(label + "." + label + "." + label + "." + new string('a', 62));
        }

        [TestMethod]
        public void The_longest_names_are_taken()
        {
            Network.Require();

            using (MdnsResponder responder = new MdnsResponder(new string('a', 59)))
            {
                responder.Publish("_" + new string('a', 15) + "._tcp", 65535, new string('a', 100));
                responder.Publish("_a._udp", 1, string.Empty);
            }

            string label = new string('a', 63);
            FindNobody(label + ".local");
            FindNobody(label + "." + label + "." + label + "." + new string('a', 61));
        }

        [TestMethod]
        public void A_limit_out_of_range_is_refused()
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.RunFailing(typeof(ArgumentOutOfRangeException), MdnsResolver.ResolveAsync("a.local", -1));
                test.RunFailing(typeof(ArgumentOutOfRangeException), MdnsResolver.ResolveAsync("a.local", TimeSpan.MinValue));
            }
        }

        private static void RefuseName(string name)
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.RunFailing(typeof(ArgumentException), MdnsResolver.ResolveAsync(name));
            }
        }

        // It is a name; in no time nobody has it.
        private static void FindNobody(string name)
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.RunFailing(typeof(SocketException), MdnsResolver.ResolveAsync(name, 0));
            }
        }

        private static async Coroutine FindAsync()
        {
            MdnsResponder responder = new MdnsResponder("Device", IPAddress.Parse("192.168.7.9"));
            Coroutine responding = EventLoop.Current.CreateTask(responder.RunAsync());
            Assert.IsFalse(responder.HasName);

            // It is asked again until it has the name.
            IPAddress address = await MdnsResolver.ResolveAsync("dEVICE.local", new TimeSpan(0, 1, 0));
            Assert.AreEqual("192.168.7.9", address.ToString());
            Assert.IsTrue(responder.HasName);
            Assert.AreEqual("Device.local", responder.HostName);
            responding.Cancel();
            await Expect.ThrowsAsync(typeof(CanceledException), responding);
            Assert.IsFalse(responder.HasName);
        }
    }
}
