using System;
using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Inspection;

namespace Firmware
{
    /// <summary>
    /// The demo: a dashboard that shows the device live and switches its LED, and a JSON API beside it, while the LED blinks, the
    /// sensor is sampled and the device's health is watched. A board brings the network up and calls <see cref="Run"/>.
    /// </summary>
    public sealed class DemoApp
    {
        // For the tasks of a broker's client too.
        private const int LoopLength = 24;

        private readonly EventLoop _loop;
        private readonly TaskWatch _watch;
        private readonly Board _board;
        private readonly Led _led;
        private readonly Sensor _sensor;
        private readonly Health _health = new Health();
        private readonly EventLog _log = new EventLog();
        private readonly Button _button;
        private Api _api;
        private HttpServer _server;
        private bool _stopping;

        /// <summary>Makes the app on the thread that is to run it.</summary>
        /// <param name="board">The board.</param>
        public DemoApp(Board board)
        {
            _board = board;
            _loop = board.Uplink == null ? new EventLoop() : new EventLoop(LoopLength, LoopLength);
            _watch = new TaskWatch(_loop);
            _led = new Led(board.LedPin);
            _sensor = new Sensor(board);

            if (board.ButtonPin >= 0)
            {
                _button = new Button(board.ButtonPin, board.ButtonPressedIsHigh, _loop, _ => Toggle());
            }
        }

        /// <summary>Serves until <see cref="Stop"/>.</summary>
        /// <param name="port">The TCP port; 80 is a browser's default.</param>
        public void Run(int port)
        {
            Listen(port);
            Coroutine blinking = _loop.CreateTask(_led.BlinkAsync(), "led");
            Coroutine sampling = _loop.CreateTask(_sensor.SampleAsync(), "sensor");
            Coroutine watching = _loop.CreateTask(_health.WatchAsync(), "health");
            Coroutine telling = _board.Uplink == null ? null : _loop.CreateTask(_board.Uplink.RunAsync(_led, _sensor, _log), "uplink");
            _loop.RunForever();

            if (telling != null)
            {
                telling.Cancel();
            }

            blinking.Cancel();
            sampling.Cancel();
            watching.Cancel();
            _loop.Run(_server.CloseAsync(cancelHandlers: true));
            _led.Set(false);
            _button?.Dispose();
            _loop.Close();
        }

        /// <summary>Ends <see cref="Run"/>. For any thread; a second call does nothing.</summary>
        public void Stop()
        {
            // A second one would end the closing down, which is a run of the loop too.
            if (!_stopping)
            {
                _stopping = true;
                _loop.Stop();
            }
        }

        private void Listen(int port)
        {
            string ports = "Listening on port " + port;
            int sockets = _board.Uplink == null ? _board.MaxConnections : _board.MaxConnections - 1;

            // Where there are few sockets, one of them is for who waits, and not a place.
            bool isSmall = sockets < 5 && _board.Tls == null;
            int places = isSmall && sockets > 2 ? sockets - 1 : sockets;
            HttpServerOptions options = new HttpServerOptions
            {
                MaxConnections = places,
                MaxWaiting = isSmall ? sockets - places : sockets / 2,
            };

            if (_board.Tls != null)
            {
                ports += ", TLS on " + _board.TlsPort;
                options.Tls = _board.Tls;
                options.TlsPort = _board.TlsPort;
                options.MaxTlsConnections = (options.MaxConnections + 1) / 4;
                options.MaxConnections--;
            }

            _api = new Api(_board, _watch, _led, _sensor, _health, _log);
            _server = new HttpServer(_api.Routes.HandleAsync, IPAddress.Any, port, options);
            _api.Server = _server;
            _log.Add("Started");
            Console.WriteLine(ports);

            if (_board.Address != null)
            {
                WriteUrl("http", port, 80);

                if (_board.Tls != null)
                {
                    WriteUrl("https", _board.TlsPort, 443);
                }
            }
        }

        private void WriteUrl(string scheme, int port, int usual)
        {
            Console.WriteLine(scheme + "://" + _board.Address + (port == usual ? "/" : ":" + port + "/"));
        }

        private void Toggle()
        {
            _led.IsBlinking = false;
            _led.Set(!_led.IsOn);
            _log.Add(_led.IsOn ? "LED on, by the button" : "LED off, by the button");
        }
    }
}
