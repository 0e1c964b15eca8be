namespace Firmware
{
    /// <summary>The dashboard. A constant of ASCII characters, which stays in the flash.</summary>
    internal static class Page
    {
        internal const string Html = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>UAsyncio.Nano</title><link rel="icon" href="data:,"><style>
            :root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--ink:#17202a;--dim:#5a6672;--line:#d5dbe1;--accent:#0b63c5;--on:#18a558;--bad:#b3261e}
            @media(prefers-color-scheme:dark){:root{--bg:#12161b;--card:#1c2229;--ink:#e8edf2;--dim:#9aa7b4;--line:#333d47;--accent:#6cb2ff;--on:#3ddc84;--bad:#ff8a80}}
            *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.45 system-ui,sans-serif}
            main{max-width:60rem;margin:0 auto;padding:1rem;display:grid;gap:1rem;grid-template-columns:repeat(12,1fr)}
            header{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;min-height:3.2rem}
            h1{font-size:1.35rem;margin:0}h2{font-size:.85rem;font-weight:600;color:var(--dim);margin:0 0 .6rem}
            #note{margin-left:auto;padding:.25rem .8rem;border-radius:1rem;border:1px solid var(--line);background:var(--card);color:var(--dim);font-size:.9rem}
            .away #note{color:#fff;background:#b3261e;border-color:#b3261e}
            section{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1rem;grid-column:1/-1;min-width:0}
            .big{font-size:2.2rem;font-weight:600;line-height:1.1;font-variant-numeric:tabular-nums}
            svg{display:block;width:100%;height:7rem;margin-top:.6rem}polyline{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}
            .scale{display:flex;justify-content:space-between;color:var(--dim);font-size:.8rem}
            .row{display:flex;align-items:center;gap:.8rem}.row span{min-width:4.5rem}
            #led{flex:none;width:1.8rem;height:1.8rem;border-radius:50%;border:2px solid var(--line);background:var(--bg)}
            #led.on{background:var(--on);border-color:var(--on);box-shadow:0 0 .8rem var(--on)}
            .buttons{display:flex;gap:.5rem;margin-top:.9rem}button{flex:1;font:inherit;padding:.55rem;border-radius:.5rem;border:1px solid var(--line);background:var(--bg);color:var(--ink);cursor:pointer}
            button[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--card)}
            button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}button:disabled{cursor:default}
            dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.8rem;margin:0}dt{color:var(--dim);font-size:.8rem}dd{margin:0;font-size:1.15rem;font-variant-numeric:tabular-nums}
            ol{list-style:none;margin:0;padding:0;min-height:9rem}li{display:flex;gap:.8rem;padding:.15rem 0}li time{color:var(--dim);font-variant-numeric:tabular-nums}
            .away .live{opacity:.4;filter:grayscale(1)}.away #led{box-shadow:none}
            .wide{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:.95rem}th{color:var(--dim);font-size:.8rem;font-weight:400}
            th,td{text-align:left;padding:.15rem .8rem .15rem 0}td{vertical-align:top}th:nth-child(n+3),td:nth-child(n+3){text-align:right;padding-right:0;padding-left:.8rem;font-variant-numeric:tabular-nums}
            td:nth-child(2){overflow-wrap:anywhere}@media(max-width:30rem){th,td{padding-right:.5rem}th:nth-child(n+3),td:nth-child(n+3){padding-left:.3rem}table{font-size:.85rem}}
            @media(min-width:44rem){#s1{grid-column:span 7}#s2{grid-column:span 5}#s3{grid-column:span 7}#s4{grid-column:span 5}}
            @media(forced-colors:active){#led.on,button[aria-pressed=true]{forced-color-adjust:none;background:Highlight;border-color:Highlight;color:HighlightText}}
            </style></head><body class="away"><main>
            <header><h1>UAsyncio.Nano on <span id="board">&hellip;</span></h1><div id="note" role="status" aria-live="polite">Connecting&hellip;</div></header>
            <section id="s1" aria-labelledby="h1"><h2 id="h1">Temperature</h2><div class="live"><div class="big" id="sensor">&ndash;</div>
            <svg id="chart" viewBox="0 0 119 40" preserveAspectRatio="none" role="img" aria-label="No values yet"><polyline id="line"/></svg>
            <div class="scale"><span id="low"></span><span>last minute</span><span id="high"></span></div></div></section>
            <section id="s2" aria-labelledby="h2"><h2 id="h2">LED</h2><div class="live"><div class="row"><div id="led"></div><span class="big" id="ledtext">&ndash;</span></div>
            <div class="buttons" role="group" aria-label="LED"><button id="on" disabled>On</button><button id="dark" disabled>Off</button><button id="blink" disabled>Blink</button></div></div></section>
            <section id="s3" aria-labelledby="h3"><h2 id="h3">Health</h2><dl class="live">
            <div><dt>Uptime</dt><dd id="uptime">&ndash;</dd></div><div><dt>Network</dt><dd id="network">&ndash;</dd></div>
            <div><dt>Broker</dt><dd id="broker">&ndash;</dd></div>
            <div><dt>Free heap</dt><dd id="heap">&ndash;</dd></div><div><dt>Longest wait</dt><dd id="late">&ndash;</dd></div>
            <div><dt>Idle passes</dt><dd id="passes">&ndash;</dd></div>
            <div><dt>Free run slots</dt><dd id="freeSlots">&ndash;</dd></div><div><dt>Free timers</dt><dd id="freeTimers">&ndash;</dd></div>
            <div><dt>Requests</dt><dd id="requests">&ndash;</dd></div><div><dt>Connections</dt><dd id="connections">&ndash;</dd></div>
            <div><dt>Clients lost</dt><dd id="lost">&ndash;</dd></div></dl></section>
            <section id="s4" aria-labelledby="h4"><h2 id="h4">Last events</h2><ol id="log" class="live"></ol></section>
            <section aria-labelledby="h5"><h2 id="h5">Tasks</h2><div class="live wide"><table aria-labelledby="h5"><thead><tr><th scope="col">Task<th scope="col">Waits for<th scope="col">Turns<th scope="col">Longest</tr></thead><tbody id="tasks"></tbody></table></div></section>
            </main><script>
            const $=i=>document.getElementById(i),set=(i,t)=>{if($(i).textContent!==String(t))$(i).textContent=t},
            pad=n=>String(n).padStart(2,0),clock=s=>Math.floor(s/3600)+':'+pad(Math.floor(s/60)%60)+':'+pad(s%60),sleep=t=>new Promise(r=>setTimeout(r,t));
            let values=[],uptime=0,lastEvent=0,lastSample=0;
            function away(text){document.body.classList.add('away');set('note',text);for(const b of document.querySelectorAll('button'))b.disabled=true}
            function show(s){
            if(s.uptime+2e3<uptime){values=[];lastEvent=lastSample=0;$('log').textContent=''}
            uptime=s.uptime;
            for(const k of['board','network','requests','connections','freeSlots','freeTimers','lost','broker'])set(k,s[k]);
            set('uptime',clock(Math.floor(uptime/1000)));set('heap',Math.round(s.heap/1024)+' KB');set('late',s.late+' ms');set('passes',s.passes+' /s');
            if(s.tasks)$('tasks').replaceChildren(...s.tasks.map(t=>{const row=document.createElement('tr');t[3]+=' ms';for(const text of t){const cell=document.createElement('td');cell.textContent=text;row.append(cell)}return row}));
            set('sensor',s.sensor.toFixed(1)+' \u00b0C');
            $('led').className=s.led?'on':'';set('ledtext',s.blink?'Blinking':s.led?'On':'Off');
            $('on').ariaPressed=!s.blink&&s.led;$('dark').ariaPressed=!s.blink&&!s.led;$('blink').ariaPressed=s.blink;
            if(uptime-lastSample>=500){lastSample=uptime;values.push(s.sensor);if(values.length>120)values.shift();chart()}
            for(const[n,t,text]of s.events)if(n>lastEvent){lastEvent=n;const li=document.createElement('li'),time=document.createElement('time');
            time.textContent=clock(t);li.append(time,text);$('log').prepend(li);if($('log').children.length>6)$('log').lastChild.remove()}
            set('note','Live');document.body.classList.remove('away');for(const b of document.querySelectorAll('button'))b.disabled=false}
            function chart(){
            const low=Math.min(...values)-.2,high=Math.max(...values)+.2;
            $('line').setAttribute('points',values.map((v,i)=>(120-values.length+i)+','+(40-40*(v-low)/(high-low)).toFixed(1)).join(' '));
            set('low',low.toFixed(1)+' \u00b0C');set('high',high.toFixed(1)+' \u00b0C');
            $('chart').setAttribute('aria-label','Temperature between '+low.toFixed(1)+' and '+high.toFixed(1)+' degrees in the last minute')}
            function live(){return new Promise(end=>{
            const ws=new WebSocket(location.origin.replace('http','ws')+'/api/live');let silent=setTimeout(hang,4000);
            function hang(){away('The device does not answer');stop()}
            function stop(){clearTimeout(silent);ws.onmessage=ws.onclose=null;ws.close();end()}
            ws.onmessage=m=>{clearTimeout(silent);silent=setTimeout(hang,3000);show(JSON.parse(m.data))};
            ws.onclose=stop})}
            async function ask(u,o){const r=await fetch(u,{cache:'no-store',signal:AbortSignal.timeout(3000),...o});if(!r.ok)throw r.status;show(await r.json())}
            async function led(v){try{await ask('/api/led',{method:'POST',headers:{'Content-Type':'application/json'},body:JSON.stringify({led:v})})}catch{away('The device does not answer')}}
            $('on').onclick=()=>led('on');$('dark').onclick=()=>led('off');$('blink').onclick=()=>led('blink');
            (async()=>{for(;;){await live();try{await ask('/api/state')}catch{away('The device is away')}await sleep(1000)}})();
            </script></body></html>
            """;
    }
}
