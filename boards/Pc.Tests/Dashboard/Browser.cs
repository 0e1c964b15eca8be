using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Dashboard
{
    /// <summary>A Chromium of this computer, without a window; where there is none, the test is skipped.</summary>
    public sealed class Browser : IAsyncLifetime
    {
        private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

        private IPlaywright? _playwright;
        private IBrowser? _browser;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            string? chromium = s_places.FirstOrDefault(File.Exists);

            if (chromium == null)
            {
                return;
            }

            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Timeout = 120000,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }

        /// <summary>Opens a page, in a theme and a size, that waits long: a busy machine must not miss it.</summary>
        internal async Task<IPage> OpenAsync(string url, ColorScheme theme = ColorScheme.Light, int width = 1100, int height = 760)
        {
            Assert.SkipWhen(_browser == null, "There is no Chromium here: apt-get install chromium.");
            IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
            {
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = width, Height = height },
            });
            context.SetDefaultTimeout(120000);
            IPage page = await context.NewPageAsync();
            await page.GotoAsync(url);
            return page;
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (_browser != null)
            {
                await _browser.DisposeAsync();
            }

            _playwright?.Dispose();
        }
    }
}
