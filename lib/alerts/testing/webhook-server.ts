import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: IncomingHttpHeaders; body: string };

/** An HTTP server that takes webhooks, and answers with `status`. */
export type WebhookServer = { url: string; received: Received[]; status: number; close: () => Promise<void> };

export async function startWebhooks(): Promise<WebhookServer> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      self.received.push({ headers: request.headers, body });
      response.writeHead(self.status).end();
    });
  });
  const self: WebhookServer = {
    url: "",
    received: [],
    status: 204,
    close: () => new Promise((done) => server.close(() => done())),
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/secret-path`;
  return self;
}
