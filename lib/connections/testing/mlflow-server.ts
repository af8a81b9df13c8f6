import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Registry = { models: object[]; versions: object[]; runs?: Readonly<Record<string, object>> };
type Asked = { path: string; page: string; authorization: string | undefined };

/** An HTTP server that answers in MLflow's documented shapes, two entries a page. */
export type MlflowServer = {
  url: string;
  registry: Registry;
  asked: Asked[];
  /** Answers in place of the registry. */
  instead: ((response: ServerResponse, request: IncomingMessage) => void) | undefined;
  close: () => Promise<void>;
};

const PAGE = 2;

function answer(server: MlflowServer, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const page = url.searchParams.get("page_token") ?? "";
  server.asked.push({ path: url.pathname, page, authorization: request.headers.authorization });
  if (server.instead !== undefined) return server.instead(response, request);
  if (url.pathname === "/api/2.0/mlflow/runs/get") {
    const run = server.registry.runs?.[url.searchParams.get("run_id") ?? ""];
    response.writeHead(run === undefined ? 404 : 200, { "content-type": "application/json; charset=utf-8" });
    return void response.end(JSON.stringify(run === undefined ? { error_code: "RESOURCE_DOES_NOT_EXIST" } : { run }));
  }
  const lists: Readonly<Record<string, [name: string, all: object[]]>> = {
    "/api/2.0/mlflow/registered-models/search": ["registered_models", server.registry.models],
    "/api/2.0/mlflow/model-versions/search": ["model_versions", server.registry.versions],
  };
  const [name, all] = lists[url.pathname] ?? [undefined, []];
  if (name === undefined) return void response.writeHead(404).end();
  const from = Number(page);
  const items = all.slice(from, from + PAGE);
  const next = from + PAGE < all.length ? { next_page_token: String(from + PAGE) } : {};
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ ...(items.length === 0 ? {} : { [name]: items }), ...next }));
}

/** Starts such a server on a free port of this machine. */
export async function startMlflow(registry: Registry): Promise<MlflowServer> {
  const http: Server = createServer((request, response) => answer(server, request, response));
  const server: MlflowServer = {
    url: "",
    registry,
    asked: [],
    instead: undefined,
    close: () =>
      new Promise((done) => {
        http.close(() => done());
        http.closeAllConnections();
      }),
  };
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}
