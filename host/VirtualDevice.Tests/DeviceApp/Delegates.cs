namespace DeviceApp
{
    /// <summary>What is left of handlers when some are taken away.</summary>
    public static class Delegates
    {
        private delegate void Handler();

        private static event Handler Changed;

        private static string s_log;

        public static string Removal()
        {
            Handler a = A;
            Handler b = B;
            Changed = null;
            Changed += a;
            Changed += b;
            Changed += a;
            Changed -= A;
            string text = Called(Changed);
            Changed -= b;
            text += ";" + Called(Changed);
            Changed -= b;
            text += ";" + Called(Changed);
            Changed -= a;
            return text + ";" + (Changed == null) + ";" + Called((a + b + a + b) - (a + b)) + ";" + Called((a + b + b) - (b + a)) + ";" + Called(a - (b + b)) + ";" + ((a - A) == null);
        }

        private static string Called(Handler handler)
        {
            s_log = string.Empty;
            handler();
            return s_log;
        }

        private static void A() => s_log += "a";

        private static void B() => s_log += "b";
    }
}
