import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { pointerStep } from "../origin.ts";
import { isObject, type JsonObject } from "../supply-chain/json/parts.ts";
import type { DraftMitigation, DraftThreat, DraftThreatState } from "../threat-model/draft.ts";
import type { ModelIds } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import { linddunOf, severityOf, strideOf } from "../threat-model/threat-words.ts";
import { type OwnThreat, OwnThreat as OwnThreatWords, ownKey, ownWordsOf } from "./own-words.ts";
import type { NamedCell } from "./read-diagram.ts";

const KNOWN = new Set(
  `id threatId title type status severity description mitigation modelType number score new ${ownKey}`.split(" "),
);

const states: Readonly<Record<string, { state: DraftThreatState; stateReason: string }>> = {
  open: { state: "accepted", stateReason: "" },
  mitigated: { state: "mitigated", stateReason: "" },
  na: { state: "not_applicable", stateReason: "Marked as not applicable in Threat Dragon." },
  notapplicable: { state: "not_applicable", stateReason: "Marked as not applicable in Threat Dragon." },
  accepted: { state: "accepted_risk", stateReason: "Marked as accepted in Threat Dragon." },
  transferred: { state: "accepted_risk", stateReason: "Marked as transferred in Threat Dragon." },
  avoided: { state: "mitigated", stateReason: "Marked as avoided in Threat Dragon." },
  eliminated: { state: "mitigated", stateReason: "Marked as eliminated in Threat Dragon." },
};

/** Collects the threats of all cells; one that stands at several cells with our own words is one threat. */
export class ThreatReader {
  readonly threats: DraftThreat[] = [];
  readonly mitigations: DraftMitigation[] = [];
  readonly #shared = new Map<string, { threat: DraftThreat; text: string }>();
  readonly #ids: ModelIds;
  readonly #notes: Notes;
  readonly #known: ReadonlySet<string>;

  /** `known` are the ids of mitigations that the file defines in our own words. */
  constructor(ids: ModelIds, notes: Notes, known: ReadonlySet<string>) {
    this.#ids = ids;
    this.#notes = notes;
    this.#known = known;
  }

  add({ cell, externalId, isDropped }: NamedCell): void {
    if (isDropped === true && cell.threats.list.length > 0)
      this.#notes.add(
        "warning",
        cell.threats.path,
        "The threats of this flow are kept, but are about nothing in particular.",
      );
    cell.threats.list.forEach((value, index) => {
      const path = cell.threats.path + pointerStep(index);
      if (!isObject(value)) {
        this.#notes.add("warning", path, "A threat must be an object; this one is not kept.");
        return;
      }
      const own = ownWordsOf(OwnThreatWords, value);
      const before = own === undefined ? undefined : this.#shared.get(own.externalId);
      const text = JSON.stringify(value);
      const targets = isDropped === true ? [] : [externalId];
      if (before?.text === text) before.threat.targets.push(...targets);
      else this.#read(value, path, { own, targets, fallback: `${externalId}/threat-${index + 1}` }, text);
    });
  }

  /** Targets in the order in which we printed them. */
  finish(): void {
    for (const { threat, text } of this.#shared.values()) {
      const own = ownWordsOf(OwnThreatWords, JSON.parse(text) as JsonObject);
      const order = (id: string) => (own?.targets.indexOf(id) ?? -1) + 1 || Number.POSITIVE_INFINITY;
      threat.targets.sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
    }
  }

  #read(
    value: JsonObject,
    path: string,
    { own, targets, fallback }: { own: OwnThreat | undefined; targets: string[]; fallback: string },
    text: string,
  ): void {
    const notes = this.#notes;
    notes.rest(value, path, KNOWN);
    if (typeof value.number === "number" && value.number > 0)
      notes.once(`${path}/number`, "The numbers of threats are not kept.");
    const externalId = this.#ids.take(own?.externalId ?? value.id ?? value.threatId, fallback, path);
    const title = notes.line(value.title, `${path}/title`);
    if (title === "") notes.add("info", path, 'This threat has no title; it is called "Threat".');
    const held = (field: string) => own !== undefined && own.printed[field] === (value[field] ?? "");
    const threat: DraftThreat = {
      externalId,
      title: title === "" ? "Threat" : title,
      description: notes.prose(value.description, `${path}/description`),
      targets,
      ...(own !== undefined && held("type")
        ? { stride: own.stride, linddun: own.linddun }
        : this.#category(value, path)),
      severity: own !== undefined && held("severity") ? own.severity : this.#severity(value, path),
      likelihood: own?.likelihood ?? null,
      impact: own?.impact ?? null,
      ...(own !== undefined && held("status")
        ? { state: own.state, stateReason: own.stateReason }
        : this.#state(value, path)),
      mitigations: [],
      grammar: own?.grammar ?? null,
      references: own?.references ?? [],
      score: notes.line(value.score, `${path}/score`, 120) || null,
    };
    const isOwnMitigation =
      own !== undefined && held("mitigation") && own.mitigations.every((id) => this.#known.has(id));
    threat.mitigations = isOwnMitigation ? own.mitigations : this.#mitigation(value.mitigation, threat, path);
    this.threats.push(threat);
    if (own !== undefined && !this.#shared.has(own.externalId)) this.#shared.set(own.externalId, { threat, text });
  }

  #category(value: JsonObject, path: string): Pick<DraftThreat, "stride" | "linddun"> {
    const word = typeof value.type === "string" ? value.type : "";
    const stride = value.modelType === "LINDDUN" ? undefined : strideOf(word);
    const linddun = stride === undefined ? linddunOf(word) : undefined;
    if (stride === undefined && linddun === undefined && word.trim() !== "")
      this.#notes.add(
        "info",
        `${path}/type`,
        `The kind ${quoted(word)} is neither of STRIDE nor of LINDDUN; it is not kept.`,
      );
    return { stride: stride === undefined ? [] : [stride], linddun: linddun === undefined ? [] : [linddun] };
  }

  #severity(value: JsonObject, path: string): DraftThreat["severity"] {
    const word = typeof value.severity === "string" ? value.severity : "";
    const severity = severityOf(word);
    if (severity === undefined && word.trim() !== "")
      this.#notes.add("info", `${path}/severity`, `The severity ${quoted(word)} is none; it is left open.`);
    return severity ?? null;
  }

  #state(value: JsonObject, path: string): { state: DraftThreatState; stateReason: string } {
    const word = typeof value.status === "string" ? value.status.toLowerCase().replace(/[^a-z]/g, "") : "";
    const found = Object.hasOwn(states, word) ? states[word] : undefined;
    if (found !== undefined) return found;
    this.#notes.add(
      "warning",
      `${path}/status`,
      "This threat has no status that Threat Dragon knows; it is taken as open.",
    );
    return { state: "accepted", stateReason: "" };
  }

  #mitigation(value: JsonValue | undefined, threat: DraftThreat, path: string): string[] {
    const text = this.#notes.prose(value, `${path}/mitigation`);
    if (text === "") return [];
    const externalId = this.#ids.take(undefined, `${threat.externalId}/mitigation`, path);
    const state = threat.state === "mitigated" ? "in_place" : "planned";
    this.mitigations.push({ externalId, ...titleAndText(text), state });
    return [externalId];
  }
}

/** The first line as a title; the whole as description when it says more. */
export function titleAndText(text: string): { title: string; description: string } {
  const first = text.split("\n")[0]?.replace(/\s+/g, " ").trim() ?? "";
  if (first.length <= 200) return { title: first, description: first === text ? "" : text };
  const cut = first
    .slice(0, 199)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/\s+\S*$/, "");
  return { title: `${cut === "" ? first.slice(0, 190) : cut}…`, description: text };
}
