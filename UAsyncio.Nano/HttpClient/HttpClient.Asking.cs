using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    public sealed partial class HttpClient
    {
        // What is read of a response that nobody wants, to keep its connection; and how long a server may take to agree to a body.
        private const int MaxSkipped = 1024;
        private const int ExpectTimeout = 1000;

        // What goes out in one segment.
        private const int Segment = 1360;

        private static async Coroutine SkipAsync(HttpResponse response)
        {
            try
            {
                await response.Body.ReadToEndAsync(MaxSkipped);
            }
            catch (HttpException)
            {
                // Its connection is closed then.
            }
        }

        // The same where there are only so many connections.
        private async Coroutine<HttpResponse> AskInTurnAsync(HttpRequest request, string method, HttpUrl url, bool hasBody, bool trusted)
        {
            if (!_places.TryAcquire())
            {
                await _places.AcquireAsync().WaitAsync(_options.ConnectTimeout);
            }

            bool isOurs = true;

            try
            {
                if (_closed)
                {
                    throw new ObjectDisposedException(nameof(HttpClient));
                }

                // The place is the response's.
                HttpResponse response = await AskAsync(request, method, url, hasBody, trusted);
                isOurs = false;
                return response;
            }
            finally
            {
                for (int attempts = MaxFailures; isOurs && attempts > 0; attempts--)
                {
                    try
                    {
                        Leave();
                        isOurs = false;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        // One request and its response, on a connection that was kept or a new one.
        private async Coroutine<HttpResponse> AskAsync(HttpRequest request, string method, HttpUrl url, bool hasBody, bool trusted)
        {
            AsyncStream stream = Take(url);
            bool isKept = stream != null;
            bool mayExpect = true;

            for (; ; )
            {
                bool again = false;
                stream = stream ?? await ConnectAsync(url);

                try
                {
                    HttpHeadText head = await TalkAsync(stream, request, method, url, hasBody, trusted, mayExpect);

                    // The server, or what is before it, knows no expectation, and may take the body without one (RFC 9110, 10.1.1).
                    mayExpect = head == null || head.Status != 417 || !head.IsBeforeBody;

                    if (head != null && mayExpect)
                    {
                        HttpResponse response = new HttpResponse(this, stream, url, head, head.LengthOf(method), _options.BodyTimeout);

                        // It is the response's.
                        stream = null;
                        return response;
                    }

                    // Nothing has come: a server may close a connection that it has kept at any moment.
                    again = !mayExpect || (isKept && IsRepeatable(request, method));

                    if (!again)
                    {
                        throw new HttpException(502);
                    }
                }
                catch (SocketException)
                {
                    again = isKept && IsRepeatable(request, method);

                    if (!again)
                    {
                        throw;
                    }
                }
                finally
                {
                    // Nobody else has it: where memory is too short to close it, that is tried again.
                    for (int attempts = MaxFailures; stream != null && attempts > 0; attempts--)
                    {
                        try
                        {
                            stream.Dispose();
                            stream = null;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }

                isKept = false;
            }
        }

        // What does the same when it is done twice (RFC 9110, 9.2.2), and can be sent twice.
        private static bool IsRepeatable(HttpRequest request, string method)
        {
            return request.Writer == null && (method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS");
        }

        // Sends the request and waits for the head of the response; null when the connection ends before.
        private async Coroutine<HttpHeadText> TalkAsync(AsyncStream stream, HttpRequest request, string method, HttpUrl url, bool hasBody, bool trusted, bool mayExpect)
        {
            int length = !hasBody ? 0 : request.Body != null ? request.Body.Length : request.Length;
            bool expects = mayExpect && hasBody && (length < 0 || (length > 0 && length >= _options.ExpectFrom));
            byte[] bytes = Encoding.UTF8.GetBytes(Head(request, method, url, hasBody, trusted, length, expects));
            bool inOne = hasBody && !expects && request.Body != null && bytes.Length + length <= Segment;

            if (inOne)
            {
                byte[] all = new byte[bytes.Length + length];
                Array.Copy(bytes, all, bytes.Length);
                Array.Copy(request.Body, 0, all, bytes.Length, length);
                bytes = all;
            }

            await stream.WriteAsync(bytes, 0, bytes.Length).WaitAsync(_options.BodyTimeout);
            HttpHeadText head;

            if (expects && await SaysSomethingAsync(stream))
            {
                head = await HttpHeadText.ReadAsync(stream, _options.MaxHeadSize, true).WaitAsync(_options.ResponseTimeout);

                if (head == null)
                {
                    return null;
                }

                if (head.Status >= 200)
                {
                    // The server does not want the body.
                    head.IsEarly = head.IsBeforeBody = true;
                    return head;
                }
            }

            bool isEarly = hasBody && !inOne && !await SendBodyAsync(stream, request, length);
            head = await HttpHeadText.ReadAsync(stream, _options.MaxHeadSize, false).WaitAsync(_options.ResponseTimeout);

            if (isEarly && head != null)
            {
                head.IsEarly = true;
            }

            return head;
        }

        // Whether the server agrees to the body, or says something else. Where it says nothing, the body is to be sent.
        private async Coroutine<bool> SaysSomethingAsync(AsyncStream stream)
        {
            try
            {
                // Only the start of its head: that is read whole or not at all.
                await stream.FillAsync(_options.MaxHeadSize).WaitAsync(ExpectTimeout);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        // False when the server has answered before it has taken all of it.
        private async Coroutine<bool> SendBodyAsync(AsyncStream stream, HttpRequest request, int length)
        {
            HttpRequestBody body = new HttpRequestBody(stream, length, _options.BodyTimeout);

            try
            {
                if (request.Writer != null)
                {
                    await request.Writer(body);
                }
                else
                {
                    for (int sent = 0; sent < length; sent += Segment)
                    {
                        await body.WriteAsync(request.Body, sent, length - sent < Segment ? length - sent : Segment);
                    }
                }

                await body.EndAsync();
                return true;
            }
            catch (Exception exception)
            {
                // A server that takes no more of it may have said why.
                if (!body.HasFailed || exception is CanceledException || !stream.CanRead())
                {
                    throw;
                }

                return false;
            }
        }

        private static string Head(HttpRequest request, string method, HttpUrl url, bool hasBody, bool trusted, int length, bool expects)
        {
            string head = method + " " + url.Target + " HTTP/1.1\r\nHost: " + url.Authority + "\r\n" + (trusted ? request.Credentials : string.Empty);

            if (!hasBody)
            {
                return head + request.Fields + (method == "POST" || method == "PUT" || method == "PATCH" ? "Content-Length: 0\r\n\r\n" : "\r\n");
            }

            return head + request.Fields + request.ContentFields + (length < 0 ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n")
                + (expects ? "Expect: 100-continue\r\n\r\n" : "\r\n");
        }
    }
}
