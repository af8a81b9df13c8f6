import { lookup } from "node:dns/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createRawServer, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OutboundError, outboundFetch, type OutboundOptions } from "./outbound.ts";

const settings = vi.hoisted(() => ({ allow: "" }));
vi.mock("../env.ts", () => ({ env: () => ({ MODELKEEP_OUTBOUND_ALLOW: settings.allow }) }));
vi.mock("node:dns/promises", async (original) => {
  const real = await original<{ lookup: unknown }>();
  return { ...real, lookup: vi.fn(real.lookup as () => unknown) };
});

const servers: { close: (done: () => void) => unknown; closeAllConnections?: () => void }[] = [];

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<number> {
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

const serve = (handler: RequestListener): Promise<number> => listen(createServer(handler));

async function kindOf(address: string, options: OutboundOptions = {}): Promise<string> {
  try {
    await outboundFetch(address, options);
    return "answered";
  } catch (error) {
    if (error instanceof OutboundError) return error.kind;
    throw error;
  }
}

const resolveTo = (...addresses: string[]): void => {
  vi.mocked(lookup).mockImplementation((() =>
    Promise.resolve(addresses.map((address) => ({ address, family: 4 })))) as never);
};

beforeEach(() => {
  settings.allow = "127.0.0.1";
  vi.mocked(lookup).mockClear();
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    await new Promise<void>((done) => server.close(() => done()));
  }
});

describe("the door for outgoing requests", () => {
  it("sends method, headers and body, and gives status, headers and bytes whatever the status", async () => {
    let seen: IncomingMessage | undefined;
    let sent = "";
    const port = await serve((request, response) => {
      seen = request;
      request.on("data", (part: Buffer) => (sent += part.toString()));
      request.on("end", () => response.writeHead(418, { "content-type": "text/plain", "x-kind": "tea" }).end("short"));
    });
    const answer = await outboundFetch(`http://127.0.0.1:${port}/brew?cups=2`, {
      method: "POST",
      headers: { Authorization: "Bearer x" },
      body: "leaves",
    });
    expect([seen?.method, seen?.url, seen?.headers.authorization, sent]).toEqual([
      "POST",
      "/brew?cups=2",
      "Bearer x",
      "leaves",
    ]);
    expect([answer.status, answer.headers["x-kind"], Buffer.from(answer.body).toString()]).toEqual([
      418,
      "tea",
      "short",
    ]);
  });

  it("refuses private addresses before any connection, listed ones excepted", async () => {
    let connections = 0;
    const port = await listen(createRawServer((socket) => (++connections, socket.destroy())));
    settings.allow = "";
    for (const host of ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0x7f.1", "127.1"]) {
      expect([host, await kindOf(`http://${host}:${port}/`)]).toEqual([host, "refused_address"]);
    }
    settings.allow = `127.0.0.1:${port + 1}`;
    expect(await kindOf(`http://127.0.0.1:${port}/`)).toBe("refused_address");
    expect(connections).toBe(0);
    settings.allow = `127.0.0.0/8`;
    expect(await kindOf(`http://127.0.0.1:${port}/`)).toBe("unreachable");
    expect(connections).toBe(1);
  });

  it("refuses other schemes, credentials in addresses, nonsense, and headers that steer the connection", async () => {
    for (const address of ["ftp://example.com/", "file:///etc/passwd", "http://a:b@example.com/", "example.com", ""]) {
      expect([address, await kindOf(address)]).toEqual([address, "bad_address"]);
    }
    expect(await kindOf("http://127.0.0.1:9/", { headers: { Host: "other" } })).toBe("bad_address");
  });

  it("does not follow redirects", async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/next" }).end();
    });
    expect(await kindOf(`http://127.0.0.1:${port}/`)).toBe("redirect");
    expect(requests).toBe(1);
  });

  it("stops reading at the size limit, with and without a stated length", async () => {
    const stated = await serve((_request, response) =>
      response.writeHead(200, { "content-length": 5000 }).end("x".repeat(5000)),
    );
    let written = 0;
    const endless = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(10_000))) written += 10_000;
      };
      response.on("drain", more);
      more();
    });
    expect(await kindOf(`http://127.0.0.1:${stated}/`, { maxBytes: 4999 })).toBe("too_large");
    expect(await kindOf(`http://127.0.0.1:${stated}/`, { maxBytes: 5000 })).toBe("answered");
    expect(await kindOf(`http://127.0.0.1:${endless}/`, { maxBytes: 50_000 })).toBe("too_large");
    expect(written).toBeLessThan(20_000_000);
  });

  it("stops at the time limit: silent server, and one that drips", async () => {
    const silent = await listen(createRawServer((socket) => void socket.on("error", () => undefined).resume()));
    const dripping = await serve((_request, response) => {
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    for (const port of [silent, dripping]) {
      const began = performance.now();
      expect(await kindOf(`http://127.0.0.1:${port}/`, { timeoutMs: 150 })).toBe("timeout");
      expect(performance.now() - began).toBeLessThan(1500);
    }
  });

  it("can be called off", async () => {
    const silent = await listen(createRawServer((socket) => void socket.on("error", () => undefined).resume()));
    const control = new AbortController();
    setTimeout(() => control.abort(), 30);
    expect(await kindOf(`http://127.0.0.1:${silent}/`, { signal: control.signal })).toBe("aborted");
    expect(await kindOf(`http://127.0.0.1:${silent}/`, { signal: AbortSignal.abort() })).toBe("aborted");
  });

  it("insists on the media type asked for", async () => {
    const port = await serve((_request, response) =>
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(),
    );
    expect(await kindOf(`http://127.0.0.1:${port}/`, { accept: ["application/json"] })).toBe("wrong_type");
    expect(await kindOf(`http://127.0.0.1:${port}/`, { accept: ["application/json", "text/html"] })).toBe("answered");
  });
});

describe("names", () => {
  it("connects to the address that was judged, resolving once, and keeps the name in Host", async () => {
    let host: string | undefined;
    const port = await serve((request, response) => {
      host = request.headers.host;
      resolveTo("10.9.9.9");
      response.end("ok");
    });
    settings.allow = "pinned.example";
    resolveTo("127.0.0.1");
    const answer = await outboundFetch(`http://pinned.example:${port}/`);
    expect([answer.status, host]).toEqual([200, `pinned.example:${port}`]);
    expect(vi.mocked(lookup)).toHaveBeenCalledTimes(1);
  });

  it("refuses a name when any of its addresses is private", async () => {
    settings.allow = "";
    resolveTo("93.184.216.34", "127.0.0.1");
    expect(await kindOf("http://mixed.example/")).toBe("refused_address");
  });

  it("says that a name cannot be resolved", async () => {
    vi.mocked(lookup).mockRejectedValueOnce(Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" }));
    await expect(outboundFetch("http://nowhere.example/")).rejects.toThrow(
      "The name nowhere.example cannot be resolved.",
    );
  });

  it("keeps the time limit while a name is being resolved", async () => {
    vi.mocked(lookup).mockImplementationOnce(() => new Promise(() => undefined) as never);
    expect(await kindOf("http://slow.example/", { timeoutMs: 50 })).toBe("timeout");
  });
});
