using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;

namespace UAsyncio.VirtualDevice.Heap
{
    /// <summary>
    /// Sizes of the types that a device has its own fields for, which cannot be read off the types that stand in for
    /// them here. Measured ones first; those marked with a count of fields follow from nanoFramework's sources.
    /// </summary>
    internal static class LibraryTypes
    {
        private static readonly Dictionary<string, int> s_sizes = new()
        {
            ["System.Object"] = HeapBlocks.Block,
            ["System.Net.Sockets.Socket"] = 120,
            ["System.Net.IPEndPoint"] = 36,
            ["System.Threading.AutoResetEvent"] = 12,
            ["System.Threading.ManualResetEvent"] = 12,
            ["System.Threading.Timer"] = 132,
            ["System.Threading.Thread"] = 708,
            ["System.Net.IPAddress"] = HeapBlocks.OfObject(4) + HeapBlocks.OfArray(8, 2),
            ["System.Net.Sockets.NetworkStream"] = HeapBlocks.OfObject(5) + HeapBlocks.Finalizer,
            ["System.Net.Security.SslStream"] = HeapBlocks.OfObject(9) + HeapBlocks.Finalizer,
            ["System.Security.Cryptography.X509Certificates.X509Certificate"] = HeapBlocks.OfObject(7),
            ["System.Security.Cryptography.X509Certificates.X509Certificate2"] = HeapBlocks.OfObject(9),
            ["System.Threading.CancellationTokenSource"] = HeapBlocks.OfObject(8),
            ["nanoFramework.Runtime.Events.BaseEvent"] = HeapBlocks.OfObject(2),
        };

        /// <summary>The size of an object of exactly this type, with what only it can hold; null when unknown.</summary>
        public static int? SizeOf(object target)
        {
            string name = target.GetType().FullName!;
            return s_sizes.TryGetValue(name, out int size) ? size : name switch
            {
                "System.Collections.ArrayList" => HeapBlocks.OfObject(3) + OfItems(target, "_items"),
                "System.Collections.Queue" => HeapBlocks.OfObject(4) + OfItems(target, "_array"),
                "System.Collections.Stack" => HeapBlocks.OfObject(2) + OfItems(target, "_array"),
                "System.IO.MemoryStream" => HeapBlocks.OfObject(8) + HeapBlocks.Finalizer + OfBuffer(target),
                _ => null,
            };
        }

        /// <summary>What the program has put into an object of a library type.</summary>
        public static IEnumerable<object?> ContentsOf(object target)
        {
            switch (target)
            {
                case Exception exception:
                    yield return exception.InnerException;
                    break;

                case ICollection when target.GetType().FullName is "System.Collections.ArrayList" or "System.Collections.Queue" or "System.Collections.Stack":
                    foreach (object? item in (IEnumerable)target)
                    {
                        yield return item;
                    }

                    break;

                default:
                    foreach (string field in FieldsOf(target.GetType().FullName!))
                    {
                        yield return GetField(target, field);
                    }

                    break;
            }
        }

        private static string[] FieldsOf(string type) => type switch
        {
            "System.Net.Sockets.NetworkStream" or "System.Net.Security.SslStream" => ["_socket"],
            "System.Net.IPEndPoint" => ["_address"],
            "System.Security.Cryptography.X509Certificates.X509Certificate" => ["_handle", "_issuer", "_subject"],
            "System.Security.Cryptography.X509Certificates.X509Certificate2" => ["_handle", "_issuer", "_subject", "_privateKey"],
            _ => [],
        };

        private static int OfItems(object collection, string field) => HeapBlocks.OfArray(((object[])GetField(collection, field)!).Length, HeapBlocks.Block);

        private static int OfBuffer(object memoryStream) => HeapBlocks.OfArray(((byte[])GetField(memoryStream, "_buffer")!).Length, 1);

        private static object? GetField(object target, string name)
        {
            FieldInfo? field = null;

            // A private field of a base class is not among a type's own.
            for (Type type = target.GetType(); field == null; type = type.BaseType!)
            {
                field = type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
            }

            return field.GetValue(target);
        }
    }
}
