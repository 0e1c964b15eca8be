using System;
using System.Net;
using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Http;

namespace ConfigurationPage
{
    /// <summary>A page with a form that sets the device's name and blink period; what is wrong comes back with the reason.</summary>
    public static class Program
    {
        private const int LongestName = 20;

        private static string s_name = "sensor";
        private static int s_period = 500;

        /// <summary>The port for browsers.</summary>
        public static int Port { get; set; } = 80;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            HttpServer server = new HttpServer(HandleAsync, IPAddress.Any, Port, new HttpServerOptions { MaxConnections = 4, MaxBodySize = 256 });
            Console.WriteLine("port " + server.Port);
            loop.RunForever();
        }

        private static async Coroutine HandleAsync(HttpContext context)
        {
            if (context.Path == "/style.css")
            {
                await context.RespondAsync(WebContent.StyleCss);
                return;
            }

            if (context.Path != "/")
            {
                throw new HttpException(404);
            }

            string error = "";

            if (context.Method == "POST")
            {
                // Not for the pages of other sites, which could post here too.
                context.RequireSameOrigin();
                error = Set(await HttpForm.ReadAsync(context));
                context.StatusCode = error.Length == 0 ? 200 : 400;
            }

            await context.RespondAsync("text/html; charset=utf-8", Page(error));
        }

        // Nothing is set unless all is right.
        private static string Set(HttpForm form)
        {
            string name = form.Get("name");
            string period = form.Get("period");

            // It is written to the console: nobody is to write lines there.
            if (name == null || name.Length == 0 || name.Length > LongestName || !HttpField.IsValue(name))
            {
                return "The name has 1 to " + LongestName + " characters, in one line.";
            }

            if (!int.TryParse(period, out int milliseconds) || milliseconds < 50 || milliseconds > 10000)
            {
                return "The period is 50 to 10000 ms.";
            }

            s_name = name;
            s_period = milliseconds;
            Console.WriteLine("name " + s_name + ", period " + s_period);
            return "";
        }

        // What somebody has typed is text on the page, whatever is in it.
        private static string Escape(string text)
        {
            StringBuilder escaped = new StringBuilder();

            for (int i = 0; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case '<':
                        escaped.Append("&lt;");
                        break;
                    case '&':
                        escaped.Append("&amp;");
                        break;
                    case '"':
                        escaped.Append("&quot;");
                        break;
                    default:
                        escaped.Append(text[i]);
                        break;
                }
            }

            return escaped.ToString();
        }

        private static string Page(string error)
        {
            return "<!DOCTYPE html><meta name=viewport content=\"width=device-width\"><title>Configuration</title><link rel=stylesheet href=/style.css><h1>" + Escape(s_name) + "</h1><p role=alert>" + error
                + "</p><form method=post><p><label>Name <input name=name maxlength=" + LongestName + " value=\"" + Escape(s_name)
                + "\"></label><p><label>Period, ms <input name=period type=number min=50 max=10000 value=" + s_period
                + "></label><p><button>Save</button></form>";
        }
    }
}
