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
        private HttpServer _tlsServer;
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

            if (_tlsServer != null)
            {
                _loop.Run(_tlsServer.CloseAsync(cancelHandlers: true));
            }

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
            int connections = _board.MaxConnections;
            string ports = "Listening on port " + port;

            if (_board.Tls != null)
            {
                int tlsConnections = (connections + 1) / 4;
                connections -= tlsConnections + 1;
                ports += ", TLS on " + _board.TlsPort;
                HttpServerOptions options = new HttpServerOptions { MaxConnections = tlsConnections, MaxWaiting = tlsConnections / 2, Tls = _board.Tls };
                _tlsServer = new HttpServer(HandleAsync, IPAddress.Any, _board.TlsPort, options);
            }

            _server = new HttpServer(HandleAsync, IPAddress.Any, port, new HttpServerOptions { MaxConnections = connections, MaxWaiting = connections / 2 });
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

        private async Coroutine HandleAsync(HttpContext context)
        {
            bool get = context.Method == "GET" || context.Method == "HEAD";

            switch (context.Path)
            {
                case "/":
                    Require(context, get, "GET");
                    await context.RespondAsync("text/html; charset=utf-8", _page);
                    break;
                case "/api/state":
                    Require(context, get, "GET");
                    await context.RespondAsync(Json, State());
                    break;
                case "/api/led":
                    Require(context, context.Method == "POST", "POST");
                    byte[] body = await context.ReadBodyAsync();
                    SwitchLed(Encoding.UTF8.GetString(body, 0, body.Length));
                    await context.RespondAsync(Json, State());
                    break;
                default:
                    throw new HttpException(404);
            }
        }

        private void Toggle()
        {
            _led.IsBlinking = false;
            _led.Set(!_led.IsOn);
        }

        private static void Require(HttpContext context, bool condition, string allowed)
        {
            if (!condition)
            {
                context.ExtraHeaders = "Allow: " + allowed + "\r\n";
                throw new HttpException(405);
            }
        }

        // {"led":"on"}, "off" or "blink".
        private void SwitchLed(string json)
        {
            bool on = json.IndexOf("\"on\"") >= 0;
            bool blink = json.IndexOf("\"blink\"") >= 0;

            if (json.IndexOf("\"led\"") < 0 || !(on || blink || json.IndexOf("\"off\"") >= 0))
            {
                throw new HttpException(400);
            }

            _led.IsBlinking = blink;

            if (!blink)
            {
                _led.Set(on);
            }
        }

        private string State()
        {
            int sensor = _sensor.Value;
            int tenths = sensor < 0 ? -sensor : sensor;
            return "{\"board\":\"" + _board.Name
                + "\",\"uptime\":" + Environment.TickCount64
                + ",\"freeSlots\":" + _loop.FreeSlots
                + ",\"freeTimers\":" + _loop.FreeTimers
                + ",\"requests\":" + (_server.Requests + (_tlsServer == null ? 0 : _tlsServer.Requests))
                + ",\"connections\":" + (_server.Connections + (_tlsServer == null ? 0 : _tlsServer.Connections))
                + ",\"led\":" + (_led.IsOn ? "true" : "false")
                + ",\"blink\":" + (_led.IsBlinking ? "true" : "false")
                + ",\"sensor\":" + (sensor < 0 ? "-" : "") + (tenths / 10) + "." + (tenths % 10) + "}";
        }
    }
}
