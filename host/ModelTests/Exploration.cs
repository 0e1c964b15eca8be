using System;
using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <summary>
    /// Goes from state to state of a model until every action has been taken in every state: in walks, each of which takes as many new ones
    /// as it finds on its way. What can be told apart by the tasks' numbers alone is one state, and one action.
    /// </summary>
    internal sealed class Exploration
    {
        // How many steps in a row a walk takes that are not new.
        private const int MostOld = 12;

        private readonly Random _random = new(1);
        private readonly string[] _kinds;
        private readonly int _most;
        private readonly ModelAction[] _actions;
        private readonly Dictionary<string, Place> _places = [];
        private readonly Queue<Place> _open = [];

        /// <param name="kinds">The primitives.</param>
        /// <param name="most">How many states at the most; from the others, nothing is tried.</param>
        public Exploration(string[] kinds, int most)
        {
            _kinds = kinds;
            _most = most;
            _actions = [.. ModelAction.All(kinds.Length)];
            Enter(new Model(kinds).StateOf(out _), []);
        }

        /// <summary>Gets how many states have been come to.</summary>
        public int States => _places.Count;

        /// <summary>Gets whether there are no others.</summary>
        public bool IsComplete { get; private set; } = true;

        /// <summary>Gets how many different actions in different states have been taken.</summary>
        public long Steps { get; private set; }

        /// <summary>Gets how each state can be come to.</summary>
        public IEnumerable<ModelAction[]> Paths => _places.Values.Select(place => place.Path);

        public static Model Play(string[] kinds, IEnumerable<ModelAction> actions)
        {
            Model model = new(kinds);

            foreach (ModelAction action in actions)
            {
                model.Do(action);
            }

            return model;
        }

        /// <summary>All that can be done at the end of a path.</summary>
        public IEnumerable<ModelAction> ActionsAfter(ModelAction[] path)
        {
            Model model = Play(_kinds, path);
            model.StateOf(out int[] names);
            return _actions.Select(action => action.Rename(names)).Where(action => action.IsPossible(model, names));
        }

        /// <summary>Takes actions that have not been taken, and some others, so many at the most; null when there are none.</summary>
        public (List<ModelAction> Actions, string Log)? NextWalk(int longest)
        {
            Place? place;

            while (_open.TryPeek(out place) && place.Untried == _actions.Length)
            {
                _open.Dequeue();
            }

            if (place == null)
            {
                return null;
            }

            List<ModelAction> walk = [.. place.Path];
            longest += walk.Count;
            Model model = Play(_kinds, walk);
            model.StateOf(out int[] names);

            for (int old = 0; place != null && walk.Count < longest && old < MostOld;)
            {
                while (place.Untried < _actions.Length && !_actions[place.Untried].Rename(names).IsPossible(model, names))
                {
                    place.Untried++;
                }

                int number;

                if (place.Untried < _actions.Length)
                {
                    number = place.Untried++;
                    Steps++;
                    old = 0;
                }
                else
                {
                    // Something known that leads to where something is not, or may.
                    int any = _random.Next(_actions.Length);
                    number = Array.FindIndex(place.Next, next => next?.Untried < _actions.Length);
                    number = number < 0 ? any : number;
                    old++;

                    if (!_actions[number].Rename(names).IsPossible(model, names))
                    {
                        continue;
                    }
                }

                ModelAction action = _actions[number].Rename(names);
                walk.Add(action);
                model.Do(action);
                place = place.Next[number] = Enter(model.StateOf(out names), walk);
            }

            return (walk, model.Log);
        }

        private Place? Enter(string state, List<ModelAction> walk)
        {
            if (_places.TryGetValue(state, out Place? known))
            {
                if (walk.Count < known.Path.Length)
                {
                    known.Path = [.. walk];
                }

                return known;
            }

            if (_places.Count >= _most)
            {
                IsComplete = false;
                return null;
            }

            Place place = new([.. walk], _actions.Length);
            _places.Add(state, place);
            _open.Enqueue(place);
            return place;
        }

        private sealed class Place(ModelAction[] path, int actions)
        {
            // Where each action has led, once it has been taken.
            public Place?[] Next { get; } = new Place?[actions];

            public ModelAction[] Path { get; set; } = path;

            // The first of the actions that has not been taken here.
            public int Untried { get; set; }
        }
    }
}
