import { outboundFetch, OutboundError } from "../http/outbound.ts";

const PAGE = 200;
const MOST_PAGES = 500;
const MOST_BYTES = 60_000_000;
const PAGE_BYTES = 8_000_000;
const PAGE_MS = 15_000;
const MOST_RUNS = 20_000;
const RUNS_AT_ONCE = 4;

/** Why a registry could not be read, in plain words for the settings page. */
export class SyncError extends Error {
  override readonly name = "SyncError";
}

type Registry = { baseUrl: string; token: string; signal?: AbortSignal; timeoutMs?: number };
type Budget = { bytes: number };

function refusal(status: number): string {
  if (status === 401 || status === 403) return "MLflow refuses the token. Give one that may read the registry.";
  if (status === 404) return "There is no REST API of MLflow at this address.";
  return `MLflow answered ${status}.`;
}

async function readPage(
  registry: Registry,
  address: string,
  budget: Budget,
  mayLack: readonly number[] = [],
): Promise<Record<string, unknown> | null> {
  const { token, signal, timeoutMs = PAGE_MS } = registry;
  try {
    const answer = await outboundFetch(address, {
      headers: token === "" ? {} : { authorization: `Bearer ${token}` },
      accept: ["application/json"],
      timeoutMs,
      maxBytes: PAGE_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    if (mayLack.includes(answer.status)) return null;
    if (answer.status !== 200) throw new SyncError(refusal(answer.status));
    budget.bytes += answer.body.byteLength;
    if (budget.bytes > MOST_BYTES) throw new SyncError("The registry is larger than the 60 MB that are read here.");
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw new SyncError("MLflow answered with something that is no object.");
  } catch (error) {
    if (error instanceof OutboundError) throw new SyncError(error.message);
    if (error instanceof SyncError) throw error;
    throw new SyncError("MLflow answered with something that is no JSON.");
  }
}

/** All entries of a search of MLflow, page by page. Throws SyncError. */
async function readAll(registry: Registry, search: string, list: string, budget: Budget): Promise<unknown[]> {
  const entries: unknown[] = [];
  const seen = new Set<string>();
  let token = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const parameters = new URLSearchParams({
      max_results: String(PAGE),
      ...(token === "" ? {} : { page_token: token }),
    });
    const address = `${registry.baseUrl}/api/2.0/mlflow/${search}/search?${parameters.toString()}`;
    const answer = (await readPage(registry, address, budget)) ?? {};
    const listed = answer[list] ?? [];
    if (!Array.isArray(listed)) throw new SyncError(`MLflow answered without a list of ${list}.`);
    entries.push(...(listed as unknown[]));
    const next = answer["next_page_token"];
    if (typeof next !== "string" || next === "") return entries;
    if (seen.has(next)) throw new SyncError("MLflow gives the same page again and again.");
    seen.add(next);
    token = next;
  }
  throw new SyncError(`The registry has more than ${MOST_PAGES} pages.`);
}

/** The entries in an order that does not depend on the registry. */
const inOrder = (entries: readonly unknown[]): unknown[] =>
  entries
    .map((entry) => [JSON.stringify(entry), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry);

const objectIn = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Of a run what does not change any more once it has ended, and what becomes part of a record. */
function shortRun(id: string, run: Record<string, unknown>): object {
  const { metrics = [], params = [] } = objectIn(run["data"]);
  return { info: { run_id: id }, data: { metrics, params }, inputs: objectIn(run["inputs"]) };
}

/** The runs that made these versions, a few at a time; one that is gone or may not be read is left out. Throws SyncError. */
async function readRuns(registry: Registry, versions: readonly unknown[], budget: Budget): Promise<object[]> {
  const ids = versions.map((version) => objectIn(version)["run_id"]);
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === "string" && id !== ""))];
  if (wanted.length > MOST_RUNS) throw new SyncError(`The registry has more than ${MOST_RUNS} runs.`);
  const runs: object[] = [];
  for (let start = 0; start < wanted.length; start += RUNS_AT_ONCE) {
    const read = wanted.slice(start, start + RUNS_AT_ONCE).map(async (id) => {
      const address = `${registry.baseUrl}/api/2.0/mlflow/runs/get?run_id=${encodeURIComponent(id)}`;
      const answer = await readPage(registry, address, budget, [403, 404]);
      return answer === null ? [] : [shortRun(id, objectIn(answer["run"]))];
    });
    runs.push(...(await Promise.all(read)).flat());
  }
  return runs;
}

/** The whole registry as one document that the import door reads, the same bytes for the same registry. Throws SyncError. */
export async function fetchMlflow(registry: Registry): Promise<Uint8Array> {
  const budget = { bytes: 0 };
  const models = await readAll(registry, "registered-models", "registered_models", budget);
  const versions = await readAll(registry, "model-versions", "model_versions", budget);
  const runs = await readRuns(registry, versions, budget);
  const document = {
    registered_models: inOrder(models),
    model_versions: inOrder(versions),
    ...(runs.length === 0 ? {} : { runs: inOrder(runs) }),
  };
  return new TextEncoder().encode(JSON.stringify(document));
}
