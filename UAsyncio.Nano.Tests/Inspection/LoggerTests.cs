using System;
using System.Net;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>Logging: levels, names, targets, and the ring in memory.</summary>
    [TestClass]
    public class LoggerTests
    {
        [TestMethod]
        public void Messages_from_the_level_on_are_written_and_the_others_are_not_formatted()
        {
            LogTargetOfTest target = new LogTargetOfTest();
            Logger log = new Logger("app", target);
            Counted argument = new Counted();
            log.Debug("not {0}", argument);
            log.Info("one {0}", argument);
            log.Warning("two {0} {1}", argument, 2);
            Assert.AreEqual(2, argument.Formatted);
            log.Level = LogLevel.Error;
            log.Warning("not {0}", argument);
            log.Error("three");
            log.Level = LogLevel.None;
            log.Error("not");
            log.Write(LogLevel.None, "not");
            Assert.AreEqual("I app: one x|W app: two x 2|E app: three|", target.Lines);
            Assert.AreEqual(2, argument.Formatted);
        }

        [TestMethod]
        public void A_logger_made_of_another_has_its_level_and_its_targets_also_later()
        {
            LogTargetOfTest first = new LogTargetOfTest();
            LogTargetOfTest second = new LogTargetOfTest();
            Logger log = new Logger("app", first);
            Logger net = log.For("net");
            net.Add(second);
            log.Level = LogLevel.Trace;
            Assert.IsTrue(net.IsOn(LogLevel.Trace));
            Assert.IsFalse(net.IsOn(LogLevel.None));
            net.Trace("up");
            log.Trace("down");
            Assert.AreEqual("T net: up|T app: down|", first.Lines);
            Assert.AreEqual(first.Lines, second.Lines);
        }

        [TestMethod]
        public void A_target_that_fails_does_not_keep_the_message_from_the_others()
        {
            LogTargetOfTest good = new LogTargetOfTest();
            Logger log = new Logger("app", good);
            log.Add(new LogTargetOfTest { Fails = true });
            log.Info("here");
            Assert.AreEqual("I app: here|", good.Lines);
        }

        [TestMethod]
        public void Braces_without_arguments_are_written_as_they_are()
        {
            LogTargetOfTest target = new LogTargetOfTest();
            new Logger("app", target).Info("{json: {0}}");
            Assert.AreEqual("I app: {json: {0}}|", target.Lines);
        }

        [TestMethod]
        public void What_cannot_be_formatted_is_written_as_it_is_and_who_logs_goes_on()
        {
            LogTargetOfTest target = new LogTargetOfTest();
            Logger log = new Logger("app", target);
            log.Info("{9} of {0}", 1);
            log.Info("{0} is {", 1);
            log.Info("{0}", new Failing());
            Assert.AreEqual("I app: {9} of {0}|I app: {0} is {|I app: {0}|", target.Lines);
        }

        [TestMethod]
        public void What_a_target_logs_while_it_writes_is_dropped()
        {
            LogTargetOfTest target = new LogTargetOfTest();
            Logger log = new Logger("app", target);
            log.Add(new LoggingTarget(log.For("target")));
            log.Info("one");
            log.Info("two");
            Assert.AreEqual("I app: one|I app: two|", target.Lines);
        }

        [TestMethod]
        public void A_target_that_is_added_twice_has_each_message_once()
        {
            LogTargetOfTest first = new LogTargetOfTest();
            LogTargetOfTest second = new LogTargetOfTest();
            Logger log = new Logger("app", first);
            log.Add(second);
            log.Add(first);
            log.For("net").Add(second);
            log.Info("one");
            Assert.AreEqual("I app: one|", first.Lines);
            Assert.AreEqual("I app: one|", second.Lines);
        }

        [TestMethod]
        public void The_ring_keeps_the_last_whole_lines()
        {
            RingTarget ring = new RingTarget(64);
            Logger log = new Logger("a", ring);

            for (int i = 10; i < 30; i++)
            {
                log.Info("message {0}", i);

                // 16 bytes a line with its end: four fit.
                int from = i < 14 ? 10 : i - 3;
                string expected = "";

                for (int kept = from; kept <= i; kept++)
                {
                    expected += "I a: message " + kept + "\n";
                }

                Assert.AreEqual(expected, Text(ring));
            }
        }

        [TestMethod]
        public void A_line_that_fits_but_for_its_end_takes_the_place_of_the_oldest()
        {
            RingTarget ring = new RingTarget(64);
            Logger log = new Logger("a", ring);
            log.Info(new string('x', 24));
            log.Info(new string('y', 18));
            log.Info("12345");
            Assert.AreEqual("I a: " + new string('y', 18) + "\nI a: 12345\n", Text(ring));
        }

        [TestMethod]
        public void A_line_longer_than_the_ring_is_cut_between_characters_and_a_line_end_in_it_is_a_blank()
        {
            RingTarget ring = new RingTarget(64);
            Logger log = new Logger("a", ring);
            log.Info(new string('x', 57) + "\u00e4");
            Assert.AreEqual("I a: " + new string('x', 57) + "\n", Text(ring));
            log.Info("one\ntwo\r\u001b[2J");
            Assert.AreEqual("I a: one two  [2J\n", Text(ring));
            log.Info("\u009b2J\u007f\u00c2\u00a0\u00b0");
            Assert.AreEqual("I a: one two  [2J\nI a:   2J \u00c2\u00a0\u00b0\n", Text(ring));
        }

        [TestMethod]
        public void A_target_may_hand_messages_to_a_task_that_sends_them_and_drops_what_is_too_much()
        {
            using (TestLoop test = new TestLoop())
            {
                ThreadSafeQueue queue = new ThreadSafeQueue(2);
                Logger log = new Logger("net", new QueueTarget(queue));
                Log sent = new Log();
                Coroutine sender = test.Loop.CreateTask(SendAsync(queue, sent));
                log.Error("down");
                log.Info("up");
                log.Warning("too much");
                test.Loop.Run(Work.SleepAsync(10));
                Assert.AreEqual("E net: down I net: up", sent.Text);
                sender.Cancel();
            }

            static async Coroutine SendAsync(ThreadSafeQueue queue, Log sent)
            {
                for (; ; )
                {
                    await queue.WaitToReadAsync();
                    object message;

                    while ((message = queue.TryRead()) != null)
                    {
                        sent.Add((string)message);
                    }
                }
            }
        }

        [TestMethod]
        public void Bad_arguments_are_refused()
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new RingTarget(63));
            Expect.Throws(typeof(ArgumentNullException), () => new Logger("a").Add(null));
            IPAddress server = IPAddress.Loopback;
            Expect.Throws(typeof(ArgumentException), () => new SyslogTarget(server, "two words"));
            Expect.Throws(typeof(ArgumentException), () => new SyslogTarget(server, ""));
            Expect.Throws(typeof(ArgumentException), () => new SyslogTarget(server, new string('a', 256)));
            Expect.Throws(typeof(ArgumentNullException), () => new SyslogTarget(null));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new SyslogTarget(server, port: 65536));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new SyslogTarget(server, facility: 24));
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new SyslogTarget(server, capacity: 0));
        }

        private static string Text(RingTarget ring)
        {
            byte[] bytes = ring.ToBytes();
            return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
        }

        private sealed class Counted
        {
            public int Formatted { get; private set; }

            public override string ToString()
            {
                Formatted++;
                return "x";
            }
        }

        private sealed class Failing
        {
            public override string ToString()
            {
                throw new Exception("broken");
            }
        }

        private sealed class LoggingTarget : LogTarget
        {
            private readonly Logger _log;

            public LoggingTarget(Logger log)
            {
                _log = log;
            }

            public override void Write(LogLevel level, string name, string message)
            {
                _log.Warning("written: " + message);
            }
        }

        private sealed class LogTargetOfTest : LogTarget
        {
            public string Lines { get; private set; } = "";

            public bool Fails { get; set; }

            public override void Write(LogLevel level, string name, string message)
            {
                if (Fails)
                {
                    throw new Exception("broken");
                }

                Lines += Line(level, name, message) + "|";
            }
        }
    }
}
