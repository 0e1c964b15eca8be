using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Net;

public static class Program
{
    public static void Main()
    {
        EventLoop loop = new EventLoop();
        Tcp.StartServer(GreetAsync, IPAddress.Any, 7000);
        loop.RunForever();
    }

    private static async Coroutine GreetAsync(AsyncStream stream)
    {
        try
        {
            await stream.WriteAsync("Your name?\r\n");
            string name = await stream.ReadLineAsync(maxLength: 80).WaitAsync(10000);
            await stream.WriteAsync("Hello, " + name + "\r\n");
        }
        catch (System.TimeoutException)
        {
            await stream.WriteAsync("Another time, then.\r\n");
        }
    }
}
