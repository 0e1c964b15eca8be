using Xunit.Sdk;
using Xunit.v3;

// A process is one device: what runs beside a test would be counted with it.
[assembly: Parallelization(Mode = ParallelMode.None)]
