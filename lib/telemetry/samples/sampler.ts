import type { TelemetryEvent } from "../../interop/telemetry/record.ts";
import type { KeyedHash } from "../door/keyed-hash.ts";
import type { Subject } from "../fold/stored-batch.ts";
import type { KeptSample } from "../ingest-schema.ts";
import { resolutions } from "../rules.ts";
import { LowestRanks } from "./lowest-ranks.ts";
import { sampleContent } from "./sample-content.ts";
import { sealSample } from "./sealed-sample.ts";

export interface SamplerTools {
  readonly orgId: string;
  /** How many of a model and hour, and for how long. */
  readonly anHour: number;
  readonly days: number;
  readonly now: number;
  /** What tells this batch from others, for events that have no id. */
  readonly batchKey: string;
  readonly rank: KeyedHash;
  readonly client: KeyedHash;
}

type Offered = { event: TelemetryEvent; subject: Subject };

/** Draws samples of a batch while it is read: only what is drawn is sealed. */
export class Sampler {
  readonly #tools: SamplerTools;
  readonly #drawn: LowestRanks<Offered>;

  constructor(tools: SamplerTools) {
    this.#tools = tools;
    this.#drawn = new LowestRanks(tools.anHour);
  }

  /** An event that was accepted, with its place in the batch. */
  offer(event: TelemetryEvent, subject: Subject, place: number): void {
    const { now, days, rank, batchKey } = this.#tools;
    if (event.at < now - days * resolutions["1d"]) return;
    const [modelId] = subject;
    const hour = Math.floor(event.at / resolutions["1h"]) * resolutions["1h"];
    const name = event.id === undefined ? `${modelId}\n${batchKey}\n${place}` : `${modelId}\n${event.id}`;
    this.#drawn.offer({
      group: `${modelId} ${hour}`,
      rank: Buffer.from(rank(name), "base64url"),
      item: { event, subject },
    });
  }

  /** What was drawn, sealed. */
  taken(): KeptSample[] {
    const { orgId, client } = this.#tools;
    return this.#drawn.drawn().map(({ rank, item: { event, subject } }) => {
      const [modelId, versionId] = subject;
      const content = sampleContent(event, event.client === undefined ? undefined : client(event.client));
      const hour = Math.floor(event.at / resolutions["1h"]) * resolutions["1h"];
      return { modelId, versionId, hour, at: event.at, rank, sealed: sealSample(content, { orgId, modelId, rank }) };
    });
  }
}
