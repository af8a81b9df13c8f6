import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchMlflow } from "./fetch-mlflow.ts";
import { differenceWords, isDue, isSettled } from "./rules.ts";
import { AddConnectionInput } from "./schema.ts";
import { startMlflow, type MlflowServer } from "./testing/mlflow-server.ts";

const settings = vi.hoisted(() => ({ allow: "" }));
vi.mock("../env.ts", () => ({ env: () => ({ MODELKEEP_OUTBOUND_ALLOW: settings.allow }) }));

let server: MlflowServer;

beforeEach(async () => {
  settings.allow = "127.0.0.1";
  const models = ["a", "b", "c"].map((name) => ({ name }));
  server = await startMlflow({ models, versions: [{ name: "a", version: "1" }] });
});
afterEach(() => server.close());

const read = async (more: object = {}) => {
  const bytes = await fetchMlflow({ baseUrl: server.url, token: "", ...more });
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, { name: string }[]>;
};
const why = (more: object = {}): Promise<string> =>
  read(more).then(
    () => "read",
    (error: Error) => `${error.name}: ${error.message}`,
  );
const instead = (status: number, body: string, headers: Record<string, string> = {}): void => {
  server.instead = (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
};

describe("reading a registry of MLflow", () => {
  it("goes through all pages with the token, and gives the same bytes whatever the order", async () => {
    const document = await read({ token: "secret" });
    expect(document["registered_models"]?.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(document["model_versions"]).toHaveLength(1);
    expect(server.asked.map(({ path, page }) => [path.split("/").at(-2), page])).toEqual([
      ["registered-models", ""],
      ["registered-models", "2"],
      ["model-versions", ""],
    ]);
    expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer secret"]));
    const before = await fetchMlflow({ baseUrl: server.url, token: "" });
    server.registry.models.reverse();
    expect(await fetchMlflow({ baseUrl: server.url, token: "" })).toEqual(before);
  });

  it("reads the runs of the versions, each once; one that is gone is left out", async () => {
    const run = {
      info: { run_id: "r1", end_time: 7, artifact_uri: "s3://x" },
      data: { metrics: [{ key: "auc", value: 0.9 }], params: [], tags: [{ key: "mlflow.user", value: "ada" }] },
      inputs: { dataset_inputs: [{ dataset: { name: "payments", digest: "499c3fe6" } }] },
    };
    server.registry.versions = ["r1", "r1", "gone", ""].map((run_id, at) => ({ name: "a", version: `${at}`, run_id }));
    server.registry.runs = { r1: run };
    const document = await read({ token: "secret" });
    expect(document["runs"]).toEqual([
      { info: { run_id: "r1" }, data: { metrics: [{ key: "auc", value: 0.9 }], params: [] }, inputs: run.inputs },
    ]);
    expect(server.asked.filter(({ path }) => path.endsWith("runs/get"))).toHaveLength(2);
  });

  it("says in words why it cannot", async () => {
    instead(401, "{}");
    expect(await why()).toContain("refuses the token");
    instead(404, "{}");
    expect(await why()).toContain("no REST API of MLflow");
    instead(500, "{}");
    expect(await why()).toContain("MLflow answered 500");
    instead(200, "<html>");
    expect(await why()).toContain("no JSON");
    instead(200, "[]");
    expect(await why()).toContain("no object");
    instead(200, '{"registered_models":7}');
    expect(await why()).toContain("without a list");
    instead(200, "<html>", { "content-type": "text/html" });
    expect(await why()).toContain("text/html");
    instead(302, "", { location: "http://127.0.0.1:1/" });
    expect(await why()).toContain("redirect");
    instead(200, '{"next_page_token":"x"}');
    expect(await why()).toContain("again and again");
    instead(200, "x".repeat(9_000_000));
    expect(await why()).toContain("larger than");
    server.instead = () => undefined;
    expect(await why({ timeoutMs: 200 })).toContain("did not answer");
    settings.allow = "";
    expect(await why()).toMatch(/^SyncError: .*MODELKEEP_OUTBOUND_ALLOW/);
  });
});

describe("when a registry is read", () => {
  const at = (hours: number) => new Date(hours * 3_600_000);

  it("goes by the schedule and by what the last run found", () => {
    expect([isDue("off", null, at(1)), isDue("daily", null, at(1))]).toEqual([false, true]);
    expect([isDue("hourly", at(0), at(0.5)), isDue("hourly", at(0), at(1))]).toEqual([false, true]);
    expect([isDue("daily", at(0), at(12)), isDue("daily", at(0), at(24))]).toEqual([false, true]);
    const last = { digest: "x", importAt: at(0), creates: 1, updates: 0 };
    expect([isSettled(last, "y", at(1)), isSettled(last, "x", at(1)), isSettled(last, "x", at(21))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isSettled({ ...last, creates: 0 }, "x", at(99))).toBe(true);
    expect(differenceWords(2, 1)).toBe("2 new, 1 changed");
  });

  it("takes only an address that carries no secret", () => {
    const refused = ["ftp://x.example", "mlflow", "https://user:secret@x.example", "https://x.example/?token=1"];
    const parse = (baseUrl: string) => AddConnectionInput.safeParse({ name: "x", baseUrl });
    expect(refused.filter((address) => parse(address).success)).toEqual([]);
    expect(parse("https://x.example/mlflow/").data?.baseUrl).toBe("https://x.example/mlflow");
  });
});
