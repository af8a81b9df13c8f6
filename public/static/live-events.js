// One stream of live events for all tabs of this browser. Tabs join by connecting and leave by saying so; the stream is open
// while at least one tab is there. A port may watch rooms (diagrams): the stream then carries what happens there. A string goes to
// every port as it came; null says that events may have been missed.
"use strict";

const url = "/api/v1/events";
const firstPauseMs = 1000;
const longestPauseMs = 60000;
/** Each port with the rooms it watches. */
const ports = new Map();
let source;
let openUrl = "";
let timer;
let attempt = 0;
let broken = false;

function tell(message) {
  for (const port of ports.keys()) port.postMessage(message);
}

function wantedUrl() {
  const rooms = [...new Set([...ports.values()].flatMap((watched) => [...watched]))].sort();
  return rooms.length === 0 ? url : `${url}?${rooms.map((room) => `room=${encodeURIComponent(room)}`).join("&")}`;
}

/** Opens the stream that is wanted now; the one before is closed only when the new one stands, so that nothing is missed. */
function connect() {
  clearTimeout(timer);
  const before = source;
  const next = new EventSource(wantedUrl());
  source = next;
  openUrl = wantedUrl();
  next.onmessage = (event) => tell(String(event.data));
  next.onopen = () => {
    before?.close();
    attempt = 0;
    if (broken) tell(null);
    broken = false;
  };
  next.onerror = () => {
    next.close();
    before?.close();
    if (source !== next) return;
    broken = true;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
    attempt += 1;
    source = undefined;
    timer = setTimeout(connect, pauseMs);
  };
}

function disconnect() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
  openUrl = "";
  attempt = 0;
}

/** Whoever joins or signs in anew must not wait for the pause of the attempts before. */
function follow() {
  if (ports.size === 0) disconnect();
  else if (source === undefined || source.readyState === EventSource.CLOSED || openUrl !== wantedUrl()) connect();
}

self.onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = ({ data }) => {
    if (data === "leave") ports.delete(port);
    else if (typeof data?.watch === "string") ports.get(port)?.add(data.watch);
    follow();
  };
  port.start();
  ports.set(port, new Set());
  follow();
};
