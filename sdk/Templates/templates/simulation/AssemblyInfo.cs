using Xunit.Sdk;
using Xunit.v3;

// A process has one simulation at a time: the tests take turns.
[assembly: Parallelization(Mode = ParallelMode.None)]
