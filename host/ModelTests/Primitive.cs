using System;
using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <summary>A primitive of the model: a line of those who wait, and what lets them through.</summary>
    internal abstract class Primitive(Model model)
    {
        /// <summary>Gets the kinds that stand for themselves.</summary>
        public static readonly string[] Kinds = ["lock", "semaphore", "event", "auto event", "queue get", "dropping get", "barrier", "broadcast", "flag", "signals", "ring"];

        public List<ModelTask> Line { get; } = [];

        /// <summary>Gets whether an await of it is one of a coroutine.</summary>
        public virtual bool IsCoroutine => false;

        protected Model Model { get; } = model;

        public static Primitive Create(string kind, Model model, Primitive? before) => kind switch
        {
            "lock" => new LockModel(model),
            "semaphore" => new SemaphoreModel(model),
            "event" => new EventModel(model, false),
            "auto event" => new EventModel(model, true),
            "barrier" => new BarrierModel(model),
            "broadcast" => new BroadcastModel(model),
            "flag" => new FlagModel(model),
            "signals" => new BufferModel(model, false),
            "ring" => new BufferModel(model, true),
            "queue get" => new QueueModel(model, false, null),
            "dropping get" => new QueueModel(model, true, null),
            "queue put" => new QueueModel(model, false, before as QueueModel ?? new QueueModel(model, false, null), true),
            _ => throw new ArgumentException(kind),
        };

        /// <summary>All that tells its state from others, beside its line. Counters that only go on and on are left out.</summary>
        /// <param name="names">The tasks' names in it.</param>
        public virtual string Key(int[] names) => ToString()!;

        /// <summary>A task awaits it: what comes of it at once; null when it has to wait.</summary>
        public abstract string? Begin(ModelTask task);

        public virtual string End(ModelTask task) => "ok";

        public abstract string Wake();

        public virtual string Other() => "ok";

        /// <summary>Takes back what a task was woken with.</summary>
        public virtual void Undo(ModelTask task)
        {
        }

        public virtual void Deliver()
        {
        }

        /// <summary>Lets the first one through.</summary>
        protected bool Give(Outcome outcome = Outcome.Given)
        {
            if (Line.Count == 0)
            {
                return false;
            }

            ModelTask task = Line[0];
            Line.RemoveAt(0);
            Model.Ready(task, outcome);
            return true;
        }

        protected void GiveAll(Outcome outcome = Outcome.Given)
        {
            while (Give(outcome))
            {
            }
        }
    }
}
