using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    // Questions, and what is answered.
    public sealed partial class DiscoverySimulationTests
    {
        // Whom the answer goes to cannot be told here: both the group and the sender are heard.
        [Theory]
        [InlineData("000000000001000000000000" + Name + "00010001", Announcement)]
        [InlineData("000000000001000000000000" + Name + "00018001", Announcement)]
        [InlineData("000000000001000000000000" + Name + "00FF0001", Announcement)]
        [InlineData("0000000000010000000000000644455649434505" + "4C4F43414C00" + "00010001", Announcement)]
        [InlineData("000000000001000000000000" + Name + "001C0001", "000084000000000200000000" + Name + "00018001000000780004" + Address + "C00C002F8001000000780005C00C000140")]
        [InlineData("000000000001000000000000" + Name + "001C8001", "000084000000000200000000" + Name + "00018001000000780004" + Address + "C00C002F8001000000780005C00C000140")]
        [InlineData("000000000002000000000000" + Name + "00010001C00C001C0001", "000084000000000200000000" + Name + "00018001000000780004" + Address + "C00C002F8001000000780005C00C000140")]
        [InlineData("000000000002000000000000056F74686572056C6F63616C0000010001" + "06646576696365C01200010001", Announcement)]
        [InlineData("000000000001000100000000" + Name + "00010001C00C000100010000003B0004" + Address, Announcement)]
        [InlineData("000000000001000100000000" + Name + "00010001C00C00010001000000780004" + OtherAddress, Announcement)]
        [InlineData("000000000002000100000000" + Name + "001C0001C00C00010001C00C00010001000000780004" + Address, "000084000000000200000000" + Name + "00018001000000780004" + Address + "C00C002F8001000000780005C00C000140")]
        public void A_question_is_answered(string question, string answer)
        {
            Serve();
            Say(question);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Equal([answer], _heard.Select(h => h.Bytes));
            Stop(Goodbye);
        }

        [Theory]

        // Who asks knows the answer; it asks for somebody else; it is no query, or a query of another kind.
        [InlineData("000000000001000100000000" + Name + "00010001C00C00010001000000780004" + Address)]
        [InlineData("000000000001000000000000" + SecondName + "00010001")]
        [InlineData("000000000001000000000000056465766963056C6F63616C0000010001")]
        [InlineData("000000000001000000000000076465766963653105" + "6C6F63616C0000010001")]
        [InlineData("000080000001000000000000" + Name + "00010001")]
        [InlineData("000028000001000000000000" + Name + "00010001")]
        [InlineData("000000030001000000000000" + Name + "00010001")]
        [InlineData("000000000001000000000000" + Name + "00010003")]
        [InlineData("000084030000000100000000" + Name + "00018001000000780004" + OtherAddress)]

        // Names that go round, forward, out of the packet; that end too early; more records than there are; crumbs.
        [InlineData("000000000001000000000000C00C00010001")]
        [InlineData("000000000002000000000000C01200010001C00C00010001")]
        [InlineData("00000000000100000000000006646576696365C00C00010001")]
        [InlineData("000000000001000000000000C0FF00010001")]
        [InlineData("000000000001000000000000066465766963")]
        [InlineData("000000000001000000000000" + Name + "0001")]
        [InlineData("00000000FFFF000000000000" + SecondName + "00010001")]
        [InlineData("0000840000000001000000000664657669636505" + "6C6F63616C0000018001000000780004C0A8")]
        [InlineData("000084000000FFFFFFFFFFFFC00C00018001000000780004" + OtherAddress)]
        [InlineData("000084000000000200000000" + SecondName + "00018001000000780004" + OtherAddress + Name + "000180010000")]
        [InlineData("0000")]
        public void What_concerns_others_or_is_broken_is_passed_over(string packet)
        {
            Serve();
            Say(packet);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Empty(_heard);
            Say("000000000001000000000000" + Name + "00010001");
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            Stop(Goodbye);
        }

        [Fact]
        public void What_ends_in_the_middle_is_not_made_whole_by_what_is_behind_it()
        {
            Serve();

            // A question of another kind, and one that lacks the byte which lies in the buffer since.
            Say("000028000001000000000000" + Name + "00010001");
            Say("000000000001000000000000" + Name + "000100");

            // Of the second record there is the class, and then the buffer ends.
            Say("000084000000000200000000" + "0000100001" + "00000000" + "01E3" + string.Concat(Enumerable.Repeat("61", 483)) + "C00C00018001");
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Empty(_heard);
            Say("000000000001000000000000" + Name + "00010001");
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            Stop(Goodbye);
        }

        [Fact]
        public void Letters_alone_are_the_same_large_and_small()
        {
            Start("Respond", "d-1");
            Assert.True(_simulation.RunUntil(() => _heard.Count == 5, s_limit));
            _simulation.Run(TimeSpan.FromSeconds(2));
            _heard.Clear();

            // A hyphen and a digit whose bit of case is another one.
            Say("000000000001000000000000" + "03640D31" + "056C6F63616C00" + "00010001");
            Say("000000000001000000000000" + "03642D11" + "056C6F63616C00" + "00010001");
            _simulation.Run(TimeSpan.FromSeconds(2));
            Assert.Empty(_heard);
            Say("000000000001000000000000" + "03442D31" + "056C4F43414C00" + "00010001");
            _simulation.Run(TimeSpan.FromSeconds(2));
            Assert.Single(_heard);
            Stop();
        }

        [Fact]
        public void All_are_not_answered_more_than_once_a_second()
        {
            Serve();
            for (int i = 0; i < 5; i++)
            {
                Say("000000000001000000000000" + Name + "00010001");
            }

            _simulation.Run(TimeSpan.FromMilliseconds(500));
            Assert.Single(_heard);

            // But who is about to take the name.
            Say("000000000001000000010000" + Name + "00FF0001C00C00010001000000780004" + OtherAddress);
            _simulation.Run(TimeSpan.FromMilliseconds(300));
            Assert.Equal(2, _heard.Count);

            // Not without end either: a quarter of a second has to be between.
            for (int i = 0; i < 10; i++)
            {
                Say("000000000001000000010000" + Name + "00FF0001C00C00010001000000780004" + OtherAddress);
            }

            _simulation.Run(TimeSpan.FromMilliseconds(240));
            Assert.Equal(3, _heard.Count);
            Stop(Goodbye);
        }

        // He is told alone, which is not told to all.
        [Fact]
        public void Who_wants_to_be_told_alone_is_told_at_any_time()
        {
            Serve();
            Say("000000000001000000000000" + Name + "00010001");
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Single(_heard);
            Say("000000000001000000000000" + Name + "00018001");
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Equal([Announcement, Announcement], _heard.Select(h => h.Bytes));
            Stop(Goodbye);
        }

        [Fact]
        public void Who_asks_for_more_than_a_packet_holds_is_answered_what_has_come_whole()
        {
            Serve();
            string others = string.Concat(Enumerable.Range(10, 20).Select(i => "1F" + string.Concat(Enumerable.Repeat("6F", 29)) + "3" + (i / 10) + "3" + (i % 10) + "C01300010001"));
            Say("000000000015000000000000" + Name + "00010001" + others);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Equal([Announcement], _heard.Select(h => h.Bytes));
            Stop(Goodbye);
        }

        [Fact]
        public void What_was_not_told_within_the_second_is_told()
        {
            const string NothingElse = "000084000000000100000000" + Name + "002F8001000000780005C00C000140";
            Serve();

            // As Windows asks: one question for each record. The address was told, that there is no other was not.
            Say("000000000001000000000000" + Name + "00010001");
            _simulation.Run(TimeSpan.FromMilliseconds(200));
            Say("000000000001000000000000" + Name + "001C0001");
            Say("000000000001000000000000" + Name + "001C0001");
            _simulation.Run(TimeSpan.FromMilliseconds(500));
            Assert.Equal([Announcement, NothingElse], _heard.Select(h => h.Bytes));
            Stop(Goodbye);
        }

        [Fact]
        public void Who_does_not_speak_multicast_DNS_is_answered_alone_as_a_server_would()
        {
            List<string> told = [];
            _simulation.ListenForDatagrams(Other, 40000, (bytes, _) => told.Add(Convert.ToHexString(bytes)));
            Serve();
            _simulation.SendDatagram(Convert.FromHexString("ABCD01000001000000000000" + Name + "00010001"), 5353, Other, 40000, Group);
            _simulation.SendDatagram(Convert.FromHexString("ABCE01000001000000000000" + Name + "001C0001"), 5353, Other, 40000, Group);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(
                ["ABCD84000001000100000000" + Name + "00010001C00C000100010000000A0004" + Address, "ABCE84000001000000000000" + Name + "001C0001"],
                told.Order());

            // Of two questions the one that has an answer.
            told.Clear();
            _simulation.SendDatagram(Convert.FromHexString("ABCF01000002000000000000" + Name + "00010001C00C001C0001"), 5353, Other, 40000, Group);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(["ABCF84000001000100000000" + Name + "00010001C00C000100010000000A0004" + Address], told);
            Assert.Empty(_heard);
            Stop(Goodbye);
        }
    }
}
