namespace UAsyncio.Nano.Http
{
    internal static class Hexadecimal
    {
        /// <summary>What a digit stands for, in ASCII; -1 for what is none.</summary>
        internal static int Value(int digit)
        {
            if (digit >= '0' && digit <= '9')
            {
                return digit - '0';
            }

            digit |= 0x20;
            return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
        }
    }
}
