import { linddunNames } from "../threat-model/draft.ts";
import type { DraftSeverity, DraftThreat, PrintedThreatModel, ThreatModelDraft } from "../threat-model/draft.ts";
import type { JsonObject } from "../supply-chain/json/parts.ts";
import { placeNames } from "../threat-model/place-names.ts";
import { severityOfThreat } from "../threat-model/severity-of.ts";
import { strideLabels } from "../threat-model/threat-words.ts";

/** `toolVersion` is a semantic version; `address` is where the model can be looked at. */
export type SarifHead = { toolVersion: string; address: string | null };

const levels = { critical: "error", high: "error", medium: "warning", low: "note" } as const;

/** GitHub and others rank by this figure from 0 to 10. */
const figures: Readonly<Record<DraftSeverity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.5" };

/**
 * Prints the open threats of a model (suggested and accepted) as SARIF 2.1.0: a rule for each title, tagged with its
 * references and categories, a result for each threat and target. A suggestion is a result to review, without a level, as
 * SARIF wants it. Closed threats are listed as not carried. Source: OASIS SARIF 2.1.0, sections 3.27 and 3.49.
 */
export function printSarif(draft: ThreatModelDraft, head: SarifHead): PrintedThreatModel {
  const open = draft.threats.filter(({ state }) => state === "accepted" || state === "suggested");
  const rules = new Rules(open);
  const places = placeNames(draft);
  const results = open.flatMap((threat) => {
    const targets = threat.targets.filter((id) => places.has(id));
    return (targets.length === 0 ? [undefined] : targets).map((target) => {
      const place = target === undefined ? undefined : places.get(target);
      const locations = [
        {
          name: place?.name ?? draft.name,
          fullyQualifiedName: place?.path ?? draft.name,
          kind: place?.kind ?? "module",
        },
      ];
      return {
        ...rules.of(threat),
        ...(threat.state === "suggested"
          ? { kind: "review", level: "none" }
          : { kind: "fail", level: levelOf(threat) }),
        message: { text: messageOf(threat, place?.name) },
        locations: [{ logicalLocations: locations }],
        partialFingerprints: { "modelkeepThreat/v1": `${threat.externalId}@${target ?? ""}` },
        properties: propertiesOf(threat, draft),
      };
    });
  });
  const driver = {
    name: "Modelkeep",
    semanticVersion: head.toolVersion,
    ...(head.address === null ? {} : { informationUri: head.address }),
    rules: rules.toArray(),
  };
  const run = {
    tool: { driver },
    automationDetails: { id: `modelkeep/threat-model/${draft.externalId ?? draft.name}/` },
    columnKind: "utf16CodeUnits",
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  const notCarried = draft.threats
    .filter((threat) => !open.includes(threat))
    .map(({ externalId }) => ({ externalId, message: "SARIF is given open threats only; this one is closed." }));
  return { text: `${JSON.stringify(log, null, 2)}\n`, notCarried };
}

class Rules {
  readonly #rules = new Map<string, { id: string; index: number; json: JsonObject }>();

  constructor(threats: readonly DraftThreat[]) {
    const taken = new Set<string>();
    for (const threat of threats) {
      const before = this.#rules.get(threat.title);
      if (before !== undefined) {
        before.json = ruleOf(before.id, threat, tagsOf(before.json));
        continue;
      }
      const slug = threat.title
        .normalize("NFKD")
        .replace(/[^A-Za-z0-9]+/g, "-")
        .replace(/^-|-$/g, "")
        .toLowerCase();
      const wanted = slug === "" ? "threat" : slug.slice(0, 100);
      let id = wanted;
      for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
      taken.add(id);
      this.#rules.set(threat.title, { id, index: this.#rules.size, json: ruleOf(id, threat, []) });
    }
  }

  of(threat: DraftThreat): { ruleId: string; ruleIndex: number } {
    const rule = this.#rules.get(threat.title);
    return { ruleId: rule?.id ?? "threat", ruleIndex: rule?.index ?? -1 };
  }

  toArray(): JsonObject[] {
    return [...this.#rules.values()].map(({ json }) => json);
  }
}

function tagsOf(rule: JsonObject): string[] {
  const { tags } = rule.properties as { tags: string[] };
  return tags;
}

function ruleOf(id: string, threat: DraftThreat, before: readonly string[]): JsonObject {
  const linddun = linddunNames.filter((name) => threat.linddun.includes(name)).map((name) => `LINDDUN ${name}`);
  const stride = threat.stride.map((name) => `STRIDE ${strideLabels[name]}`);
  const tags = [...new Set([...before, "security", ...threat.references, ...stride, ...linddun])];
  const severity = severityOfThreat(threat);
  return {
    id,
    shortDescription: { text: threat.title },
    fullDescription: { text: threat.description === "" ? threat.title : threat.description },
    defaultConfiguration: { level: levelOf(threat) },
    properties: { tags, ...(severity === undefined ? {} : { "security-severity": figures[severity] }) },
  };
}

function levelOf(threat: DraftThreat): "error" | "warning" | "note" {
  const severity = severityOfThreat(threat);
  return severity === undefined ? "warning" : levels[severity];
}

function messageOf(threat: DraftThreat, place: string | undefined): string {
  const at = place === undefined ? "" : ` (at ${place})`;
  return `${threat.title}${at}${threat.description === "" ? "" : `\n\n${threat.description}`}`;
}

function propertiesOf(threat: DraftThreat, draft: ThreatModelDraft): JsonObject {
  const { state, likelihood, impact, mitigations } = threat;
  const severity = severityOfThreat(threat) ?? null;
  const planned = draft.mitigations.filter(({ externalId }) => mitigations.includes(externalId));
  return {
    state,
    severity,
    likelihood,
    impact,
    mitigations: planned.map(({ title, state: at }) => `${title} (${at})`),
  };
}
