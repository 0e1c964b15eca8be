using System;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.WebSockets;

namespace Firmware
{
    /// <summary>What the demo answers: the page, the device's state, its LED, and the live view over a WebSocket.</summary>
    public sealed class Api
    {
        private const string JsonType = "application/json";
        private const int LivePeriod = 500;
        private const int PeriodsPerTasks = 4;
        private const int MaxCommand = 64;

        private readonly Board _board;
        private readonly TaskWatch _watch;
        private readonly EventLoop _loop;
        private readonly Led _led;
        private readonly Sensor _sensor;
        private readonly Health _health;
        private readonly EventLog _log;
        private readonly JsonWriter _json = new JsonWriter(512);
        private readonly HttpResource _page = new TextResource("text/html; charset=utf-8", Page.Html, Page.Html.GetHashCode().ToString());
        private readonly WebSocketOptions _liveOptions = new WebSocketOptions { MaxMessageSize = MaxCommand, PingInterval = 0 };
        private int _live;

        /// <summary>Makes it of what it shows.</summary>
        /// <param name="board">The board.</param>
        /// <param name="watch">The tasks, and their loop.</param>
        /// <param name="led">The LED.</param>
        /// <param name="sensor">The sensor.</param>
        /// <param name="health">The health.</param>
        /// <param name="log">The log.</param>
        public Api(Board board, TaskWatch watch, Led led, Sensor sensor, Health health, EventLog log)
        {
            _board = board;
            _watch = watch;
            _loop = watch.Loop;
            _led = led;
            _sensor = sensor;
            _health = health;
            _log = log;
            Routes = new HttpRoutes()
                .Map("GET", "/api/state", RespondStateAsync)
                .Map("GET", "/api/tasks", RespondTasksAsync)
                .Map("GET", "/", RespondPageAsync)
                .Map("GET", "/api/live", LiveAsync)
                .Map("POST", "/api/led", LedAsync);
        }

        /// <summary>The routes, for the server.</summary>
        public HttpRoutes Routes { get; }

        /// <summary>The server, whose figures are shown.</summary>
        public HttpServer Server { get; set; }

        private Coroutine RespondPageAsync(HttpContext context)
        {
            // Not within a page of another site, whose visitors would press the buttons without knowing.
            context.AddHeader("X-Frame-Options", "DENY");
            return context.RespondAsync(_page);
        }

        private Coroutine RespondStateAsync(HttpContext context)
        {
            WriteState(_json, _log.Count, withTasks: false);
            return context.RespondAsync(JsonType, _json.Buffer, 0, _json.Length);
        }

        private Coroutine RespondTasksAsync(HttpContext context)
        {
            // Of its own: more than a segment of it is sent bit by bit, while another one asks.
            JsonWriter json = new JsonWriter(512);
            WriteTasks(json);
            return context.RespondAsync(JsonType, json.Buffer, 0, json.Length);
        }

        // {"led":"on"}, "off" or "blink".
        private async Coroutine LedAsync(HttpContext context)
        {
            context.RequireSameOrigin();
            byte[] body = await context.ReadBodyAsync();
            Command(new JsonReader(body));
            await RespondStateAsync(context);
        }

        private void Command(JsonReader json)
        {
            string led = json.ReadTo("led") ? json.GetString() : null;

            if (!_led.Tell(led))
            {
                throw new HttpException(400);
            }

            _log.Add("LED " + led);
        }

        // A page that is open holds a connection: not all of them are for that.
        private Coroutine LiveAsync(HttpContext context)
        {
            if (_live >= _board.MaxConnections / 2)
            {
                throw new HttpException(503);
            }

            return WebSocketServer.AcceptAsync(context, ServeLiveAsync, _liveOptions);
        }

        private async Coroutine ServeLiveAsync(WebSocket socket)
        {
            JsonWriter json = new JsonWriter(512);
            int last = 0;
            _live++;

            try
            {
                for (int i = 0; !socket.IsClosed; i++)
                {
                    WriteState(json, last, withTasks: i % PeriodsPerTasks == 0);
                    last = _log.Count;
                    await socket.SendAsync(json.Buffer, 0, json.Length, isText: true).WaitAsync(10 * LivePeriod);

                    try
                    {
                        // The page says nothing but that it goes.
                        await socket.ReceiveTextAsync(MaxCommand).WaitAsync(LivePeriod);
                    }
                    catch (TimeoutException)
                    {
                    }
                }
            }
            finally
            {
                _live--;
            }
        }

        private void WriteState(JsonWriter json, int lastEvent, bool withTasks)
        {
            json.Clear();
            json.StartObject();
            json.Name("board");
            json.Value(_board.Name);
            json.Name("network");
            json.Value(_board.Network);
            json.Name("uptime");
            json.Value(Environment.TickCount64);
            json.Name("freeSlots");
            json.Value(_loop.FreeSlots);
            json.Name("freeTimers");
            json.Value(_loop.FreeTimers);
            json.Name("heap");
            json.Value((long)_health.FreeHeap);
            json.Name("late");
            json.Value(_health.Lateness);
            json.Name("passes");
            json.Value(_health.Passes);
            json.Name("requests");
            json.Value(Server.Requests);
            json.Name("lost");
            json.Value(Server.ClientsLost);
            json.Name("connections");
            json.Value(Server.Connections);
            json.Name("broker");
            json.Value(_board.Uplink == null ? "none" : _board.Uplink.IsConnected ? "connected" : "away");
            json.Name("led");
            json.Value(_led.IsOn);
            json.Name("blink");
            json.Value(_led.IsBlinking);
            json.Name("sensor");
            json.Decimal(_sensor.Value, 1);
            json.Name("events");
            _log.Write(json, lastEvent);

            if (withTasks)
            {
                json.Name("tasks");
                WriteTasks(json);
            }

            json.EndObject();
        }

        // Of each its name, what it waits for, how many turns it has had, and the longest of them in ms.
        private void WriteTasks(JsonWriter json)
        {
            json.StartArray();

            for (TaskInfo info = _watch.First; info != null; info = info.Next)
            {
                json.StartArray();
                json.Value(info.Task.Name);
                json.Value(TaskText.WaitsFor(info.Task, _loop));
                json.Value(info.Turns);
                json.Value(info.LongestTurn);
                json.EndArray();
            }

            json.EndArray();
        }
    }
}
