using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What a failure says where only its text is seen.</summary>
    [TestClass]
    public class ReasonTextTests
    {
        [TestMethod]
        [DataRow(-1, "MQTT: connection lost")]
        [DataRow(-2, "MQTT: closed")]
        [DataRow(0x86, "MQTT: user or password")]
        [DataRow(0x87, "MQTT: not authorized")]
        [DataRow(0x97, "MQTT 0x97")]
        public void It_names_its_reason(int reason, string expected)
        {
            Assert.AreEqual(expected, new MqttException((MqttReason)reason).Message);
        }

        [TestMethod]
        public void It_says_what_the_broker_said()
        {
            Assert.AreEqual("away", new MqttException(MqttReason.NotAuthorized, "away").Message);
        }
    }
}
