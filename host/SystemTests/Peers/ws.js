// The peers of NodeTests, on npm's ws: a server that echoes, or a client of one that does.
const fs = require('fs');
const http = require('http');
const https = require('https');
const { WebSocket, WebSocketServer } = require('ws');

const [mode, ...rest] = process.argv.slice(2);

if (mode === 'serve') {
  serve(...rest);
} else {
  ask(...rest);
}

// It ends with its input.
function serve(certificate, key) {
  const server = certificate ? https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) }) : http.createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: true });
  sockets.on('connection', socket => socket.on('message', (data, isBinary) => isBinary ? sendInPieces(socket, data) : socket.send(data.toString())));
  server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));
  process.stdin.on('end', () => process.exit()).resume();
}

function ask(url, authority, size) {
  const socket = new WebSocket(url, { ca: authority ? fs.readFileSync(authority) : undefined, perMessageDeflate: true });
  const sent = Buffer.from(Array.from({ length: Number(size) }, (_, i) => i % 251));
  const told = [];
  socket.on('open', () => socket.send('grüß dich'));
  socket.on('pong', data => told.push('pong ' + data));
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      told.push(data.equals(sent) ? 'same' : 'other');
      socket.close(1000, 'bye');
    } else {
      told.push(data.toString());
      sendInPieces(socket, sent);
    }
  });
  socket.on('close', code => console.log(told.join(', ') + ', ' + code + (socket.extensions ? ', ' + socket.extensions : '')));
  socket.on('error', error => console.log(error.code ?? error.message));
}

// Three fragments, and a ping between them.
function sendInPieces(socket, data) {
  const third = Math.floor(data.length / 3);
  socket.send(data.subarray(0, third), { binary: true, fin: false });
  socket.ping('between');
  socket.send(data.subarray(third, 2 * third), { binary: true, fin: false });
  socket.send(data.subarray(2 * third), { binary: true, fin: true });
}
