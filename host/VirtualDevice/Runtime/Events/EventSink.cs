using System;
using System.Collections.Generic;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Runtime.Events
{
    public class EventSink : NativeEventDispatcher
    {
        private static readonly object s_lock = new object();
        private static readonly Dictionary<EventCategory, IEventListener> s_filters = new Dictionary<EventCategory, IEventListener>();
        private static readonly Dictionary<EventCategory, IEventListener> s_listeners = new Dictionary<EventCategory, IEventListener>();
        private static readonly Dictionary<EventCategory, IEventProcessor> s_processors = new Dictionary<EventCategory, IEventProcessor>();

        private EventSink()
            : base(null, 0)
        {
        }

        public static void AddEventFilter(EventCategory eventCategory, IEventListener eventFilter) => Set(s_filters, eventCategory, eventFilter);

        public static void AddEventListener(EventCategory eventCategory, IEventListener eventListener)
        {
            eventListener.InitializeForEventSource();
            Set(s_listeners, eventCategory, eventListener);
        }

        public static void AddEventProcessor(EventCategory eventCategory, IEventProcessor eventProcessor) => Set(s_processors, eventCategory, eventProcessor);

        public static void PostManagedEvent(byte category, byte subCategory, ushort data1, uint data2)
        {
            DateTime time = DateTime.UtcNow;
            DeviceEvents.Post(() => Dispatch((EventCategory)category, subCategory, data1, data2, time));
        }

        public static void RemoveEventFilter(EventCategory eventCategory, IEventListener eventFilter) => Remove(s_filters, eventCategory, eventFilter);

        public static void RemoveEventListener(EventCategory eventCategory, IEventListener eventListener) => Remove(s_listeners, eventCategory, eventListener);

        public static void RemoveEventProcessor(EventCategory eventCategory, IEventProcessor eventProcessor) => Remove(s_processors, eventCategory, eventProcessor);

        internal static void Restart()
        {
            lock (s_lock)
            {
                s_filters.Clear();
                s_listeners.Clear();
                s_processors.Clear();
            }
        }

        private static void Dispatch(EventCategory category, byte subCategory, ushort data1, uint data2, DateTime time)
        {
            if (category == EventCategory.Custom)
            {
                CustomEvent.Raise(data1, data2);
                return;
            }

            uint packed = ((uint)data1 << 16) | ((uint)category << 8) | subCategory;
            BaseEvent ev = Get(s_processors, category)?.ProcessEvent(packed, data2, time)
                ?? new GenericEvent { Category = (byte)category, Message = subCategory, Source = data1, Data = data2, Time = time };

            // A filter that has dealt with an event keeps it from the listener.
            if (Get(s_filters, category)?.OnEvent(ev) != true)
            {
                Get(s_listeners, category)?.OnEvent(ev);
            }
        }

        private static T Get<T>(Dictionary<EventCategory, T> table, EventCategory category)
        {
            lock (s_lock)
            {
                return table.TryGetValue(category, out T value) ? value : default;
            }
        }

        private static void Set<T>(Dictionary<EventCategory, T> table, EventCategory category, T value)
        {
            lock (s_lock)
            {
                table[category] = value;
            }
        }

        private static void Remove<T>(Dictionary<EventCategory, T> table, EventCategory category, T value)
        {
            lock (s_lock)
            {
                if (table.TryGetValue(category, out T known) && ReferenceEquals(known, value))
                {
                    table.Remove(category);
                }
            }
        }
    }
}
