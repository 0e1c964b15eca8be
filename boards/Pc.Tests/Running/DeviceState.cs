using System.Text.Json;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>What /api/state says.</summary>
    internal sealed record DeviceState(
        string Board, long Uptime, int FreeSlots, int FreeTimers, int Requests, int Connections, bool Led, bool Blink, double Sensor)
    {
        public static DeviceState Parse(string json)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new DeviceState(
                root.GetProperty("board").GetString()!,
                root.GetProperty("uptime").GetInt64(),
                root.GetProperty("freeSlots").GetInt32(),
                root.GetProperty("freeTimers").GetInt32(),
                root.GetProperty("requests").GetInt32(),
                root.GetProperty("connections").GetInt32(),
                root.GetProperty("led").GetBoolean(),
                root.GetProperty("blink").GetBoolean(),
                root.GetProperty("sensor").GetDouble());
        }
    }
}
