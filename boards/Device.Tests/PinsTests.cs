using System;
using System.Reflection;
using Xunit;

namespace UAsyncio.Boards.Device.Tests
{
    /// <summary>The pin tables of the boards' READMEs.</summary>
    public sealed class PinsTests
    {
        [Theory]
        [InlineData("Esp32", "ESP32_REV3", 2, 0)]
        [InlineData("Esp32", "ESP32_PSRAM_REV0", 2, 0)]
        [InlineData("Esp32", "ESP32_S2", 2, 0)]
        [InlineData("Esp32", "ESP32_S3_QUAD", 2, 0)]
        [InlineData("Esp32", "ESP32_C3", 3, 9)]
        [InlineData("Esp32", "ESP32_C5_THREAD", 8, 28)]
        [InlineData("Esp32", "ESP32_C6_THREAD", 3, 9)]
        [InlineData("Stm32", "ST_STM32F769I_DISCOVERY", 149, 0)]
        [InlineData("Stm32", "ST_NUCLEO144_F746ZG", 16, 45)]
        [InlineData("Stm32", "ST_NUCLEO144_F767ZI", 16, 45)]
        [InlineData("Stm32", "ST_NUCLEO144_F439ZI", 16, 45)]
        [InlineData("Stm32", "ORGPAL_PALTHREE", 102, -1)]
        public void Target_has_the_pins_of_the_table(string board, string target, int led, int button)
        {
            Type type = BoardApp.Load(board).GetType("UAsyncio.Boards.Hardware", throwOnError: true)!;
            const BindingFlags Hidden = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic;
            object pins = type.GetMethod("PinsOf", Hidden)!.Invoke(null, [target])!;
            Assert.Equal(led, pins.GetType().GetProperty("Led", Hidden)!.GetValue(pins));
            Assert.Equal(button, pins.GetType().GetProperty("Button", Hidden)!.GetValue(pins));
        }
    }
}
