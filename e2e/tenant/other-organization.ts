import { generateKeyPairSync, randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import type { APIRequestContext } from "@playwright/test";
import { given, newAccount, operate } from "../support/accounts.ts";
import { httpWith, signInOverHttp } from "../support/sign-in.ts";

export interface OtherOrganization {
  /** A word that stands in everything this organization has. */
  readonly mark: string;
  readonly slug: string;
  readonly orgId: string;
  readonly administrator: APIRequestContext;
  /** Ids of its things by the first part of their address, or the first two: `models`, `gates/waivers`, … */
  readonly ids: Readonly<Record<string, string>>;
  readonly modelSlug: string;
}

const card = (mark: string): string => `---\nlicense: mit\n---\n# Card ${mark}\n\nStates things.\n`;

const threatPack = (mark: string): object => ({
  format: "modelkeep-threat-pack/1",
  id: `pack-${mark}`,
  name: `Pack ${mark}`,
  version: "1.0.0",
  threats: [
    {
      id: "ACME-1",
      title: `Own threat ${mark}`,
      description: "Something happens.",
      how: "Somebody does it.",
      first: "Look at it.",
      about: ["process"],
      stages: ["operation"],
      when: {},
      severity: "low",
      mappings: {},
    },
  ],
});

type Make = (path: string, data: object) => Promise<Record<string, { id: string }> & { id: string }>;
type Read = (path: string) => Promise<Record<string, never>>;

/** A channel, a rule, a silence, and an alert: a planted value came out hours ago, which the worker judges and raises. */
async function makeAlerting(make: Make, read: Read, modelId: string, mark: string): Promise<Record<string, string>> {
  const canary = { ts: Date.now() - 3 * 3_600_000, model: modelId, flags: { canary: true } };
  await make("/telemetry/events", [canary]);
  const channel = await make("/alert-channels", { name: mark, kind: "email", address: `${mark}@e2e.example` });
  const condition = { direction: "above", fire: 5, clear: 2, windows: 1, clearWindows: 1, noDataAfterMs: null };
  const rule = await make("/alert-rules", { name: `Rule ${mark}`, model: modelId, watches: "errors", condition });
  const [from, to] = [new Date().toISOString(), new Date(Date.now() + 36e5).toISOString()];
  const silence = await make("/alert-silences", { from, to, reason: mark });
  let raised: string | undefined;
  await expect
    .poll(
      async () => {
        const alerts = await read("/alerts");
        raised = (alerts["items"] as unknown as { id: string }[])[0]?.id;
        return raised;
      },
      { timeout: 60_000 },
    )
    .toBeDefined();
  return {
    alerts: raised ?? "",
    "alert-channels": channel.id,
    "alert-rules": rule.id,
    "alert-silences": silence.id,
  };
}

async function fill(http: APIRequestContext, mark: string): Promise<Record<string, string>> {
  const read = async (path: string) => (await (await http.get(`/api/v1${path}`)).json()) as Record<string, never>;
  const make = async (path: string, data: object): Promise<Record<string, { id: string }> & { id: string }> => {
    const answer = await http.post(`/api/v1${path}`, { data });
    if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as Record<string, { id: string }> & { id: string };
  };
  const model = await make("/models", { name: `Model ${mark}`, kind: "other", slug: `model-${mark}`, purpose: mark });
  const asset = await make("/assets", { kind: "dataset", name: `Dataset ${mark}` });
  const field = await make("/fields", { label: `Field ${mark}`, type: "text", appliesTo: ["model"] });
  const subject = { entityType: "model", entityId: model.id };
  const me = await read("/users/me");
  const task = await make("/tasks", {
    title: `Task ${mark}`,
    assigneeId: (me["user"] as { id: string } | undefined)?.id,
  });
  const key = await make("/keys", { name: `Key ${mark}`, scopes: ["model:read"], expiresAt: null });
  const { name, email, password } = newAccount("viewer");
  const user = await make("/users", { name: `${name} ${mark}`, email: `${mark}-${email}`, password, role: "viewer" });
  const invitation = await make("/invitations", { email: `guest-${mark}@e2e.example`, role: "viewer" });
  const evidence = await make("/evidence/links", {
    ...subject,
    title: `Link ${mark}`,
    url: `https://e2e.example/${mark}`,
  });
  const preview = await http.post("/api/v1/imports/model-card", {
    data: card(mark),
    headers: { "content-type": "text/markdown" },
  });
  const gates = `/models/${model.id}/versions/${(await make(`/models/${model.id}/versions`, { label: mark })).id}/gates`;
  const attested = { criterion: "retirement-planned", statement: mark };
  const attestation = await make(`${gates}/attestations`, attested);
  const waived = { criterion: "metrics-on-file", reason: mark, expiresAt: new Date(Date.now() + 864e5).toISOString() };
  const waiver = await make(`${gates}/waivers`, waived);
  const gate = await make(`${gates}/retirement/request`, { note: mark });
  const connection = await make("/connections", {
    name: `Registry ${mark}`,
    baseUrl: "https://mlflow.example",
    schedule: "off",
  });
  const discovered = await make("/discoveries", {
    sightings: [{ source: `proxy-${mark}`, seenAt: "2026-05-12T09:30:00Z", kind: "name", value: `Seen ${mark}` }],
  });
  const pem = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  const trusted = await make("/trust-keys", { name: `Trust ${mark}`, kind: "key", pem });
  const threatModel = await make("/threat-models", { name: `Threats ${mark}` });
  const diagram = (threatModel["diagrams"] as unknown as { id: string }[])[0]?.id ?? "";
  const threat = await make(`/threat-models/${threatModel.id}/threats`, { title: `Threat ${mark}` });
  const version = await make(`/threat-models/${threatModel.id}/versions`, { note: mark });
  const session = await make(`/diagrams/${diagram}/sessions`, { title: `Session ${mark}` });
  const pack = threatPack(mark);
  await make("/threat-packs", { content: pack });
  const reference = await make(`/telemetry/${model.id}/references/upload`, {
    columns: { amount: Array.from({ length: 60 }, (_, number) => number) },
    reason: `Reference ${mark}`,
  });
  const alerting = await makeAlerting(make, read, model.id, mark);
  const entries = await read("/audit/entries");
  const sessions = await read("/sessions");
  const idOf = (made: { id?: string } & Record<string, unknown>): string =>
    made.id ?? Object.values(made).flatMap((value) => (value as { id?: string } | null)?.id ?? [])[0] ?? "";
  return {
    models: model.id,
    assets: asset.id,
    lineage: asset.id,
    fields: field.id,
    tasks: idOf(task),
    connections: idOf(connection),
    discoveries: (discovered["results"] as unknown as { id: string }[])[0]?.id ?? "",
    keys: idOf(key),
    "trust-keys": trusted.id,
    "threat-models": threatModel.id,
    "threat-model-versions": version.id,
    "threat-sessions": session.id,
    diagrams: diagram,
    threats: threat.id,
    ...alerting,
    telemetry: model.id,
    "telemetry-references": reference.id,
    users: idOf(user),
    invitations: idOf(invitation),
    evidence: idOf(evidence),
    imports: ((await preview.json()) as { id: string }).id,
    audit: (entries["items"] as unknown as { uuid: string }[])[0]?.uuid ?? "",
    "gates/attestations": attestation.id,
    "gates/waivers": waiver.id,
    "gates/requests": gate["request"]?.id ?? "",
    sessions: (sessions["items"] as unknown as { id: string }[])[0]?.id ?? "",
  };
}

/** Opens a second organization with the operators' commands and puts one thing of each kind into it. */
export async function openOtherOrganization(): Promise<OtherOrganization> {
  const mark = `zq${randomBytes(4).toString("hex")}`;
  const slug = `other-${mark}`;
  await operate("org", "create", "--name", `Other ${mark}`, "--slug", slug);
  const { email, password } = newAccount("administrator");
  const who = ["--email", email, "--name", `Admin ${mark}`, "--role", "administrator", "--password", password];
  await operate("user", "create", ...who, "--org", slug);
  const baseURL = given("MODELKEEP_E2E_URL");
  const administrator = await httpWith(baseURL, await signInOverHttp(baseURL, { email, password }));
  const { id } = (await (await administrator.get("/api/v1/organization")).json()) as { id: string };
  const ids = await fill(administrator, mark);
  return { mark, slug, orgId: id, administrator, ids, modelSlug: `model-${mark}` };
}
