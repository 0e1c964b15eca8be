namespace Firmware
{
    /// <summary>The page. A constant, since the 1.x runtime's resources need Visual Studio to be made.</summary>
    internal static class Page
    {
        internal const string Html = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>UAsyncio.Nano</title><link rel="icon" href="data:,"><style>
            :root{color-scheme:light dark;--b:#8884}
            body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.4rem;margin:0}header{display:flex;align-items:center;gap:.8rem;margin-bottom:1.2rem}
            #led{width:1.6rem;height:1.6rem;border-radius:50%;background:#6668;border:2px solid var(--b)}
            #led.on{background:#3d6;box-shadow:0 0 .8rem #3d6}
            dl{display:grid;grid-template-columns:1fr 1fr;border:1px solid var(--b);border-radius:.6rem;overflow:hidden;margin:0}
            dl div{padding:.6rem .9rem;border-bottom:1px solid var(--b)}
            dt{font-size:.8rem;opacity:.7}dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums}
            nav{display:flex;gap:.5rem;margin:1.2rem 0}button{font:inherit;padding:.45rem 1.1rem;border-radius:.5rem;border:1px solid var(--b);cursor:pointer}
            button[aria-pressed=true]{background:#27c;color:#fff}#off{color:#c33}
            </style></head><body>
            <header><div id="led"></div><div><h1>UAsyncio.Nano on <span id="board">&hellip;</span></h1><div id="off" role="status"></div></div></header>
            <dl>
            <div><dt>Uptime</dt><dd id="uptime">&ndash;</dd></div><div><dt>Sensor</dt><dd id="sensor">&ndash;</dd></div>
            <div><dt>Requests served</dt><dd id="requests">&ndash;</dd></div><div><dt>Open connections</dt><dd id="connections">&ndash;</dd></div>
            <div><dt>Free run slots</dt><dd id="freeSlots">&ndash;</dd></div><div><dt>Free timer slots</dt><dd id="freeTimers">&ndash;</dd></div>
            </dl>
            <nav aria-label="LED"><button id="on">On</button><button id="dark">Off</button><button id="blink">Blink</button></nav>
            <script>
            const $=i=>document.getElementById(i);
            function show(s){for(const k of['board','requests','connections','freeSlots','freeTimers'])$(k).textContent=s[k];
            const t=Math.floor(s.uptime/1000);$('uptime').textContent=Math.floor(t/3600)+':'+String(Math.floor(t/60)%60).padStart(2,0)+':'+String(t%60).padStart(2,0);
            $('sensor').textContent=s.sensor.toFixed(1)+' \u00b0C';$('led').className=s.led?'on':'';
            $('on').ariaPressed=!s.blink&&s.led;$('dark').ariaPressed=!s.blink&&!s.led;$('blink').ariaPressed=s.blink;$('off').textContent=''}
            async function call(u,o){try{const r=await fetch(u,o);if(!r.ok)throw 0;show(await r.json())}catch{$('off').textContent='not reachable'}}
            const led=v=>call('/api/led',{method:'POST',body:JSON.stringify({led:v})});
            $('on').onclick=()=>led('on');$('dark').onclick=()=>led('off');$('blink').onclick=()=>led('blink');
            (async function tick(){await call('/api/state');setTimeout(tick,500)})();
            </script></body></html>
            """;
    }
}
