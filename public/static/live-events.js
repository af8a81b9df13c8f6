// One stream of live events for all tabs of this browser. Tabs join by connecting and leave by saying so; the stream is open
// while at least one tab is there. A string goes to every tab as it came; null says that events may have been missed.
"use strict";

const url = "/api/v1/events";
const firstPauseMs = 1000;
const longestPauseMs = 60000;
const ports = new Set();
let source;
let timer;
let attempt = 0;
let broken = false;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function connect() {
  source = new EventSource(url);
  source.onmessage = (event) => tell(String(event.data));
  source.onopen = () => {
    attempt = 0;
    if (broken) tell(null);
    broken = false;
  };
  source.onerror = () => {
    broken = true;
    source.close();
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
    attempt += 1;
    timer = setTimeout(connect, pauseMs);
  };
}

function disconnect() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
  attempt = 0;
}

self.onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = () => {
    ports.delete(port);
    if (ports.size === 0) disconnect();
  };
  port.start();
  ports.add(port);
  // Who signs in anew must not wait for the pause of the attempts before.
  if (ports.size === 1 || source?.readyState !== EventSource.OPEN) {
    disconnect();
    connect();
  }
};
