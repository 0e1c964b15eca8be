extern alias desktop;

using System;
using System.Net.Sockets;
using DesktopLevel = desktop::System.Net.Sockets.SocketOptionLevel;
using DesktopName = desktop::System.Net.Sockets.SocketOptionName;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed partial class LoopbackSocket
    {
        public override void SetOption(SocketOptionLevel level, SocketOptionName name, byte[] value)
        {
            if (value.Length < sizeof(int))
            {
                throw new SocketException(SocketError.InvalidArgument);
            }

            if (Groups.Concerns(level, name))
            {
                SetMembership(name, value);
                return;
            }

            int number = BitConverter.ToInt32(value, 0);
            _isLoopbackOn = level == SocketOptionLevel.IP && name == SocketOptionName.MulticastLoopback ? number != 0 : _isLoopbackOn;
            Use(() => SetOption(level, name, number));
        }

        public override void GetOption(SocketOptionLevel level, SocketOptionName name, byte[] value)
        {
            int number = 0;
            Use(() => number = GetOption(level, name));
            byte[] bytes = BitConverter.GetBytes(number);
            Array.Copy(bytes, value, Math.Min(bytes.Length, value.Length));
        }

        private bool GetBroadcast()
        {
            bool isOn = false;
            Use(() => isOn = GetOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast) != 0);
            return isOn;
        }

        private void SetOption(SocketOptionLevel level, SocketOptionName name, int value)
        {
            if (level == SocketOptionLevel.Socket)
            {
                switch (name)
                {
                    case SocketOptionName.SendTimeout:
                    case SocketOptionName.ReceiveTimeout:
                        // The managed half keeps them.
                        return;

                    case SocketOptionName.Linger when value < 0:
                        throw new SocketException(SocketError.InvalidArgument);

                    case SocketOptionName.Linger:
                        _socket.LingerState = new desktop::System.Net.Sockets.LingerOption(true, value);
                        return;

                    case SocketOptionName.DontLinger:
                        _socket.LingerState = new desktop::System.Net.Sockets.LingerOption(false, 0);
                        return;

                    case SocketOptionName.ReuseAddress when _isStream:
                        // .NET binds so anyway; asked for it, it would have two listen on one port, which lwIP refuses.
                        _reusesAddress = value != 0;
                        return;

                    case SocketOptionName.ExclusiveAddressUse:
                        _socket.SetSocketOption(DesktopLevel.Socket, DesktopName.ReuseAddress, value == 0);
                        return;
                }
            }

            (DesktopLevel desktopLevel, DesktopName desktopName) = ToDesktop(level, name);
            _socket.SetSocketOption(desktopLevel, desktopName, value);
        }

        private int GetOption(SocketOptionLevel level, SocketOptionName name)
        {
            if (level == SocketOptionLevel.Socket)
            {
                switch (name)
                {
                    case SocketOptionName.Error:
                        return HasError() ? _error : 0;

                    case SocketOptionName.SendBuffer:
                        return SocketTable.SendBuffer;

                    case SocketOptionName.AcceptConnection:
                        return _isListening ? 1 : 0;

                    case SocketOptionName.Linger:
                        return _socket.LingerState.LingerTime;

                    case SocketOptionName.DontLinger:
                        return _socket.LingerState.Enabled ? 0 : 1;

                    case SocketOptionName.ReuseAddress when _isStream:
                        return _reusesAddress ? 1 : 0;

                    case SocketOptionName.ExclusiveAddressUse:
                        return (int)_socket.GetSocketOption(DesktopLevel.Socket, DesktopName.ReuseAddress) == 0 ? 1 : 0;

                    case SocketOptionName.KeepAlive:
                    case SocketOptionName.Broadcast:
                    case SocketOptionName.ReuseAddress:
                        return (int)_socket.GetSocketOption(DesktopLevel.Socket, (DesktopName)name) != 0 ? 1 : 0;
                }
            }

            (DesktopLevel desktopLevel, DesktopName desktopName) = ToDesktop(level, name);
            return (int)_socket.GetSocketOption(desktopLevel, desktopName);
        }

        private static (DesktopLevel Level, DesktopName Name) ToDesktop(SocketOptionLevel level, SocketOptionName name)
        {
            bool isKnown = level switch
            {
                SocketOptionLevel.Socket => name is SocketOptionName.ReuseAddress or SocketOptionName.KeepAlive
                    or SocketOptionName.Broadcast or SocketOptionName.ReceiveBuffer,
                SocketOptionLevel.Tcp => name is SocketOptionName.NoDelay,
                SocketOptionLevel.IP => name is SocketOptionName.IpTimeToLive or SocketOptionName.TypeOfService
                    or SocketOptionName.MulticastLoopback or SocketOptionName.MulticastTimeToLive,
                _ => false,
            };
            if (!isKnown)
            {
                throw new SocketException(SocketError.ProtocolOption);
            }

            return ((DesktopLevel)level, (DesktopName)name);
        }
    }
}
