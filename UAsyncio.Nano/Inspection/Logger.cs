using System;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Writes messages to targets, from a level on. What is below costs a call and a comparison: no text is made of it.
    /// <code>
    /// Logger log = new Logger("app", new DebugTarget());
    /// log.Info("connected to {0} after {1}", host, attempts);
    /// </code>
    /// </summary>
    /// <remarks>
    /// For any thread. A number among the arguments is boxed before the level is looked at, 24 bytes: in a tight loop ask
    /// <see cref="IsOn"/> first. Not to be called from an interrupt.
    /// </remarks>
    public sealed class Logger
    {
        private readonly Logger _root;
        private LogTarget _first;

        // Of the root. The second: what logs meanwhile is a target.
        private LogLevel _level = LogLevel.Info;
        private bool _isWriting;

        /// <summary>Creates a logger.</summary>
        /// <param name="name">What stands before each message.</param>
        /// <param name="target">Where messages go; null to add targets later.</param>
        public Logger(string name, LogTarget target = null)
        {
            Name = name;
            _root = this;
            _first = target;
        }

        private Logger(string name, Logger root)
        {
            Name = name;
            _root = root;
        }

        /// <summary>What stands before each message.</summary>
        public string Name { get; }

        /// <summary>From which level on messages are written; Info by default. One for all that are made of this by <see cref="For"/>.</summary>
        public LogLevel Level
        {
            get => _root._level;
            set => _root._level = value;
        }

        /// <summary>Makes a logger with another name, with the level and the targets of this one, now and later.</summary>
        /// <param name="name">What stands before each message.</param>
        /// <returns>The logger.</returns>
        public Logger For(string name)
        {
            return new Logger(name, _root);
        }

        /// <summary>Adds a target; one that it has already stays as it is.</summary>
        /// <param name="target">One that belongs to no other logger.</param>
        /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
        public void Add(LogTarget target)
        {
            if (target == null)
            {
                throw new ArgumentNullException(nameof(target));
            }

            lock (_root)
            {
                for (LogTarget known = _root._first; known != null; known = known._next)
                {
                    if (known == target)
                    {
                        return;
                    }
                }

                target._next = _root._first;
                _root._first = target;
            }
        }

        /// <summary>Whether messages of a level are written.</summary>
        /// <param name="level">The level.</param>
        /// <returns>True if so.</returns>
        public bool IsOn(LogLevel level)
        {
            return level >= _root._level && level != LogLevel.None;
        }

        /// <summary>Writes what is a step.</summary>
        /// <param name="format">The message, with {0} and {1} for the arguments. It may have none.</param>
        /// <param name="first">The first one.</param>
        /// <param name="second">The second one.</param>
        public void Trace(string format, object first = null, object second = null)
        {
            Write(LogLevel.Trace, format, first, second);
        }

        /// <summary>Writes what helps to find a fault.</summary>
        /// <inheritdoc cref="Trace"/>
        public void Debug(string format, object first = null, object second = null)
        {
            Write(LogLevel.Debug, format, first, second);
        }

        /// <summary>Writes what happens as it should.</summary>
        /// <inheritdoc cref="Trace"/>
        public void Info(string format, object first = null, object second = null)
        {
            Write(LogLevel.Info, format, first, second);
        }

        /// <summary>Writes what should not happen and is dealt with.</summary>
        /// <inheritdoc cref="Trace"/>
        public void Warning(string format, object first = null, object second = null)
        {
            Write(LogLevel.Warning, format, first, second);
        }

        /// <summary>Writes what has failed.</summary>
        /// <inheritdoc cref="Trace"/>
        public void Error(string format, object first = null, object second = null)
        {
            Write(LogLevel.Error, format, first, second);
        }

        /// <summary>Writes a message, if its level is on. What a target logs here while it writes is dropped.</summary>
        /// <param name="level">How much it matters.</param>
        /// <param name="format">
        /// The message, with {0} and {1} for the arguments. Without an argument it is written as it is, braces and all; so is one that cannot be formatted.
        /// </param>
        /// <param name="first">The first one.</param>
        /// <param name="second">The second one.</param>
        public void Write(LogLevel level, string format, object first = null, object second = null)
        {
            if (level < _root._level || level == LogLevel.None)
            {
                return;
            }

            string message = format;

            if (first != null || second != null)
            {
                try
                {
                    message = string.Format(format, first, second);
                }
                catch (Exception)
                {
                    // Braces that do not fit, or an argument that fails: what cannot be logged must not end what logs.
                }
            }

            lock (_root)
            {
                if (_root._isWriting)
                {
                    return;
                }

                _root._isWriting = true;

                for (LogTarget target = _root._first; target != null; target = target._next)
                {
                    try
                    {
                        target.Write(level, Name, message);
                    }
                    catch (Exception)
                    {
                        // As above; and the others have it all the same.
                    }
                }

                _root._isWriting = false;
            }
        }
    }
}
