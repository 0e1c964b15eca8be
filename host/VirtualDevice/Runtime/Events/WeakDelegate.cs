using System;

namespace nanoFramework.Runtime.Events
{
    // Holds its delegates as strongly as any other: a program that relies on losing them would differ.
    public static class WeakDelegate
    {
        public static Delegate Combine(Delegate a, Delegate b) => Delegate.Combine(a, b);

        public static Delegate Remove(Delegate a, Delegate b) => Delegate.Remove(a, b);
    }
}
