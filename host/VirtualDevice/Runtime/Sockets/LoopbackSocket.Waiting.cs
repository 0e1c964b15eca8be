extern alias desktop;

using System.Net.Sockets;
using System.Threading;
using DesktopError = desktop::System.Net.Sockets.SocketError;
using DesktopMode = desktop::System.Net.Sockets.SelectMode;
using DesktopSocketException = desktop::System.Net.Sockets.SocketException;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal sealed partial class LoopbackSocket
    {
        // A waiting thread looks this often whether the socket has been closed.
        private const int SliceMicroseconds = 5000;

        private const int SpinsBeforeSleep = 30;

        public override bool Poll(int microSeconds, SelectMode mode)
        {
            Enter();
            try
            {
                return Wait(mode, DeadlineOf(microSeconds));
            }
            catch (DesktopSocketException e)
            {
                throw Translate(e.SocketErrorCode);
            }
            finally
            {
                Leave();
            }
        }

        private bool Wait(SelectMode mode, Deadline deadline)
        {
            for (int turn = 0; ; turn++)
            {
                if (IsClosed)
                {
                    throw SocketException.ClosedWhileWaiting();
                }

                if (IsReady(mode))
                {
                    return true;
                }

                if (deadline.IsOver)
                {
                    return false;
                }

                Pause(mode, deadline, turn);
            }
        }

        private bool IsReady(SelectMode mode)
        {
            if (mode == SelectMode.SelectError)
            {
                return !DeviceNetwork.IsUp || HasError();
            }

            ThrowIfDown();
            if (HasError())
            {
                // What came before the error can still be read.
                if (mode == SelectMode.SelectRead && HasReceived)
                {
                    return true;
                }

                throw new SocketException(_error);
            }

            if (mode == SelectMode.SelectWrite)
            {
                return IsWritable();
            }

            return _received?.Count > 0 || FromMany > 0 || _socket.Poll(0, DesktopMode.SelectRead);
        }

        private bool HasReceived => _received?.Count > 0 || FromMany > 0 || _socket.Available > 0;

        private bool IsWritable()
        {
            if (_isStream && (!_isConnected || SendQueue.Free(_socket) < SocketTable.SendBuffer / 2))
            {
                return false;
            }

            return _socket.Poll(0, DesktopMode.SelectWrite);
        }

        private void Pause(SelectMode mode, Deadline deadline, int turn)
        {
            if (mode == SelectMode.SelectRead)
            {
                _socket.Poll(deadline.MicrosecondsLeft(SliceMicroseconds), DesktopMode.SelectRead);
            }
            else if (turn < SpinsBeforeSleep)
            {
                // No event tells that the peer has acknowledged, and on the loopback it does so within microseconds.
                desktop::System.Threading.Thread.Yield();
            }
            else
            {
                desktop::System.Threading.Thread.Sleep(1);
            }
        }

        // The system reports an error once; lwIP's stays with the socket.
        private bool HasError()
        {
            if (_error != 0)
            {
                return true;
            }

            if (!_socket.Poll(0, DesktopMode.SelectError))
            {
                return false;
            }

            lock (_errorLock)
            {
                if (_error == 0)
                {
                    object error = _socket.GetSocketOption(
                        desktop::System.Net.Sockets.SocketOptionLevel.Socket,
                        desktop::System.Net.Sockets.SocketOptionName.Error);
                    _error = ToDevice((DesktopError)(int)error);
                }

                return _error != 0;
            }
        }

        private void ThrowIfError()
        {
            if (HasError())
            {
                throw new SocketException(_error);
            }
        }

        private void ThrowIfClosedOrDown()
        {
            if (IsClosed)
            {
                throw SocketException.ClosedWhileWaiting();
            }

            ThrowIfDown();
        }

        private static void ThrowIfDown()
        {
            if (!DeviceNetwork.IsUp)
            {
                throw new SocketException(SocketError.NetworkDown);
            }
        }

        private SocketException Fail(DesktopError error)
        {
            lock (_errorLock)
            {
                if (_error == 0)
                {
                    _error = ToDevice(error);
                }

                return new SocketException(_error);
            }
        }

        private static SocketException Translate(DesktopError error) => new SocketException(ToDevice(error));

        // The numbers are the same, but for these, which a device does not tell apart.
        private static int ToDevice(DesktopError error) => error switch
        {
            DesktopError.Shutdown => (int)SocketError.ConnectionReset,
            DesktopError.AccessDenied => (int)SocketError.AddressNotAvailable,
            _ => (int)error,
        };
    }
}
