using System;
using System.Net;
using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;

namespace Firmware
{
    /// <summary>
    /// The demo: a page that shows the device's state live and switches its LED, and a JSON API beside it, while the LED
    /// blinks and the sensor is sampled. A board brings the network up and calls <see cref="Run"/>.
    /// </summary>
    public sealed class DemoApp
    {
        private const string Json = "application/json";

        private readonly EventLoop _loop = new EventLoop();
        private readonly Board _board;
        private readonly Led _led;
        private readonly Sensor _sensor;
        private readonly Button _button;
        private readonly byte[] _page = Encoding.UTF8.GetBytes(Page.Html);
        private HttpServer _server;
        private bool _stopping;

        /// <summary>Makes the app on the thread that is to run it.</summary>
        /// <param name="board">The board.</param>
        public DemoApp(Board board)
        {
            _board = board;
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
            _loop.RunForever();

            blinking.Cancel();
            sampling.Cancel();
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
            HttpServerOptions options = new HttpServerOptions { MaxConnections = _board.MaxConnections, MaxWaiting = _board.MaxConnections / 2 };

            if (_board.Tls != null)
            {
                ports += ", TLS on " + _board.TlsPort;
                options.Tls = _board.Tls;
                options.TlsPort = _board.TlsPort;
                options.MaxTlsConnections = (options.MaxConnections + 1) / 4;
                options.MaxConnections--;
            }

            _server = new HttpServer(Routes().HandleAsync, IPAddress.Any, port, options);
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

        private HttpRoutes Routes()
        {
            return new HttpRoutes()
                .Map("GET", "/", context => context.RespondAsync("text/html; charset=utf-8", _page))
                .Map("GET", "/api/state", context => context.RespondAsync(Json, State()))
                .Map("POST", "/api/led", LedAsync);
        }

        // {"led":"on"}, "off" or "blink".
        private async Coroutine LedAsync(HttpContext context)
        {
            context.RequireSameOrigin();
            JsonReader json = new JsonReader(await context.ReadBodyAsync());
            string led = json.ReadTo("led") ? json.GetString() : null;

            if (led != "on" && led != "off" && led != "blink")
            {
                throw new HttpException(400);
            }

            _led.IsBlinking = led == "blink";

            if (led != "blink")
            {
                _led.Set(led == "on");
            }

            await context.RespondAsync(Json, State());
        }

        private void Toggle()
        {
            _led.IsBlinking = false;
            _led.Set(!_led.IsOn);
        }

        private string State()
        {
            int sensor = _sensor.Value;
            int tenths = sensor < 0 ? -sensor : sensor;
            return "{\"board\":\"" + _board.Name
                + "\",\"uptime\":" + Environment.TickCount64
                + ",\"freeSlots\":" + _loop.FreeSlots
                + ",\"freeTimers\":" + _loop.FreeTimers
                + ",\"requests\":" + _server.Requests
                + ",\"connections\":" + _server.Connections
                + ",\"led\":" + (_led.IsOn ? "true" : "false")
                + ",\"blink\":" + (_led.IsBlinking ? "true" : "false")
                + ",\"sensor\":" + (sensor < 0 ? "-" : "") + (tenths / 10) + "." + (tenths % 10) + "}";
        }
    }
}
