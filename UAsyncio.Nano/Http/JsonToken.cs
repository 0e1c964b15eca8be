namespace UAsyncio.Nano.Http
{
    /// <summary>What a <see cref="JsonReader"/> has come to.</summary>
    public enum JsonToken
    {
        /// <summary>Nothing: not begun, or at the end.</summary>
        None,

        /// <summary>An object begins.</summary>
        ObjectStart,

        /// <summary>An object ends.</summary>
        ObjectEnd,

        /// <summary>An array begins.</summary>
        ArrayStart,

        /// <summary>An array ends.</summary>
        ArrayEnd,

        /// <summary>The name of an object's value, which comes next.</summary>
        Name,

        /// <summary>A string.</summary>
        String,

        /// <summary>A number.</summary>
        Number,

        /// <summary>True.</summary>
        True,

        /// <summary>False.</summary>
        False,

        /// <summary>Null.</summary>
        Null,
    }
}
