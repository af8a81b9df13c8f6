import { beforeAll, describe, expect, it } from "vitest";
import { langfuseRoute } from "./langfuse-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const at = new Date(Date.now() - 600_000).toISOString();
const generation = (id: string, model = "scorer") => ({
  id,
  type: "generation-create",
  timestamp: at,
  body: { id: `generation of ${id}`, model, startTime: at, endTime: at, usage: { input: 10, output: 5 } },
});
const score = (id: string, observationId: string) => ({
  id,
  type: "score-create",
  timestamp: at,
  body: { id, name: "helpfulness", value: 0.5, observationId, traceId: "t" },
});

describe("what Langfuse's clients send", () => {
  let org: TelemetryOrganization;
  let authorization: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    authorization = `Basic ${Buffer.from(`pk-lf-1:${await org.key()}`).toString("base64")}`;
  });

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    langfuseRoute(
      new Request("http://127.0.0.1/api/v1/langfuse/api/public/ingestion", {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
      { params: Promise.resolve({}) },
    );
  const traffic = async () => (await org.counted()).find(({ kind }) => kind === "traffic")?.n ?? 0;

  it("is answered event by event, and counts once by its id, in whatever batch it comes", async () => {
    const trace = { id: "trace", type: "trace-create", timestamp: at, body: { id: "t", userId: "ada" } };
    const first = await post({ batch: [trace, generation("a"), generation("b")] });
    expect([first.status, await first.json()]).toEqual([
      207,
      { successes: ["trace", "a", "b"].map((id) => ({ id, status: 201 })), errors: [] },
    ]);
    const next = await post({ batch: [generation("b"), generation("c"), score("s", "generation of c")] });
    expect(((await next.json()) as { errors: unknown[] }).errors).toEqual([]);
    expect(await org.waiting()).toBe(2);
    await org.fold();
    expect(await traffic()).toBe(3);
    const scores = (await org.counted()).filter(({ name }) => name.includes("helpfulness"));
    expect(scores).toMatchObject([{ kind: "measure", n: 1, mean: 0.5 }]);
    const again = await post({ batch: [trace, generation("a"), generation("b")] });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([207, "true"]);
    await org.fold();
    expect(await traffic()).toBe(3);
  });

  it("says at its place which event was not taken: a model that is not there, or another organization's", async () => {
    const other = await telemetryOrganization();
    const batch = [
      generation("good"),
      generation("nobody's", "nobody"),
      generation("foreign", other.modelId),
      { id: "broken", type: "generation-create", timestamp: "yesterday", body: {} },
      score("score of nobody's", "generation of nobody's"),
    ];
    const answer = await post({ batch });
    expect(answer.status).toBe(207);
    const { successes, errors } = (await answer.json()) as Record<string, { id: string; status: number }[]>;
    expect(successes).toEqual([{ id: "good", status: 201 }]);
    expect(errors?.map(({ id, status }) => [id, status])).toEqual([
      ["nobody's", 404],
      ["foreign", 404],
      ["broken", 400],
      ["score of nobody's", 404],
    ]);
    expect(await other.waiting()).toBe(0);
  });

  it("is refused in Langfuse's words", async () => {
    const broken = await post('{"batch": 1}');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ errors: [expect.stringContaining("(/batch)")] });
    expect((await post("{")).status).toBe(400);
    expect((await post({ batch: [] }, { "content-type": "text/plain" })).status).toBe(415);
    const wrong = `Basic ${Buffer.from("pk-lf-1:mk_nobody").toString("base64")}`;
    const stranger = await post({ batch: [] }, { authorization: wrong });
    expect([stranger.status, await stranger.json()]).toEqual([
      401,
      { message: expect.any(String) as string, errors: [expect.any(String)] },
    ]);
    expect((await post({ batch: [] }, { authorization: "Basic cGs6c2s=" })).status).toBe(401);
    const reader = `Bearer ${await org.key(["model:read"])}`;
    expect((await post({ batch: [] }, { authorization: reader })).status).toBe(403);
  });
});
