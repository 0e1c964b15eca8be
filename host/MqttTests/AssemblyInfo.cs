using Xunit.Sdk;
using Xunit.v3;

// One process is one device.
[assembly: Parallelization(Mode = ParallelMode.None)]
