using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    public sealed class FuzzTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        private const int Seed = 20261123;

        private static readonly string[] s_requests =
        [
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            "POST /api/led HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"led\":\"on\"}",
            "GET /api/state?a=b HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept: */*\r\nUser-Agent: x\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
        ];

        private static readonly string[] s_insertions = ["\0", "\r", "\n", "\r\n\r\n", ":", " ", "\u00c3", "\u00e2\u0082", "%00", "\t"];

        [Fact]
        public async Task Garbage_is_answered_by_an_error_or_not_at_all()
        {
            Random random = new(Seed);

            for (int i = 0; i < 200; i++)
            {
                byte[] garbage = new byte[random.Next(1, i % 10 == 0 ? 6000 : 300)];
                random.NextBytes(garbage);

                // Some of it in lines, so that there is a head.
                string request = Encoding.Latin1.GetString(garbage) + (i % 2 == 0 ? "\r\n\r\n" : "");
                string answer = await SendAndEndAsync(request);
                Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{i}: {answer}");
                await AssertServesAsync(i);
            }

            await device.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task Mutated_requests_are_answered_by_a_response_or_not_at_all()
        {
            Random random = new(Seed + 1);

            for (int i = 0; i < 400; i++)
            {
                StringBuilder request = new(s_requests[random.Next(s_requests.Length)]);

                for (int changes = random.Next(1, 6); changes > 0; changes--)
                {
                    Mutate(request, random);
                }

                string answer = await SendAndEndAsync(request.ToString());
                Assert.True(answer.Length == 0 || IsAnswer(answer), $"{i}: {request} was answered by {answer}");
                await AssertServesAsync(i);
            }

            await device.AssertNothingLeftAsync();
            Assert.Equal(string.Empty, device.Program.Errors);
            Assert.DoesNotContain("Exception", device.Program.Output);
        }

        private static void Mutate(StringBuilder request, Random random)
        {
            int position = random.Next(request.Length);
            int length = Math.Min(random.Next(1, 20), request.Length - position);

            switch (random.Next(7))
            {
                case 0:
                    request[position] = (char)random.Next(256);
                    break;
                case 1:
                    request.Remove(position, request.Length > length ? length : 0);
                    break;
                case 2:
                    request.Insert(position, request.ToString(position, length));
                    break;
                case 3:
                    request.Insert(position, s_insertions[random.Next(s_insertions.Length)]);
                    break;
                case 4:
                    request.Insert(position, new string((char)random.Next(1, 256), random.Next(1, 3000)));
                    break;
                case 5:
                    request.Length = Math.Max(1, position);
                    break;
                default:
                    request.Append(s_requests[random.Next(s_requests.Length)]);
                    break;
            }
        }

        // 500 would be an exception in the server itself.
        private static bool IsAnswer(string answer)
        {
            return new[] { "100", "200", "204", "400", "404", "405", "408", "413", "414", "417", "431", "501", "505" }
                .Any(status => answer.StartsWith("HTTP/1.1 " + status + " ", StringComparison.Ordinal))
                && !answer.Contains("HTTP/1.1 500", StringComparison.Ordinal);
        }

        private async Task<string> SendAndEndAsync(string request)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(device.Port);
            await connection.TrySendAsync(request);
            connection.EndSending();
            return await connection.ReceiveToEndAsync();
        }

        private async Task AssertServesAsync(int i)
        {
            if (i % 20 == 19)
            {
                Assert.Equal(200, (await device.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status);
            }
        }
    }
}
