using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Answers commands over a stream, TCP, TLS or serial: what the tasks do, the heap, the log, and commands of the app's own.
    /// <code>
    /// InspectionConsole console = new InspectionConsole(new TaskWatch(loop), "a password");
    /// new TcpServer(console.ServeAsync, IPAddress.Any, 2323, new TcpServerOptions { MaxConnections = 1 });
    /// </code>
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. It serves any number of streams at a time; each takes a timer of the loop. Over plain
    /// TCP the password can be read by who listens: use TLS where that matters.
    /// </remarks>
    public sealed partial class InspectionConsole
    {
        /// <summary>How long a line may be, in bytes.</summary>
        public const int MaxLine = 128;

        // A password must have come by then.
        private const int LoginTime = 60000;
        private const int MaxAttempts = 3;

        private readonly TaskWatch _watch;
        private readonly byte[] _password;
        private readonly Passes _passes;
        private CommandEntry _commands;

        /// <summary>Creates a console.</summary>
        /// <param name="watch">The watch of the loop whose tasks it tells.</param>
        /// <param name="password">What has to be given first, up to <see cref="MaxLine"/> bytes of UTF-8; null for none, as over a cable.</param>
        /// <exception cref="ArgumentNullException"><paramref name="watch"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="password"/> is empty or too long.</exception>
        public InspectionConsole(TaskWatch watch, string password = null)
        {
            _watch = watch ?? throw new ArgumentNullException(nameof(watch));
            _passes = new Passes(watch.Loop);

            if (password != null)
            {
                _password = Encoding.UTF8.GetBytes(password);

                if (_password.Length == 0 || _password.Length > MaxLine)
                {
                    throw new ArgumentException(nameof(password));
                }
            }
        }

        /// <summary>The watch.</summary>
        public TaskWatch Watch => _watch;

        /// <summary>The log that <c>log</c> shows; null where there is none.</summary>
        public RingTarget Log { get; set; }

        /// <summary>The logger whose level <c>log LEVEL</c> sets; null where there is none.</summary>
        public Logger Logger { get; set; }

        /// <summary>
        /// How long a stream may be silent, in milliseconds, before it is left: 600000, ten minutes, by default; Timeout.Infinite for ever, as
        /// over a cable. A peer whose network is gone says nothing either, and would hold its place.
        /// </summary>
        public int IdleTimeout { get; set; } = 600000;

        /// <summary>Adds a command of the app's own. One with the name of another takes its place.</summary>
        /// <param name="name">One word.</param>
        /// <param name="help">A line of text.</param>
        /// <param name="command">What carries it out.</param>
        /// <exception cref="ArgumentException"><paramref name="name"/> is no word.</exception>
        /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
        public void Add(string name, string help, ConsoleCommand command)
        {
            if (string.IsNullOrEmpty(name) || name.IndexOf(' ') >= 0)
            {
                throw new ArgumentException(nameof(name));
            }

            if (command == null)
            {
                throw new ArgumentNullException(nameof(command));
            }

            CommandEntry added = new CommandEntry(name, help, command) { Next = _commands };
            _commands = added;

            for (CommandEntry entry = added; entry.Next != null; entry = entry.Next)
            {
                if (entry.Next.Name == name)
                {
                    entry.Next = entry.Next.Next;
                    break;
                }
            }
        }

        /// <summary>Serves one stream: asks for the password, then answers line by line until the stream ends or <c>quit</c> comes.</summary>
        /// <param name="stream">The stream; who calls closes it.</param>
        /// <returns>The coroutine. A stream that fails ends it by its exception.</returns>
        public async Coroutine ServeAsync(AsyncStream stream)
        {
            try
            {
                if (_password != null && !await LoginAsync(stream))
                {
                    return;
                }

                await WriteAsync(stream, "UAsyncio.Nano console: help lists the commands");

                for (; ; )
                {
                    string line = await stream.ReadLineAsync(MaxLine).WaitAsync(IdleTimeout);
                    line = line?.Trim();

                    if (line == null || line == "quit")
                    {
                        return;
                    }

                    if (line.Length > 0)
                    {
                        await WriteAsync(stream, await AnswerAsync(stream, line));
                    }
                }
            }
            catch (TimeoutException)
            {
                // Nobody is there any more, or types nothing: the place is for others.
            }
            catch (LineTooLongException)
            {
                // A serial port is served again, and would find it again.
                stream.Consume(stream.Buffered);
                await WriteAsync(stream, "line too long");
            }
        }

        private async Coroutine<bool> LoginAsync(AsyncStream stream)
        {
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                await WriteAsync(stream, "password:");
                string given = await stream.ReadLineAsync(MaxLine).WaitAsync(LoginTime);

                if (given == null)
                {
                    return false;
                }

                if (await _passes.CheckAsync(_password, given))
                {
                    return true;
                }

                await WriteAsync(stream, "wrong");
            }

            return false;
        }

        // The app's own come first: they may stand in for one of these.
        private async Coroutine<string> AnswerAsync(AsyncStream stream, string line)
        {
            int space = line.IndexOf(' ');
            string name = space < 0 ? line : line.Substring(0, space);
            string argument = space < 0 ? "" : line.Substring(space + 1).Trim();
            CommandEntry entry = _commands;

            while (entry != null && entry.Name != name)
            {
                entry = entry.Next;
            }

            bool isList = entry == null && (name == "tasks" || name == "top");

            try
            {
                return isList ? await TasksAsync(stream, name == "top") : entry == null ? Answer(name, argument) : await entry.Command(argument) ?? "";
            }
            catch (Exception exception)
            {
                // A list is written meanwhile: where that fails, there is nobody to be answered, unless memory is short.
                if (exception is CanceledException || (isList && !(exception is OutOfMemoryException)))
                {
                    throw;
                }

                return "failed: " + exception.GetType().Name + ": " + exception.Message;
            }
        }

        // An empty line ends each answer. A peer that has gone takes nothing.
        private async Coroutine WriteAsync(AsyncStream stream, string answer)
        {
            StringBuilder text = new StringBuilder(answer).Replace("\n", "\r\n").Append(answer.Length == 0 ? "\r\n" : "\r\n\r\n");
            await stream.WriteAsync(text.ToString()).WaitAsync(IdleTimeout);
        }
    }
}
