using System;
using UAsyncio.Nano.Net;

namespace Firmware
{
    /// <summary>What the demo app needs to know of the board that it runs on.</summary>
    public class Board
    {
        /// <summary>Describes a board.</summary>
        /// <param name="name">Its name, for the page.</param>
        /// <param name="ledPin">The pin of its LED.</param>
        /// <param name="maxConnections">How many HTTP connections its network stack can serve beside the listening socket.</param>
        public Board(string name, int ledPin, int maxConnections)
        {
            Name = name;
            LedPin = ledPin;
            MaxConnections = maxConnections;
        }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>The pin of its LED.</summary>
        public int LedPin { get; }

        /// <summary>How many HTTP connections are served at a time.</summary>
        public int MaxConnections { get; }

        /// <summary>The pin of a button that switches the LED; -1, as until set, for none.</summary>
        public int ButtonPin { get; set; } = -1;

        /// <summary>Whether the button's pin is high while it is pressed; if not, the pin is pulled up.</summary>
        public bool ButtonPressedIsHigh { get; set; }

        /// <summary>What it is connected by, for the page: Wi-Fi, Ethernet.</summary>
        public string Network { get; set; } = "network";

        /// <summary>Its IP address, for the line that says where the app is found; null, as until set, for no such line.</summary>
        public string Address { get; set; }

        /// <summary>
        /// Its certificate, to serve HTTPS on port <see cref="TlsPort"/> beside HTTP; null, as until set, for HTTP only. HTTPS takes
        /// a quarter of the connections and a socket to listen.
        /// </summary>
        public TlsServerOptions Tls { get; set; }

        /// <summary>The port for HTTPS; 443, a browser's default, until set.</summary>
        public int TlsPort { get; set; } = 443;

        /// <summary>What tells others of the device, such as a broker's client; null, as until set, for nobody. It takes one of the connections.</summary>
        public Uplink Uplink { get; set; }

        /// <summary>Reads the sensor, in tenths of a degree. A board without one shows a triangle between 20.0 and 26.0.</summary>
        /// <returns>The value.</returns>
        public virtual int ReadSensor()
        {
            int phase = (int)(Environment.TickCount64 / 1000) % 120;
            return 200 + (phase < 60 ? phase : 120 - phase);
        }
    }
}
