using System;

namespace nanoFramework.TestFramework
{
    public static class Helper
    {
        // A method with data rows runs once for each of them, and not without.
        public static object[] RemoveTestMethodIfDataRowExists(object[] attribs)
        {
            return Array.Exists(attribs, a => a is DataRowAttribute)
                ? Array.FindAll(attribs, a => a.GetType() != typeof(TestMethodAttribute))
                : attribs;
        }
    }
}
