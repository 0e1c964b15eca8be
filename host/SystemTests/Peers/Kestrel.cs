using System;
using System.Linq;
using System.Net;
using System.Net.WebSockets;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using UAsyncio.SystemTests.Tls;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>ASP.NET Core's server, with HTTP and HTTPS: it greets, tells events, leads elsewhere, counts a body and echoes WebSockets.</summary>
    internal sealed class Kestrel : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Kestrel(WebApplication app)
        {
            _app = app;
            int[] ports = [.. app.Urls.Select(url => new Uri(url).Port)];
            Port = ports[0];
            TlsPort = ports[1];
        }

        public int Port { get; }

        public int TlsPort { get; }

        /// <summary>Gets how many connections there were.</summary>
        public int Connections { get; private set; }

        public static async Task<Kestrel> StartAsync(Certificates.Pem? certificate = null)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration();
            Kestrel? kestrel = null;
            builder.WebHost.ConfigureKestrel(options =>
            {
                options.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => connection =>
                {
                    kestrel!.Connections++;
                    return next(connection);
                }));
                options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = (certificate ?? Certificates.Server).Loaded }));
            });
            WebApplication app = builder.Build();
            app.UseWebSockets();
            app.MapGet("/", (HttpContext context) => "hello by " + context.Request.Scheme);
            app.MapGet("/to", (HttpContext context) => Results.Redirect(context.Request.Query["url"]!));
            app.MapGet("/events", (HttpContext context) => Results.Text("data: hello by " + context.Request.Scheme + "\n\n", "text/event-stream"));
            app.MapPost("/count", CountAsync);
            app.Map("/echo", EchoAsync);
            await app.StartAsync();
            return kestrel = new Kestrel(app);
        }

        public async ValueTask DisposeAsync()
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        // The response is chunked, too.
        private static async Task CountAsync(HttpContext context)
        {
            byte[] buffer = new byte[1000];
            long count = 0;
            bool isRight = true;

            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; count += read)
            {
                for (int i = 0; i < read; i++)
                {
                    isRight &= buffer[i] == (byte)((count + i) % 700 % 251);
                }
            }

            await context.Response.WriteAsync(context.Request.Headers.TransferEncoding + " " + count + " ");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(isRight ? "right" : "wrong");
        }

        private static async Task EchoAsync(HttpContext context)
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            byte[] buffer = new byte[900];

            for (; ; )
            {
                ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, context.RequestAborted);
                    return;
                }

                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
            }
        }
    }
}
