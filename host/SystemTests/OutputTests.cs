using System;
using System.Collections.Generic;
using System.Reflection;
using System.Threading;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>The lines that the library writes.</summary>
    public sealed class OutputTests
    {
        private const string Scenes = "UAsyncio.Nano.Tests.Core.OutputScenes";

        [Fact]
        public void An_exception_that_nobody_awaits_is_told_with_the_tasks_name_and_method() => Expect(
            "A_named_task_fails",
            "Task pump: System.ArgumentException: broken",
            "   at FailAsync");

        [Fact]
        public void Of_a_sockets_exception_the_number_is_told() => Expect(
            "UAsyncio.Nano.Tests.Net.HostServer:FailByASocket",
            "Task pump: System.Net.Sockets.SocketException: Exception was thrown: System.Net.Sockets.SocketException (10061)",
            "   at ConnectAsync");

        [Fact]
        public void Without_a_name_the_line_tells_the_method() => Expect(
            "A_task_without_a_name_fails",
            "Task FailAsync: System.ArgumentException: broken",
            "   at FailAsync");

        [Fact]
        public void Coroutines_that_an_exception_passed_through_are_told_the_innermost_first() => Expect(
            "A_task_fails_inside_of_what_it_awaits",
            "Task pump: System.ArgumentException: deep",
            "   at FailAsync",
            "   at MiddleAsync",
            "   at OuterAsync");

        [Fact]
        public void A_cleanup_that_waits_on_the_way_does_not_hide_where_it_came_from() => Expect(
            "A_task_fails_and_cleans_up_with_a_delay",
            "Task pump: System.ArgumentException: deep",
            "   at FailAsync",
            "   at MiddleAsync",
            "   at CleanAsync",
            "   at AwaitAsync");

        [Fact]
        public void A_local_function_a_lambda_and_a_wait_under_a_limit_are_told_by_name() => Expect(
            "A_local_function_fails_in_a_lambda_under_a_limit",
            "Task pump: System.ArgumentException: local",
            "   at InnerAsync",
            "   at A_local_function_fails_in_a_lambda_under_a_limit",
            "   at WaitAsync",
            "   at AwaitAsync");

        [Fact]
        public void What_fails_and_is_no_coroutine_is_told_from_the_one_on_that_waited_for_it() => Expect(
            "What_a_coroutine_waits_for_fails",
            "Task pump: System.InvalidOperationException: barrier is broken",
            "   at ReadAsync",
            "   at AwaitAsync");

        [Fact]
        public void Two_that_fail_in_turn_have_each_its_own_coroutines() => Expect(
            "Two_tasks_fail_in_one_pass",
            "Task one: System.ArgumentException: first",
            "   at FailAsync",
            "   at MiddleAsync",
            "   at OuterAsync",
            "Task two: System.ArgumentException: second",
            "   at FailAsync",
            "   at MiddleAsync",
            "   at OuterAsync");

        [Fact]
        public void An_exception_in_the_place_of_another_is_told_from_where_it_was_thrown() => Expect(
            "An_exception_is_replaced_on_its_way",
            "Task pump: System.InvalidOperationException: replaced",
            "   at ReplaceAsync",
            "   at AwaitAsync");

        [Fact]
        public void That_of_a_posted_call_is_a_line_too() => Expect(
            "A_posted_call_fails",
            "Task Post: System.ArgumentException: broken");

        [Fact]
        public void When_the_handler_fails_both_exceptions_are_told() => Expect(
            "The_handler_fails",
            "ExceptionHandler: System.Exception",
            "Task pump: System.ArgumentException: first",
            "   at FailAsync");

        [Fact]
        public void Cancelled_awaited_and_handled_tasks_are_silent() => Expect(
            "A_cancelled_task_an_awaited_one_and_a_handled_one_are_silent");

        [Fact]
        public void Closing_tells_how_many_tasks_are_alive() => Expect(
            "Close_with_two_tasks_alive",
            "EventLoop closed with 2 tasks alive");

        [Fact]
        public void Debug_tells_at_the_close_what_was_never_awaited() => Expect(
            "Debug_never_awaited_at_close",
            "never awaited: LostAsync");

        [Fact]
        public void Debug_tells_what_was_collected_without_having_been_awaited() => Expect(
            "Debug_never_awaited_and_collected",
            "never awaited: LostAsync",
            "closing");

        [Fact]
        public void Debug_tells_what_a_thread_without_a_loop_has_lost() => Expect(
            "Debug_lost_by_a_thread_without_a_loop",
            "never awaited: LostAsync",
            "closing");

        [Fact]
        public void A_server_that_cannot_start_leaves_nothing_that_was_never_awaited() => Expect("UAsyncio.Nano.Tests.Servers.HostOutput:Debug_a_port_that_is_taken");

        [Fact]
        public void Without_debug_nothing_is_told() => Expect("Debug_off");

        [Fact]
        public void An_exception_that_ends_a_thread_is_told_with_the_place_in_the_woven_code()
        {
            List<string> lines = [];
            Type loop = DeviceAssembly.Library.GetType("UAsyncio.Nano.EventLoop")!;
            Device.LineWritten += lines.Add;

            try
            {
                using Simulation simulation = new(1);
                simulation.Start(() => Activator.CreateInstance(loop, BindingFlags.DoNotWrapExceptions, null, [0, 16, null], null));
                simulation.Run(TimeSpan.FromSeconds(1));
                Assert.Equal("ArgumentOutOfRangeException", Assert.Single(simulation.Unhandled).GetType().Name);
            }
            finally
            {
                Device.LineWritten -= lines.Add;
            }

            Assert.Contains("++++ Exception System.ArgumentOutOfRangeException ++++", lines);
            Assert.Contains(lines, line => line.Contains("readyLength", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("UAsyncio.Nano.EventLoop..ctor", StringComparison.Ordinal) && line.Contains("EventLoop.cs:line ", StringComparison.Ordinal));
        }

        // A * at the end of a word stands for the rest of it.
        private static void Expect(string scene, params string[] expected)
        {
            List<string> lines = Run(scene);
            Assert.Equal(expected.Length, lines.Count);

            for (int i = 0; i < expected.Length; i++)
            {
                string[] parts = expected[i].Split('*');
                Assert.StartsWith(parts[0], lines[i]);
                Assert.EndsWith(parts[^1], lines[i]);
            }
        }

        private static List<string> Run(string scene)
        {
            List<string> lines = [];
            Exception? failure = null;
            string[] names = scene.Split(':');
            MethodInfo method = DeviceAssembly.TestType(names.Length == 1 ? Scenes : names[0]).GetMethod(names[^1])!;
            Device.LineWritten += lines.Add;

            try
            {
                Thread thread = new(() =>
                {
                    try
                    {
                        method.CreateDelegate<Action>()();
                    }
                    catch (Exception e)
                    {
                        failure = e;
                    }
                });
                thread.Start();
                thread.Join();
            }
            finally
            {
                Device.LineWritten -= lines.Add;
            }

            Assert.Null(failure);
            return lines;
        }
    }
}
