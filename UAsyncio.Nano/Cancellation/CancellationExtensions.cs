using System;
using System.Threading;

namespace UAsyncio.Nano.Cancellation
{
    /// <summary>From .NET's tokens to coroutines, and back.</summary>
    public static class CancellationExtensions
    {
        // In a row.
        private const int MaxFailures = 1000;

        /// <summary>
        /// Awaits a coroutine until a token is canceled, on any thread: then it is cancelled, and its cleanup is awaited. (.NET: WaitAsync)
        /// </summary>
        /// <param name="coroutine">Not started yet, started or ended.</param>
        /// <param name="token">The token. One that is canceled already keeps the coroutine from starting.</param>
        /// <returns>
        /// To be awaited; the result is that of the coroutine, which is asked for it. It takes two slots of the loop meanwhile, none for a token that cannot be canceled.
        /// Where memory is too short to call what the token calls, the runtime drops it, and Cancel() throws: the coroutine goes on then, unless it is cancelled itself.
        /// </returns>
        /// <exception cref="OperationCanceledException">
        /// The token was canceled, and the coroutine ended by that; a cancellation of this itself is a <see cref="CanceledException"/> as ever. What the
        /// coroutine returns or throws in spite of the token is the outcome.
        /// </exception>
        /// <exception cref="ArgumentNullException"><paramref name="coroutine"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There are not so many slots.</exception>
        public static async Coroutine WaitAsync(this Coroutine coroutine, CancellationToken token)
        {
            if (coroutine == null)
            {
                throw new ArgumentNullException(nameof(coroutine));
            }

            if (!token.CanBeCanceled)
            {
                await coroutine;
                return;
            }

            if (token.IsCancellationRequested)
            {
                coroutine.Cancel();

                if (!coroutine.IsCompleted)
                {
                    // One that has begun has its cleanup yet.
                    await Coroutine.WhenAnyOnly(coroutine);
                }
            }
            else
            {
                ThreadSafeFlag canceled = new ThreadSafeFlag();

                Coroutine watch = WatchAsync(canceled);
                CancellationTokenRegistration registration = token.Register(canceled.Set);

                try
                {
                    await Coroutine.WhenAnyOnly(coroutine, watch);
                }
                finally
                {
                    // A token may live as long as the device: where memory is too short, it is tried again.
                    bool isRegistered = true;

                    for (int attempts = MaxFailures; isRegistered && attempts > 0; attempts--)
                    {
                        try
                        {
                            registration.Dispose();
                            isRegistered = false;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }

                if (coroutine.IsCanceled && !token.IsCancellationRequested && watch.IsFaulted && !watch.IsCanceled)
                {
                    // Nobody has cancelled it: memory was too short to listen to the token.
                    await watch;
                }
            }

            if (coroutine.IsCanceled && token.IsCancellationRequested)
            {
                throw new OperationCanceledException();
            }

            await coroutine;
        }

        /// <summary>
        /// Awaits a coroutine; when it ends by cancellation, or by an OutOfMemoryException, which a cancellation becomes where memory is short, a source is canceled
        /// with it: for what else works for the same end.
        /// </summary>
        /// <param name="coroutine">Not started yet, started or ended.</param>
        /// <param name="source">The source; what its callbacks throw comes out.</param>
        /// <returns>To be awaited; the outcome is the coroutine's.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public static async Coroutine CancelsAsync(this Coroutine coroutine, CancellationTokenSource source)
        {
            if (coroutine == null || source == null)
            {
                throw new ArgumentNullException(coroutine == null ? nameof(coroutine) : nameof(source));
            }

            try
            {
                await coroutine;
            }
            catch (Exception exception)
            {
                // What works on may do so for ever: where memory is too short to tell it, that is tried again.
                for (int attempts = exception is CanceledException || exception is OutOfMemoryException ? MaxFailures : 0; attempts > 0; attempts--)
                {
                    try
                    {
                        source.Cancel();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>
        /// Has a function called on a helper thread, with a token that is canceled when this is: as <see cref="Coroutine.Run"/>, for what knows tokens.
        /// <code>
        /// await CancellationExtensions.RunAsync((token, state) =&gt; WifiNetworkHelper.ConnectDhcp(ssid, password, token: token)).WaitAsync(60000);
        /// </code>
        /// </summary>
        /// <param name="work">The function. It must not touch the loop or what belongs to it.</param>
        /// <param name="state">Its argument.</param>
        /// <returns>To be awaited: its exception comes out. When this is cancelled it is told, and not waited for.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
        public static Coroutine RunAsync(TokenWork work, object state = null)
        {
            if (work == null)
            {
                throw new ArgumentNullException(nameof(work));
            }

            CancellationTokenSource source = new CancellationTokenSource();
            CancellationToken token = source.Token;
            return Coroutine.Run(argument => work(token, argument), state).CancelsAsync(source);
        }

        private static async Coroutine WatchAsync(ThreadSafeFlag canceled)
        {
            await canceled.WaitAsync();
        }
    }
}
