using System;

namespace UAsyncio.Flash;

/// <summary>Shows the user that something is being done that takes its time.</summary>
public interface IBusy
{
    /// <summary>Shows it for as long as it takes.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="work">Does it; what it throws goes through.</param>
    void While(string what, Action work);
}
