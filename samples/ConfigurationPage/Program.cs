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
            if (context.Path != "/")
            {
                throw new HttpException(404);
            }

            string error = "";

            if (context.Method == "POST")
            {
                byte[] body = await context.ReadBodyAsync();
                error = Set(Encoding.UTF8.GetString(body, 0, body.Length));
                context.StatusCode = error.Length == 0 ? 200 : 400;
            }

            await context.RespondAsync("text/html; charset=utf-8", Page(error));
        }

        // Nothing is set unless all is right.
        private static string Set(string form)
        {
            string name = Field(form, "name");
            string period = Field(form, "period");

            if (name.Length == 0 || name.Length > LongestName)
            {
                return "The name has 1 to " + LongestName + " characters.";
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

        // name=a+b%21&period=500
        private static string Field(string form, string name)
        {
            foreach (string pair in form.Split('&'))
            {
                int equals = pair.IndexOf('=');

                if (equals > 0 && pair.Substring(0, equals) == name)
                {
                    return Decode(pair.Substring(equals + 1));
                }
            }

            return "";
        }

        private static string Decode(string text)
        {
            byte[] bytes = new byte[text.Length];
            int count = 0;

            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];

                if (c == '%' && i + 2 < text.Length)
                {
                    bytes[count++] = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                    i += 2;
                }
                else
                {
                    bytes[count++] = (byte)(c == '+' ? ' ' : c);
                }
            }

            return Encoding.UTF8.GetString(bytes, 0, count);
        }

        private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

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
            return "<!DOCTYPE html><title>Configuration</title><h1>" + Escape(s_name) + "</h1><p role=alert>" + error
                + "</p><form method=post><p><label>Name <input name=name maxlength=" + LongestName + " value=\"" + Escape(s_name)
                + "\"></label><p><label>Period, ms <input name=period type=number min=50 max=10000 value=" + s_period
                + "></label><p><button>Save</button></form>";
        }
    }
}
