using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>An option that takes a whole number within bounds.</summary>
    /// <param name="name">Its name, as --heap.</param>
    /// <param name="what">What it is a number of, as "a number of bytes".</param>
    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest.</param>
    public sealed class NumberOption(string name, string what, int least, int most = int.MaxValue) : Option<int>(name)
    {
        /// <summary>What is wrong with a value; null when nothing is.</summary>
        public string? FaultOf(string value)
        {
            if (!BigInteger.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger number))
            {
                return $"{Name} takes a whole number, and {value} is none.";
            }

            return number < least || number > most ? $"{Name} takes {what} from {least} to {most}, not {value}." : null;
        }
    }
}
