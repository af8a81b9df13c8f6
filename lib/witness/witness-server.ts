import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Answer, Witness } from "./witness.ts";

/** An old size, 63 hashes and a checkpoint with many signatures, generously. */
const MAX_BODY_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 128;
const REQUEST_MS = 10_000;

const plain = (status: number, text: string): Answer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: Buffer.from(`${text}\n`),
});

/** The body, or undefined as soon as it is too long; the rest is then read and thrown away, so that the answer arrives. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= MAX_BODY_BYTES) parts.push(part);
      else resolve(undefined);
    });
    request.on("end", () => resolve(Buffer.concat(parts)));
    request.on("error", reject);
  });
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (path === "/add-checkpoint") {
    if (request.method !== "POST") return plain(405, "POST a checkpoint here");
    const body = await readBody(request);
    return body === undefined ? plain(413, "the request is too long") : witness.addCheckpoint(body);
  }
  const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
  if (hash === undefined) return plain(404, "there is nothing here");
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "GET the checkpoint here");
  return witness.newestByHash(hash);
}

function send(response: ServerResponse, { status, type, body }: Answer, close: boolean): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(close && { connection: "close" }),
  });
  response.end(body);
}

/** The witness over HTTP, not yet listening. `report` gets one line for each request. */
export function witnessServer(witness: Witness, report: (line: string) => void): Server {
  const server = createServer((request, response) => {
    const work = answerTo(witness, request).catch((error: Error) => {
      report(`fault: ${error.message}`);
      return plain(500, "the witness could not keep its state; nothing was signed");
    });
    void work.then((given) => {
      report(`${request.method ?? ""} ${request.url ?? ""} ${given.status}`);
      send(response, given, given.status === 413);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = REQUEST_MS;
  server.requestTimeout = REQUEST_MS;
  return server;
}
