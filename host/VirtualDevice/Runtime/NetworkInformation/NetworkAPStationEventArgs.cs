using System;

namespace System.Net.NetworkInformation
{
    public class NetworkAPStationEventArgs : EventArgs
    {
        internal NetworkAPStationEventArgs(bool isConnected, int stationIndex)
        {
            IsConnected = isConnected;
            StationIndex = stationIndex;
        }

        public bool IsConnected { get; }

        public int StationIndex { get; }
    }
}
