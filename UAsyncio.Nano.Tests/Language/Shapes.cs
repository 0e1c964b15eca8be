namespace UAsyncio.Nano.Tests.Language
{
    internal interface IDoubler
    {
        Coroutine<int> DoubleAsync(int value);
    }

    internal interface INamed
    {
        Coroutine<string> NameAsync();
    }

    internal abstract class Shape
    {
        public abstract Coroutine<int> CornersAsync(int more);

        public virtual async Coroutine<int> AreaAsync()
        {
            await Coroutine.Yield();
            return 100;
        }

        public virtual async Coroutine<string> NameAsync()
        {
            return await Give.Later("base");
        }
    }

    internal sealed class Square : Shape
    {
        private readonly int _side;

        public Square(int side)
        {
            _side = side;
        }

        public static Coroutine<int> operator +(Square left, Square right)
        {
            return AddAsync(left, right);
        }

        public override async Coroutine<int> CornersAsync(int more)
        {
            return 4 + await Give.Later(more);
        }

        public override async Coroutine<int> AreaAsync()
        {
            int more = await base.AreaAsync();
            return more + (_side * _side);
        }

        public override async Coroutine<string> NameAsync()
        {
            return await base.NameAsync() + "+derived";
        }

        private static async Coroutine<int> AddAsync(Square left, Square right)
        {
            return await Give.Later(left._side) + right._side;
        }
    }

    internal sealed class Doubler : IDoubler, INamed
    {
        public Coroutine<int> Answer => Give.Later(42);

        public Coroutine<int> this[int index] => Give.Later(index + 1);

        public async Coroutine<int> DoubleAsync(int value)
        {
            return await Give.Later(value) * 2;
        }

        async Coroutine<string> INamed.NameAsync()
        {
            return await Give.Later("doubler");
        }
    }

    public delegate Coroutine<int> IntWork(int value);

    internal struct Pair
    {
        public int A;
        public int B;

        public async Coroutine<int> SumAsync(int more)
        {
            A += more;
            await Coroutine.Yield();
            return A + B;
        }
    }

    internal class Outer
    {
        public static Coroutine<int> ThroughHidden(int value)
        {
            return Hidden.QuadrupleAsync(value);
        }

        internal sealed class Inner
        {
            private readonly int _value;

            internal Inner(int value)
            {
                _value = value;
            }

            internal async Coroutine<int> TripleAsync()
            {
                return _value + await Give.Later(_value) + _value;
            }
        }

        private static class Hidden
        {
            internal static async Coroutine<int> QuadrupleAsync(int value)
            {
                return await Give.Later(value) * 4;
            }
        }
    }

    internal static class IntExtensions
    {
        public static async Coroutine<int> PlusOneAsync(this int value)
        {
            await Coroutine.Yield();
            return value + 1;
        }
    }
}
