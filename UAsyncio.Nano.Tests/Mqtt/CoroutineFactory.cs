namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Makes a coroutine on the thread on which it is called.</summary>
    internal delegate Coroutine CoroutineFactory();
}
