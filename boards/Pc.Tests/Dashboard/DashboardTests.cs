using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Dashboard
{
    /// <summary>The dashboard in a browser, as its user has it.</summary>
    public sealed class DashboardTests(Browser browser) : IClassFixture<Browser>
    {
        private static readonly LocatorAssertionsToHaveTextOptions s_patience = new() { Timeout = 120000 };

        [Theory]
        [InlineData(ColorScheme.Light, 1100)]
        [InlineData(ColorScheme.Dark, 1100)]
        [InlineData(ColorScheme.Light, 360)]
        [InlineData(ColorScheme.Dark, 320)]
        public async Task Page_is_live_in_both_themes_and_on_phone_and_desktop(ColorScheme theme, int width)
        {
            await using PcProgram program = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await program.UrlAsync())!, theme, width);
            await LiveAsync(page);

            // A value moves by itself.
            string before = await page.Locator("#uptime").InnerTextAsync();
            await page.WaitForFunctionAsync("before => document.getElementById('uptime').textContent !== before", before);

            // The LED is round, nothing is wider than the screen, and the theme is the one that was asked for.
            LocatorBoundingBoxResult led = (await page.Locator("#led").BoundingBoxAsync())!;
            Assert.Equal(led.Width, led.Height);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
            string background = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
            Assert.Equal(theme == ColorScheme.Dark, background == "rgb(18, 22, 27)");

            // The tasks, and what each waits for, all columns in sight; and how much time the loop has left.
            await Assertions.Expect(page.Locator("#tasks tr").Filter(new LocatorFilterOptions { HasText = "health" })).ToContainTextAsync(new Regex("delay|ready"));
            await Assertions.Expect(page.Locator("#tasks")).ToContainTextAsync("accept 0.0.0.0:");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('table').offsetWidth <= document.querySelector('table').parentElement.clientWidth"));
            await page.WaitForFunctionAsync("parseInt(document.getElementById('passes').textContent) > 0");

            // What was measured is drawn.
            await page.WaitForFunctionAsync("document.getElementById('line').getAttribute('points')?.includes(' ')");
            Assert.StartsWith("Temperature between", await page.Locator("#chart").GetAttributeAsync("aria-label"));
        }

        [Fact]
        public async Task Led_is_switched_by_the_keyboard_and_the_page_says_so()
        {
            await using PcProgram program = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await program.UrlAsync())!);
            await LiveAsync(page);
            ILocator group = page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "LED" });

            foreach ((string button, string text) in ((string, string)[])[("On", "On"), ("Off", "Off"), ("Blink", "Blinking")])
            {
                ILocator locator = group.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true });
                await locator.FocusAsync();
                await page.Keyboard.PressAsync("Enter");
                await Assertions.Expect(page.Locator("#ledtext")).ToHaveTextAsync(text);
                await Assertions.Expect(locator).ToHaveAttributeAsync("aria-pressed", "true");
                await Assertions.Expect(page.Locator("#log")).ToContainTextAsync("LED " + button.ToLowerInvariant());
            }
        }

        [Fact]
        public async Task Text_is_as_large_as_the_browser_is_told()
        {
            const string Smallest = """
                Math.min(...[...document.querySelectorAll('main *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                    .map(e => parseFloat(getComputedStyle(e).fontSize)))
                """;
            await using PcProgram program = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await program.UrlAsync())!);
            await LiveAsync(page);
            double smallest = await page.EvaluateAsync<double>(Smallest);
            await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
            Assert.Equal(2 * smallest, await page.EvaluateAsync<double>(Smallest), 0.01);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }

        [Fact]
        public async Task Device_that_goes_and_comes_back_is_told_and_live_again_by_itself()
        {
            int port = FreePort.Find();
            PcProgram program = await StartAsync(port);
            IPage page = await browser.OpenAsync((await program.UrlAsync())!);
            await LiveAsync(page);
            LocatorBoundingBoxResult before = (await page.Locator("#on").BoundingBoxAsync())!;
            await program.DisposeAsync();
            await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("device");
            await AwayAsync(page);

            // The notice has its place: nothing moves.
            Assert.Equal(before.Y, (await page.Locator("#on").BoundingBoxAsync())!.Y);
            await using PcProgram again = await StartAsync(port);
            await LiveAsync(page);
            await Assertions.Expect(page.Locator("#log li")).ToHaveCountAsync(1);
        }

        [Fact]
        public async Task Device_that_hangs_is_told()
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill on Windows.");
            await using PcProgram program = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await program.UrlAsync())!);
            await LiveAsync(page);
            program.Signal(PcProgram.StopSignal);
            await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("The device does not answer");
            await AwayAsync(page);
            program.Signal(PcProgram.ContinueSignal);
            await LiveAsync(page);
        }

        [Fact]
        public async Task Broker_is_shown_as_none_away_or_connected()
        {
            int brokerPort = FreePort.Find();
            await using PcProgram program = Serving.BrokerTests.Start(brokerPort);
            await using PcProgram without = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await without.UrlAsync())!);
            await Assertions.Expect(page.Locator("#broker")).ToHaveTextAsync("none", s_patience);
            page = await browser.OpenAsync((await program.UrlAsync())!);
            await Assertions.Expect(page.Locator("#broker")).ToHaveTextAsync("away", s_patience);

            using (await Mosquitto.StartAsync(brokerPort))
            {
                await Assertions.Expect(page.Locator("#broker")).ToHaveTextAsync("connected", s_patience);
                await Assertions.Expect(page.Locator("#log")).ToContainTextAsync("Broker connected", new LocatorAssertionsToContainTextOptions { Timeout = s_patience.Timeout });
            }

            await Assertions.Expect(page.Locator("#broker")).ToHaveTextAsync("away", s_patience);
        }

        [Fact]
        public async Task Screenshot_is_like_the_one_of_the_readme()
        {
            await using PcProgram program = await StartAsync(FreePort.Find());
            IPage page = await browser.OpenAsync((await program.UrlAsync())!);
            await LiveAsync(page);
            await page.WaitForFunctionAsync("values.length > 20");
            byte[] png = await page.ScreenshotAsync();
            string? target = Environment.GetEnvironmentVariable("UASYNCIO_SCREENSHOT");

            if (target != null)
            {
                await File.WriteAllBytesAsync(target, png, TestContext.Current.CancellationToken);
            }

            // Values differ from run to run, and letters from computer to computer: the layout does not.
            string readme = typeof(DashboardTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Screenshot").Value!;
            string own = Convert.ToBase64String(png);
            string theirs = Convert.ToBase64String(await File.ReadAllBytesAsync(readme, TestContext.Current.CancellationToken));
            double difference = await page.EvaluateAsync<double>(Compare, new[] { own, theirs });
            Assert.True(difference < 0.05, $"{difference:P1} of the picture differ: UASYNCIO_SCREENSHOT=docs/images/dashboard.png makes it anew");
        }

        // The share of 8 x 8 squares whose mean colour differs by more than a tenth.
        private const string Compare = """
            async ([a, b]) => {
                const load = async p => { const i = new Image(); i.src = 'data:image/png;base64,' + p; await i.decode();
                    const c = new OffscreenCanvas(i.width / 8, i.height / 8), x = c.getContext('2d'); x.drawImage(i, 0, 0, c.width, c.height);
                    return x.getImageData(0, 0, c.width, c.height) };
                const one = await load(a), two = await load(b);
                if (one.width !== two.width || one.height !== two.height) return 1;
                let different = 0;
                for (let i = 0; i < one.data.length; i += 4)
                    if (Math.max(...[0, 1, 2].map(k => Math.abs(one.data[i + k] - two.data[i + k]))) > 25) different++;
                return different / (one.data.length / 4);
            }
            """;

        private static async Task<PcProgram> StartAsync(int port)
        {
            PcProgram program = new("--port", port.ToString(CultureInfo.InvariantCulture));
            Assert.NotNull(await program.UrlAsync());
            return program;
        }

        private static async Task LiveAsync(IPage page)
        {
            await Assertions.Expect(page.Locator("#note")).ToHaveTextAsync("Live", s_patience);
            Assert.False(await page.Locator("#on").IsDisabledAsync());
        }

        // Old values do not look live, and nothing can be switched.
        private static async Task AwayAsync(IPage page)
        {
            Assert.Equal("away", await page.Locator("body").GetAttributeAsync("class"));
            Assert.True(await page.Locator("#on").IsDisabledAsync());
            Assert.Equal("0.4", await page.EvaluateAsync<string>("getComputedStyle(document.getElementById('led').closest('.live')).opacity"));
        }
    }
}
