using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;

namespace UAsyncio.Fleet
{
    /// <summary>The way to the broker, which a fault can take away.</summary>
    internal sealed class FleetOptions : MqttOptions
    {
        private AsyncStream _stream;
        private int _backAt;
        private int _slowUntil;
        private bool _isAway;
        private bool _isSlow;

        internal FleetOptions(int number)
            : base(Fleet.s_host)
        {
            Port = Fleet.s_port;
            Tls = Fleet.s_tls;
            UserName = Fleet.s_user;
            Password = Fleet.s_password;
            ClientId = Fleet.s_topic + "-" + number;
            CleanStart = false;
            SessionExpiry = 3600;
        }

        /// <summary>The Wi-Fi is gone for so many ms.</summary>
        internal void Leave(int milliseconds)
        {
            _backAt = EventLoop.Running.Ticks + milliseconds;
            _isAway = true;
            _stream?.Dispose();
        }

        /// <summary>The connection is lost, and the next one is slow for so many ms.</summary>
        internal void SlowDown(int milliseconds)
        {
            _slowUntil = EventLoop.Running.Ticks + milliseconds;
            _isSlow = true;
            _stream?.Dispose();
        }

        /// <inheritdoc/>
        protected override async Coroutine<AsyncStream> OpenAsync()
        {
            while (_isAway)
            {
                await Coroutine.Delay(100);
                _isAway = _backAt - EventLoop.Running.Ticks > 0;
            }

            _stream = await base.OpenAsync();
            _isSlow = _isSlow && _slowUntil - EventLoop.Running.Ticks > 0;
            _stream = _isSlow ? new AsyncStream(new SlowTransport(_stream, _slowUntil)) : _stream;
            return _stream;
        }
    }
}
