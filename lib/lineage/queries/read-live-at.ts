import { describeNodes } from "../../inventory/queries/describe-nodes.ts";
import type { NodeDto } from "../../inventory/assets/schema.ts";
import type { PersonDto } from "../../inventory/schema.ts";
import { Sensitivity } from "../../inventory/schema.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { imagesAt } from "../../trail/queries/images-at.ts";
import type { TrailEntry } from "../../trail/schema.ts";
import { idAt, linkedBy, textAt, type Image } from "../image-fields.ts";
import { LIVE_STATUSES } from "../rules.ts";
import { LiveAtDto, LiveAtInput, type LiveDeployment } from "../schema.ts";
import { sourceEntry } from "../source-entry.ts";

type Known = { nodes: ReadonlyMap<string, NodeDto>; people: ReadonlyMap<string, PersonDto> };

async function peopleIn(db: Reader, orgId: string, images: readonly Image[]): Promise<Map<string, PersonDto>> {
  const ids = [...new Set(images.flatMap((image) => idAt(image, "ownerId") ?? []))];
  const rows = await db.user.findMany({
    where: { orgId, id: { in: ids } },
    select: { id: true, name: true, state: true },
  });
  return new Map(rows.map(({ id, name, state }) => [id, { id, name, active: state === "active" }]));
}

function toDeployment(entry: TrailEntry, { nodes, people }: Known): LiveDeployment {
  const image = entry.after ?? {};
  const linked = (relation: string): NodeDto[] => linkedBy(image, relation).flatMap(({ id }) => nodes.get(id) ?? []);
  return {
    id: entry.entity.id,
    slug: textAt(image, "slug"),
    name: textAt(image, "name"),
    status: textAt(image, "facts", "status"),
    environment: textAt(image, "facts", "environment"),
    exposure: textAt(image, "facts", "exposure"),
    endpoint: textAt(image, "facts", "endpoint"),
    sensitivity: Sensitivity.catch("internal").parse(textAt(image, "sensitivity")),
    team: textAt(image, "team"),
    owner: people.get(idAt(image, "ownerId") ?? "") ?? null,
    runs: linked("runs"),
    serves: linked("serves"),
    entry: sourceEntry(entry),
  };
}

/** What was in use at an instant: deployments, what they ran and who answered for them, from the trail. */
export const readLiveAt = defineQuery({
  name: "inventory.live_at",
  summary: "List the deployments that were live at an instant, with what they ran",
  permission: "audit:history",
  http: "GET /lineage/live",
  input: LiveAtInput,
  output: LiveAtDto,
  async run({ db, input, ctx }) {
    const time = new Date(input.time ?? ctx.now()).toISOString();
    const having = [
      { path: ["state"], anyOf: ["active"] },
      { path: ["facts", "status"], anyOf: [...LIVE_STATUSES] },
    ];
    const { cursor, limit } = input;
    const page = await imagesAt.run({ db, ctx, input: { entityType: "deployment", time, having, cursor, limit } });
    const images = page.items.flatMap(({ after }): Image[] => (after === null ? [] : [after]));
    const references = images.flatMap((image) => [...linkedBy(image, "runs"), ...linkedBy(image, "serves")]);
    const [{ items }, people] = await Promise.all([
      describeNodes.run({ db, ctx, input: { references } }),
      peopleIn(db, ctx.orgId, images),
    ]);
    const nodes = new Map(items.map((node) => [node.id, node]));
    const { nextCursor, total, erased } = page;
    return {
      time,
      items: page.items.map((entry) => toDeployment(entry, { nodes, people })),
      nextCursor,
      total,
      erased,
    };
  },
});
