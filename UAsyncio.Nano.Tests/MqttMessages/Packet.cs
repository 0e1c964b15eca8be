namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Packets in hexadecimal digits, of MQTT 5.0 and 3.1.1 (4).</summary>
    internal static class Packet
    {
        public static string Accept(int version)
        {
            return version == 5 ? FakeBroker.Accept5 : FakeBroker.Accept3;
        }

        public static string Resume(int version)
        {
            return version == 5 ? "2003010000" : "20020100";
        }

        public static string Granted(int version)
        {
            return version == 5 ? "900400010001" : "9003000101";
        }

        /// <summary>Of QoS 1, with its number as its text.</summary>
        public static string Message(int version, int number)
        {
            return "32" + Publish(version, "74", number, number);
        }

        public static string Again(int version, int number, int text)
        {
            return "3A" + Publish(version, "74", number, text);
        }

        /// <summary>What the handler publishes.</summary>
        public static string Reply(int version, int number, int text)
        {
            return "32" + Publish(version, "6F", number, text);
        }

        private static string Publish(int version, string topic, int number, int text)
        {
            return (version == 5 ? "07" : "06") + "0001" + topic + number.ToString("X4") + (version == 5 ? "00" : string.Empty) + "3" + text.ToString();
        }

        public static string Long(string head)
        {
            const int Length = 400;
            string packet = head + (head == "30" ? "9403" + "000174" : "9603" + "000174" + "0007") + "00";

            for (int i = 0; i < Length; i++)
            {
                packet += "78";
            }

            return packet;
        }
    }
}
