namespace UAsyncio.Nano.Gpio
{
    /// <summary>What happens to a <see cref="Pushbutton"/>.</summary>
    public enum ButtonEvent
    {
        /// <summary>It was pressed.</summary>
        Press = 0,

        /// <summary>It was let go.</summary>
        Release = 1,

        /// <summary>It has been held for <see cref="Pushbutton.LongPress"/>.</summary>
        LongPress = 2,

        /// <summary>It was pressed again so soon that it is a double click: in the place of that <see cref="Press"/>.</summary>
        DoubleClick = 3,

        /// <summary>It was pressed and let go once, and now it is too late for a double click.</summary>
        Click = 4,
    }
}
