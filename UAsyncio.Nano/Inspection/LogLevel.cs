namespace UAsyncio.Nano.Inspection
{
    /// <summary>How much a message matters.</summary>
    public enum LogLevel
    {
        /// <summary>Each step.</summary>
        Trace,

        /// <summary>For who looks for a fault.</summary>
        Debug,

        /// <summary>What happens as it should.</summary>
        Info,

        /// <summary>What should not happen and is dealt with.</summary>
        Warning,

        /// <summary>What has failed.</summary>
        Error,

        /// <summary>As a logger's level: nothing is written.</summary>
        None,
    }
}
