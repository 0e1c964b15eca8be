using System;

namespace nanoFramework.TestFramework
{
    public static class TestExtensions
    {
        // Strings and other objects are the same when they are one object: so the device's framework compares them.
        public static bool SequenceEqual(this Array a, Array b)
        {
            if (a == null || b == null || a.Length != b.Length)
            {
                return false;
            }

            for (int i = 0; i < a.Length; i++)
            {
                object left = a.GetValue(i);
                object right = b.GetValue(i);
                bool isEqual = left is ValueType ? left.Equals(right) : ReferenceEquals(left, right);
                if (!isEqual)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
