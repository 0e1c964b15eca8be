using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace UAsyncio.Nano.Analyzers
{
    /// <summary>The types of UAsyncio.Nano, as one compilation sees them.</summary>
    internal sealed class Library
    {
        private const string Name = "UAsyncio.Nano";

        private readonly INamedTypeSymbol _awaitable;
        private readonly INamedTypeSymbol _coroutine;

        private Library(INamedTypeSymbol awaitable, INamedTypeSymbol coroutine)
        {
            _awaitable = awaitable;
            _coroutine = coroutine;
        }

        /// <summary>Null where the compilation does not know the library.</summary>
        internal static Library Find(Compilation compilation)
        {
            INamedTypeSymbol awaitable = compilation.GetTypeByMetadataName(Name + ".Awaitable");
            INamedTypeSymbol coroutine = compilation.GetTypeByMetadataName(Name + ".Coroutine");
            return awaitable == null || coroutine == null ? null : new Library(awaitable, coroutine);
        }

        /// <summary>Null, too, where the compilation is for desktop .NET, which has Nullable and all else that a device lacks.</summary>
        internal static Library FindForDevice(Compilation compilation) => compilation.GetTypeByMetadataName("System.Nullable`1") == null ? Find(compilation) : null;

        /// <summary>Whether a compilation is the one that makes these types.</summary>
        internal bool IsMadeBy(Compilation compilation) => SymbolEqualityComparer.Default.Equals(_awaitable.ContainingAssembly, compilation.Assembly);

        /// <summary>An assembly of UAsyncio.Nano.</summary>
        internal static bool IsPart(IAssemblySymbol assembly)
        {
            return assembly != null && (assembly.Name == Name || assembly.Name.StartsWith(Name + ".", StringComparison.Ordinal));
        }

        internal bool IsAwaitable(ITypeSymbol type) => Derives(type, _awaitable);

        internal bool IsCoroutine(ITypeSymbol type) => Derives(type, _coroutine);

        /// <summary>Whether a function's body is a coroutine.</summary>
        internal bool IsCoroutine(IMethodSymbol function) => function != null && function.IsAsync && IsCoroutine(function.ReturnType);

        /// <summary>A delegate that the loop calls, on its own thread.</summary>
        internal static bool IsLoopCallback(ITypeSymbol type) => type?.Name == "LoopCallback" && IsPart(type.ContainingAssembly);

        /// <summary>Whether a delegate is the argument of Coroutine.Run, which calls it where waiting holds nobody up.</summary>
        internal bool IsForHelperThread(IOperation creation)
        {
            return creation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run" } method } }
                && SymbolEqualityComparer.Default.Equals(method.ContainingType, _coroutine);
        }

        /// <summary>
        /// Whether a method hands out a task that runs already, so that its result may be left alone. By name: CreateTask, CallSoon,
        /// CallLater, and what others call Start… in their manner.
        /// </summary>
        internal static bool StartsTask(IMethodSymbol method)
        {
            return !IsColdByName(method)
                && (method.Name.StartsWith("Create", StringComparison.Ordinal)
                    || method.Name.StartsWith("Call", StringComparison.Ordinal)
                    || method.Name.StartsWith("Start", StringComparison.Ordinal)
                    || method.Name.StartsWith("Wake", StringComparison.Ordinal));
        }

        /// <summary>Whether what a method returns has certainly not started. Of a method that is neither async nor named so, only its own code knows.</summary>
        internal static bool IsCold(IMethodSymbol method)
        {
            return !IsBegun(method) && (IsColdByName(method) || (IsPart(method.ContainingAssembly) && method.DeclaringSyntaxReferences.IsEmpty && !StartsTask(method)));
        }

        // A publication or a subscription is the client's when the call returns; what it returns only tells the end.
        private static bool IsBegun(IMethodSymbol method)
        {
            return method.Name is "PublishAsync" or "SubscribeAsync" or "UnsubscribeAsync"
                && method.ContainingType.Name is "MqttClient" or "HomeAssistantDevice" && IsPart(method.ContainingAssembly);
        }

        private static bool IsColdByName(IMethodSymbol method) => method.IsAsync || method.Name.EndsWith("Async", StringComparison.Ordinal);

        private static bool Derives(ITypeSymbol type, INamedTypeSymbol from)
        {
            for (; type != null; type = type.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(type, from))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
