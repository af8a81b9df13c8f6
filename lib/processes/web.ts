import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { disconnect } from "../db/client.ts";
import { env, exposeToLibraries } from "../env.ts";
import { sanitizeHeaders } from "../http/client-headers.ts";
import { securityHeaders } from "../http/security-headers.ts";
import { log } from "../log.ts";
import { onStopSignal } from "./stop-signals.ts";

const STOP_LIMIT_MS = 2_200;

/** Starts the web process: our own HTTP server, which cleans the headers, around Next's handler. */
/** Longer than the minute for which proxies and clients keep a connection, so that none of them writes into one that just closed. */
const IDLE_MS = 75_000;

async function main(): Promise<void> {
  exposeToLibraries();
  const {
    HOST: hostname,
    PORT: port,
    MODELKEEP_DEV: dev,
    MODELKEEP_URL: publicUrl,
    MODELKEEP_TRUSTED_PROXIES: hops,
  } = env();
  const app = next({ dev, dir: process.cwd(), hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const headers = securityHeaders({ publicUrl, development: dev });

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    sanitizeHeaders(request.headers, request.socket.remoteAddress ?? "unknown", hops);
    if (request.url?.startsWith("/api/") === true || request.url?.startsWith("/log/") === true) {
      for (const [name, value] of headers) response.setHeader(name, value);
    }
    handle(request, response).catch((error: unknown) => {
      log.error("the request handler failed", { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: IDLE_MS }, answer);
  if (dev) {
    const upgrade = app.getUpgradeHandler();
    server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  }
  server.on("error", (error) => {
    log.error("the web server cannot listen", { error });
    process.exit(1);
  });
  server.listen(port, hostname, () => log.info("web process ready", { hostname, port }));

  onStopSignal(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 600).unref();
    await closed;
    await app.close();
    await disconnect();
  }, STOP_LIMIT_MS);
}

await main();
