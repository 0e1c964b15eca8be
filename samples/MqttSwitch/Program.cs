using System;
using System.Device.Gpio;
using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace MqttSwitch
{
    /// <summary>
    /// A lamp that a button and an MQTT broker switch. Its state is a retained message, and so is that it is away: the broker says it in
    /// the device's place. The broker may come and go; the button works meanwhile.
    /// </summary>
    public static class Program
    {
        private const int LampPin = 4;
        private const int ButtonPin = 15;

        private static readonly ThreadSafeFlag s_pressed = new ThreadSafeFlag();
        private static readonly AsyncEvent s_changed = new AsyncEvent(autoReset: true);
        private static GpioPin s_lamp;

        // What an ESP32 cannot read back from an output.
        private static bool s_isOn;

        /// <summary>The broker.</summary>
        public static string Host { get; set; } = "localhost";

        /// <summary>Its port.</summary>
        public static int Port { get; set; } = 1883;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            GpioController gpio = new GpioController();
            s_lamp = gpio.OpenPin(LampPin, PinMode.Output);
            GpioPin button = gpio.OpenPin(ButtonPin, PinMode.InputPullUp);
            button.DebounceTimeout = TimeSpan.FromMilliseconds(50);
            button.ValueChanged += OnButton;

            MqttClient broker = new MqttClient(new MqttOptions(Host)
            {
                Port = Port,
                ClientId = "lamp",
                Will = new MqttMessage("lamp/state", Encoding.UTF8.GetBytes("away"), MqttQos.AtLeastOnce, retain: true),
            });
            broker.Connected = OnConnected;
            broker.Start();
            loop.CreateTask(ListenAsync(broker), "listen");
            loop.CreateTask(ReportAsync(broker), "report");
            loop.CreateTask(WatchButtonAsync(), "button");
            loop.RunForever();
        }

        // On the thread of the device's events.
        private static void OnButton(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling)
            {
                s_pressed.Set();
            }
        }

        // The first time, and after an absence, when the broker has told everybody that the lamp is away.
        private static void OnConnected(object client) => s_changed.Set();

        private static async Coroutine WatchButtonAsync()
        {
            for (; ; )
            {
                await s_pressed.WaitAsync();
                Switch(!s_isOn);
            }
        }

        private static async Coroutine ListenAsync(MqttClient broker)
        {
            MqttSubscription commands = new MqttSubscription("lamp/set");
            await broker.SubscribeAsync(commands);

            for (MqttMessage command; (command = await commands.ReadAsync()) != null;)
            {
                switch (command.Text)
                {
                    case "on":
                        Switch(true);
                        break;
                    case "off":
                        Switch(false);
                        break;
                    default:
                        // Not its text: whoever is at the broker would write lines here.
                        Console.WriteLine("unknown command");
                        break;
                }
            }
        }

        private static void Switch(bool on)
        {
            s_isOn = on;
            s_lamp.Write(on);
            s_changed.Set();
        }

        // However fast it changes: what is published is how it is then.
        private static async Coroutine ReportAsync(MqttClient broker)
        {
            for (; ; )
            {
                await s_changed.WaitAsync();
                string state = s_isOn ? "on" : "off";
                await broker.PublishAsync("lamp/state", state, MqttQos.AtLeastOnce, retain: true);
                Console.WriteLine("reported " + state);
            }
        }
    }
}
