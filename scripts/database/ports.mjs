/** Free ports on the loopback address: `isPortFree(port)`, `freePort()`. */
import { createServer } from "node:net";

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}

/** Whether nobody listens on this port of this address (default 127.0.0.1). */
export async function isPortFree(port, host = "127.0.0.1") {
  try {
    await listen(port, host);
    return true;
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nobody listens on at the moment of asking. */
export function freePort() {
  return listen(0, "127.0.0.1");
}

/** Tries to listen on an address; rejects with the system's own error (EADDRINUSE, EACCES, EADDRNOTAVAIL …). */
export async function tryListening(port, host) {
  await listen(port, host);
}
