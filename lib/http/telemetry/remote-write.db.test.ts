import { beforeAll, describe, expect, it } from "vitest";
import {
  requestV1,
  requestV2,
  sample,
  seriesV1,
  type Build,
} from "../../interop/telemetry/remote-write/testing/write-requests.ts";
import { remoteWriteRoute } from "./remote-write-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
const at = Date.now() - 600_000;
const of = (name: string, model = "scorer") => ({ __name__: name, model, instance: "pod-1" });

describe("Prometheus remote write", () => {
  let org: TelemetryOrganization;
  let secret: string;

  beforeAll(async () => {
    org = await telemetryOrganization();
    secret = await org.key();
  });

  const send = (bytes: Uint8Array, headers: Record<string, string | undefined> = {}) => {
    const all = new Headers({
      authorization: `Bearer ${secret}`,
      "content-type": "application/x-protobuf",
      "content-encoding": "snappy",
      "x-prometheus-remote-write-version": "0.1.0",
    });
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) all.delete(name);
      else all.set(name, value);
    }
    const body = new Uint8Array(bytes);
    const request = new Request("http://127.0.0.1/api/v1/prometheus/write", { method: "POST", headers: all, body });
    return remoteWriteRoute(request, { params: Promise.resolve({}) });
  };
  const all =
    (...builds: Build[]): Build =>
    (message) => {
      for (const build of builds) build(message);
    };
  const measure = async (name: string) => (await org.counted()).find((each) => each.name === name);

  it("takes the first version, answers with nothing, and counts a request once however often it comes", async () => {
    const request = requestV1(seriesV1(of("queue_length"), sample(3, at), sample(5, at + 15_000)));
    const first = await send(request);
    expect([first.status, await first.text()]).toEqual([204, ""]);
    expect((await send(request)).status).toBe(204);
    expect(await org.waiting()).toBe(1);
    await org.fold();
    expect(await measure("queue_length")).toMatchObject({ kind: "measure", n: 2, mean: 4 });
  });

  it("takes the second version and says how much was written", async () => {
    const request = requestV2({ labels: of("temperature"), type: 2, parts: [sample(20, at), sample(22, at + 1)] });
    const answer = await send(request, { "content-type": V2 });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(answer.headers.get("x-prometheus-remote-write-samples-written")).toBe("2");
    expect(answer.headers.get("x-prometheus-remote-write-histograms-written")).toBe("0");
    expect(answer.headers.get("x-prometheus-remote-write-exemplars-written")).toBe("0");
  });

  it("lists the samples it rejects, and keeps the others of the request", async () => {
    const other = await telemetryOrganization();
    const series = all(
      seriesV1(of("kept"), sample(1, at)),
      seriesV1(of("of_nobody", "nobody"), sample(1, at)),
      seriesV1(of("of_others", other.modelId), sample(1, at)),
      seriesV1({ model: "scorer" }, sample(1, at)),
    );
    const request = requestV1(series);
    const [answer, again] = [await send(request), await send(request)];
    expect([answer.status, again.status]).toEqual([400, 400]);
    const words = await answer.text();
    expect(words).toContain("3 samples were rejected");
    expect(words).toContain('of_nobody: There is no model "nobody"');
    expect(words).toContain("of_others: There is no model");
    expect(words).toContain("/timeseries/3/samples/0: The series has no name");
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    await org.fold();
    expect(await measure("kept")).toMatchObject({ n: 1 });
    expect(await other.counted()).toEqual([]);
    const second = requestV2(
      { labels: of("kept_too"), parts: [sample(1, at)] },
      { labels: of("lost", "nobody"), parts: [sample(1, at), sample(2, at + 1)] },
    );
    const partial = await send(second, { "content-type": V2 });
    expect(partial.status).toBe(400);
    expect(partial.headers.get("x-prometheus-remote-write-samples-written")).toBe("1");
  });

  it("refuses other messages and encodings, and what is broken", async () => {
    const good = requestV1(seriesV1(of("queue_length"), sample(3, at)));
    expect((await send(good, { "content-type": "application/x-protobuf;proto=io.prometheus.write.v3" })).status).toBe(
      415,
    );
    expect((await send(good, { "content-type": "application/json" })).status).toBe(415);
    expect((await send(good, { "content-encoding": "gzip" })).status).toBe(415);
    expect((await send(good, { "content-encoding": undefined })).status).toBe(415);
    const broken = await send(good.subarray(0, good.length - 3));
    expect([broken.status, broken.headers.get("content-type")]).toEqual([400, "text/plain; charset=utf-8"]);
    const stranger = await send(good, { authorization: "Bearer mk_nobody" });
    expect([stranger.status, await stranger.text()]).toEqual([401, "This API key is not valid, or no longer.\n"]);
    expect((await send(good, { authorization: `Bearer ${await org.key(["model:read"])}` })).status).toBe(403);
  });
});
