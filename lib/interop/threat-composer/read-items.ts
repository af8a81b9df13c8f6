import { quoted } from "../import-problem.ts";
import { pointerStep } from "../origin.ts";
import { oneLine } from "../supply-chain/fit-text.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import {
  type DraftAssumption,
  type DraftMitigation,
  type DraftMitigationState,
  type DraftThreat,
  type DraftThreatState,
  strideNames,
  type ThreatGrammar,
} from "../threat-model/draft.ts";
import { ModelIds, PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import { referencesIn, severityOf, strideLetters } from "../threat-model/threat-words.ts";
import { titleAndText } from "../threat-dragon/read-threats.ts";
import { metadataOf, OwnAssumption, ownKey, OwnMitigation, OwnThreat, ownWordsOf } from "./own-words.ts";

const SHARED = ["id", "numericId", "displayOrder", "metadata", "tags"];
const ASSUMPTION = new Set([...SHARED, "content"]);
const MITIGATION = new Set([...SHARED, "content", "status"]);
const THREAT = new Set(
  [...SHARED, "statement", "status", "threatSource", "prerequisites", "threatAction"].concat(
    "threatImpact",
    "impactedAssets",
  ),
);

const threatStates: Readonly<Record<string, { state: DraftThreatState; stateReason: string }>> = {
  threatIdentified: { state: "accepted", stateReason: "" },
  threatResolved: { state: "mitigated", stateReason: "" },
  threatResolvedNotUseful: { state: "not_applicable", stateReason: "Marked as not useful in Threat Composer." },
};

const mitigationStates: Readonly<Record<string, DraftMitigationState>> = {
  mitigationIdentified: "planned",
  mitigationInProgress: "in_progress",
  mitigationResolved: "in_place",
  mitigationResolvedWillNotAction: "rejected",
};

type Item = { json: JsonObject; path: string; values: JsonObject; pathOf: (key: string) => string };

/** Reads assumptions, mitigations and threats, and who is linked to whom. */
export class ItemReader {
  readonly #notes: Notes;
  readonly #model: JsonObject;
  readonly #mitigationNames: PartNames;
  readonly #threatNames: PartNames;

  constructor(model: JsonObject, notes: Notes) {
    this.#model = model;
    this.#notes = notes;
    this.#mitigationNames = new PartNames(new ModelIds(notes));
    this.#threatNames = new PartNames(new ModelIds(notes));
  }

  /** The items of a list of the model; notes what is none. */
  items(key: string, known: ReadonlySet<string>): Item[] {
    return listOf(this.#model[key]).flatMap((json, index) => {
      const path = pointerStep(key) + pointerStep(index);
      if (!isObject(json)) {
        this.#notes.add("warning", path, "An object must stand here; this is not kept.");
        return [];
      }
      this.#notes.rest(json, path, known);
      if (typeof json.numericId === "number")
        this.#notes.once(`${path}/numericId`, "The numbers of threats, mitigations and assumptions are not kept.");
      const metadata = metadataOf(json, path);
      this.#notes.rest(metadata.values, path, new Set([ownKey, "Comments", "Priority", "STRIDE"]));
      return [{ json, path, ...metadata }];
    });
  }

  assumptions(): DraftAssumption[] {
    const names = new PartNames(new ModelIds(this.#notes));
    const read = this.items("assumptions", ASSUMPTION).filter(({ values }) => !isOwnCarrier(values));
    const drafts = read.map(({ json, path, values, pathOf }, index) => {
      const own = ownWordsOf(OwnAssumption, values);
      const externalId = names.take(own?.externalId ?? json.id, `assumption-${index + 1}`, path);
      names.alias(json.id, externalId);
      this.#noteTags(json, path);
      if (own !== undefined && own.printed.content === json.content) {
        const { printed: _, ...words } = own;
        return { ...words, externalId };
      }
      const comments = oneLine(textOf(values.Comments) ?? "");
      const content = this.#notes.line(json.content, `${path}/content`, 2000);
      const text = comments === "" ? content : this.#notes.line(`${content} (${comments})`, pathOf("Comments"), 2000);
      if (text === "") this.#notes.add("info", path, "This assumption says nothing; it is not kept.");
      return { externalId, text, aboutId: null, state: "open" as const, validUntil: null };
    });
    this.#noteAssumptionLinks(names);
    return drafts.filter(({ text }) => text !== "");
  }

  #noteAssumptionLinks(names: PartNames): void {
    const counts = new Map<string, { count: number; path: string }>();
    listOf(this.#model.assumptionLinks).forEach((link, index) => {
      const id = names.find(objectOf(link).assumptionId) ?? "";
      const before = counts.get(id) ?? { count: 0, path: `/assumptionLinks/${index}` };
      counts.set(id, { ...before, count: before.count + 1 });
    });
    for (const [id, { count, path }] of counts)
      this.#notes.add(
        "info",
        path,
        `The assumption ${quoted(id)} is linked to ${count} threats or mitigations; the links are not kept.`,
      );
  }

  mitigations(): DraftMitigation[] {
    return this.items("mitigations", MITIGATION).map(({ json, path, values }, index) => {
      const own = ownWordsOf(OwnMitigation, values);
      const externalId = this.#mitigationNames.take(own?.externalId ?? json.id, `mitigation-${index + 1}`, path);
      this.#mitigationNames.alias(json.id, externalId);
      this.#noteTags(json, path);
      const word = textOf(json.status);
      const state =
        (word !== undefined && Object.hasOwn(mitigationStates, word) ? mitigationStates[word] : undefined) ?? "planned";
      if (own !== undefined && own.printed.content === json.content && own.printed.status === word) {
        const { printed: _, ...words } = own;
        return { ...words, externalId };
      }
      const { title, description } = titleAndText(this.#notes.prose(json.content, `${path}/content`));
      const comments = this.#notes.prose(values.Comments, path);
      const texts = [description, comments].filter((text) => text !== "");
      return { externalId, title: title === "" ? "Mitigation" : title, description: texts.join("\n\n"), state };
    });
  }

  /** Threats with their mitigations; call `mitigations` first. */
  threats(): DraftThreat[] {
    const items = this.items("threats", THREAT);
    const owns = items.map(({ values }) => ownWordsOf(OwnThreat, values));
    const ids = items.map(({ json, path }, index) => {
      const externalId = this.#threatNames.take(owns[index]?.externalId ?? json.id, `threat-${index + 1}`, path);
      this.#threatNames.alias(json.id, externalId);
      return externalId;
    });
    const links = this.#links();
    return items.map((item, index) => {
      const own = owns[index];
      const externalId = ids[index] ?? "";
      const linked = links.get(externalId) ?? new Set<string>();
      const { statement, status, priority } = visibleOf(item);
      const isSame = own?.printed.statement === statement && own.printed.status === status;
      if (own !== undefined && isSame && own.printed.priority === priority) {
        const { printed: _, ...words } = own;
        const kept = words.mitigations.filter((id) => linked.has(id));
        return { ...words, externalId, mitigations: [...new Set([...kept, ...linked])] };
      }
      return { ...this.#threat(item), externalId, mitigations: [...linked] };
    });
  }

  #links(): Map<string, Set<string>> {
    const links = new Map<string, Set<string>>();
    listOf(this.#model.mitigationLinks).forEach((value, index) => {
      const link = objectOf(value);
      const mitigation = this.#mitigationNames.find(link.mitigationId);
      const threat = this.#threatNames.find(link.linkedId);
      const path = `/mitigationLinks/${index}`;
      if (mitigation === undefined || threat === undefined)
        this.#notes.add(
          "warning",
          path,
          "This link leads to or from something that the file does not hold; it is not kept.",
        );
      else links.set(threat, (links.get(threat) ?? new Set<string>()).add(mitigation));
    });
    return links;
  }

  #threat(item: Item): Omit<DraftThreat, "externalId" | "mitigations"> {
    const { json, path, values, pathOf } = item;
    const notes = this.#notes;
    const grammar = this.#grammar(json, path);
    const statement = notes.prose(json.statement, `${path}/statement`);
    const comments = notes.prose(values.Comments, pathOf("Comments"));
    const said = grammar === null || grammar.action === "" ? titleAndText(statement).title : sentence(grammar.action);
    const { status, priority } = visibleOf(item);
    const letters = textsOf(values.STRIDE);
    const state = Object.hasOwn(threatStates, status) ? threatStates[status] : undefined;
    return {
      title: said === "" ? "Threat" : titleAndText(said).title,
      description: [statement, comments].filter((text) => text !== "").join("\n\n"),
      targets: [],
      stride: strideNames.filter((name) => letters.includes(strideLetters[name])),
      linddun: [],
      severity: severityOf(priority) ?? null,
      likelihood: null,
      impact: null,
      ...(state ?? { state: "accepted", stateReason: "" }),
      grammar,
      references: this.#noteTags(json, path),
      score: null,
    };
  }

  #grammar(json: JsonObject, path: string): ThreatGrammar | null {
    const part = (key: string) => this.#notes.line(json[key], `${path}/${key}`, 1000);
    const grammar = {
      source: part("threatSource"),
      prerequisites: part("prerequisites"),
      action: part("threatAction"),
      impact: part("threatImpact"),
      asset: this.#notes.line(textsOf(json.impactedAssets).join(", "), `${path}/impactedAssets`, 1000),
    };
    return Object.values(grammar).every((text) => text === "") ? null : grammar;
  }

  /** The ids of catalogues in the tags; notes the tags without one. */
  #noteTags(json: JsonObject, path: string): string[] {
    const tags = textsOf(json.tags);
    const plain = tags.filter((tag) => referencesIn(tag).length === 0);
    if (plain.length > 0)
      this.#notes.add("info", `${path}/tags`, `These tags are not kept: ${quoted(plain.join(", "))}.`);
    return referencesIn(tags.join(" "));
  }
}

/** Whether metadata is that of the assumption that carries the model's own words. */
export function isOwnCarrier(values: JsonObject): boolean {
  return typeof values[ownKey] === "string" && values[ownKey].startsWith('{"model":');
}

function visibleOf({ json, values }: Item): { statement: string; status: string; priority: string } {
  return {
    statement: textOf(json.statement) ?? "",
    status: textOf(json.status) ?? "",
    priority: textOf(values.Priority) ?? "",
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
