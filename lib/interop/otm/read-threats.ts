import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { pointerStep } from "../origin.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import type { DraftMitigation, DraftMitigationState, DraftThreat, DraftThreatState } from "../threat-model/draft.ts";
import { ModelIds, PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import { linddunOf, referencesIn, severityFrom, strideOf } from "../threat-model/threat-words.ts";
import { levelFrom, mitigationStateOf, mitigationWords, threatStateOf, threatWords } from "./otm-words.ts";
import { OwnMitigation, OwnThreat, ownWordsOf } from "./own-words.ts";
import { itemsOf } from "../threat-model/items-of.ts";
import { noteAttributes, type Threatened } from "./read-parts.ts";

const THREAT = new Set(["id", "name", "description", "categories", "cwes", "risk", "tags", "attributes"]);
const MITIGATION = new Set(["id", "name", "description", "riskReduction", "attributes"]);
const INSTANCE = new Set(["threat", "state", "mitigations"]);
const RISK = new Set(["likelihood", "likelihoodComment", "impact", "impactComment"]);

/** How urgent a state is: of several states of one threat the first is kept. */
const order: readonly DraftThreatState[] = ["accepted", "suggested", "accepted_risk", "mitigated", "not_applicable"];
const mitigationOrder: readonly DraftMitigationState[] = ["planned", "in_progress", "in_place", "rejected"];

type Instances = { targets: string[]; states: DraftThreatState[]; mitigations: Set<string>; path: string };

/** The threats and mitigations of a model. One threat at several components is one threat with several targets. */
export class ThreatReader {
  readonly #notes: Notes;
  readonly #threatNames: PartNames;
  readonly #mitigationNames: PartNames;
  readonly #instances = new Map<string, Instances>();
  readonly #mitigationStates = new Map<string, DraftMitigationState[]>();

  constructor(notes: Notes) {
    this.#notes = notes;
    this.#threatNames = new PartNames(new ModelIds(notes));
    this.#mitigationNames = new PartNames(new ModelIds(notes));
  }

  read(
    model: JsonObject,
    threatened: readonly Threatened[],
    parts: ReadonlySet<string>,
  ): { threats: DraftThreat[]; mitigations: DraftMitigation[] } {
    const mitigations = itemsOf(model, "mitigations", this.#notes).map((part, index) => ({
      ...part,
      externalId: this.#mitigationNames.take(part.json.id, `mitigation-${index + 1}`, part.path),
    }));
    const threats = itemsOf(model, "threats", this.#notes).map((part, index) => ({
      ...part,
      externalId: this.#threatNames.take(part.json.id, `threat-${index + 1}`, part.path),
    }));
    for (const { externalId, threats: list, path } of threatened)
      list.forEach((value, index) => this.#instance(value, path + pointerStep(index), externalId));
    return {
      threats: threats.map((part) => this.#threat(part, parts)),
      mitigations: mitigations.map((part) => this.#mitigation(part)),
    };
  }

  #instance(value: JsonValue, path: string, target: string): void {
    if (value === null) return;
    const notes = this.#notes;
    const json = objectOf(value);
    notes.rest(json, path, INSTANCE);
    const id = this.#threatNames.find(json.threat);
    if (id === undefined) {
      const named = quoted(textOf(json.threat) ?? "");
      notes.add("warning", path, `The threat ${named} is not in the file's list of threats; it is not kept.`);
      return;
    }
    const word = textOf(json.state) ?? "";
    const state = threatStateOf(word);
    if (state === undefined)
      notes.add("info", `${path}/state`, `The state ${quoted(word)} is none that is known; it is taken as exposed.`);
    const all: Instances = this.#instances.get(id) ?? { targets: [], states: [], mitigations: new Set(), path };
    this.#instances.set(id, all);
    all.targets.push(target);
    all.states.push(state ?? "accepted");
    listOf(json.mitigations).forEach((each, index) => {
      const mitigation = this.#mitigationAt(each, `${path}/mitigations${pointerStep(index)}`);
      if (mitigation !== undefined) all.mitigations.add(mitigation);
    });
  }

  #mitigationAt(value: JsonValue, path: string): string | undefined {
    if (value === null) return undefined;
    const json = objectOf(value);
    const id = this.#mitigationNames.find(json.mitigation);
    if (id === undefined) {
      const named = quoted(textOf(json.mitigation) ?? "");
      this.#notes.add("warning", path, `The mitigation ${named} is not in the file's list; it is not kept.`);
      return undefined;
    }
    const word = textOf(json.state) ?? "";
    const state = mitigationStateOf(word);
    if (state === undefined)
      this.#notes.add(
        "info",
        `${path}/state`,
        `The state ${quoted(word)} is none that is known; it is taken as planned.`,
      );
    const states = this.#mitigationStates.get(id) ?? [];
    states.push(state ?? "planned");
    this.#mitigationStates.set(id, states);
    return id;
  }

  #threat({ json, path, externalId }: Named, parts: ReadonlySet<string>): DraftThreat {
    const notes = this.#notes;
    notes.rest(json, path, THREAT);
    noteAttributes({ json, path }, notes);
    const own = ownWordsOf(OwnThreat, json.attributes);
    const found = this.#instances.get(externalId);
    const title = notes.line(json.name, `${path}/name`);
    const targets = new Set(found?.targets);
    const elsewhere = new Set((own?.targets ?? []).filter((id) => targets.has(id) || parts.has(id)));
    const references = referencesIn([...textsOf(json.cwes), ...textsOf(json.tags)].join(" "));
    const isSame = own !== undefined && [...own.references].sort().join() === [...references].sort().join();
    this.#noteTags(json, path);
    return {
      externalId,
      title: title === "" ? "Threat" : title,
      description: this.#description(json, path),
      targets: [...new Set([...elsewhere, ...targets])],
      ...this.#categories(json, path),
      ...this.#risk(json, path, own),
      ...this.#state(found, own),
      mitigations: found === undefined ? (own?.mitigations ?? []) : [...found.mitigations],
      grammar: own?.grammar ?? null,
      references: isSame ? own.references : references,
      score: own?.score ?? null,
    };
  }

  #description(json: JsonObject, path: string): string {
    const { likelihoodComment, impactComment } = objectOf(json.risk);
    const texts = [
      textOf(json.description),
      ...(textOf(likelihoodComment) === undefined ? [] : [`Likelihood: ${String(textOf(likelihoodComment))}`]),
      ...(textOf(impactComment) === undefined ? [] : [`Impact: ${String(textOf(impactComment))}`]),
    ];
    return this.#notes.prose(texts.filter((text) => text !== undefined).join("\n\n"), `${path}/description`);
  }

  #noteTags(json: JsonObject, path: string): void {
    const plain = [...textsOf(json.cwes), ...textsOf(json.tags)].filter((tag) => referencesIn(tag).length === 0);
    if (plain.length > 0)
      this.#notes.add("info", `${path}/tags`, `These tags are not kept: ${quoted(plain.join(", "))}.`);
  }

  #categories(json: JsonObject, path: string): Pick<DraftThreat, "stride" | "linddun"> {
    const words = textsOf(json.categories);
    const stride = words.map(strideOf).filter((name) => name !== undefined);
    const others = words.filter((word) => strideOf(word) === undefined);
    const linddun = others.map(linddunOf).filter((name) => name !== undefined);
    for (const word of others.filter((each) => linddunOf(each) === undefined))
      this.#notes.add(
        "info",
        `${path}/categories`,
        `The category ${quoted(word)} is neither of STRIDE nor of LINDDUN; it is not kept.`,
      );
    return { stride: [...new Set(stride)], linddun: [...new Set(linddun)] };
  }

  #risk(
    json: JsonObject,
    path: string,
    own: OwnThreat | undefined,
  ): Pick<DraftThreat, "likelihood" | "impact" | "severity"> {
    const risk = objectOf(json.risk);
    this.#notes.rest(risk, `${path}/risk`, RISK);
    const read = (key: "likelihood" | "impact"): number | null => {
      const figure = risk[key];
      if (own !== undefined && (own[key] === null ? figure === 0 || figure === null : figure === own[key] * 20))
        return own[key];
      if (typeof figure !== "number") return null;
      const level = levelFrom(figure);
      if (level * 20 !== figure)
        this.#notes.add("info", `${path}/risk/${key}`, `A ${key} of ${figure} of 100 becomes ${level} of 5.`);
      return level;
    };
    const likelihood = read("likelihood");
    const impact = read("impact");
    const isSame = own !== undefined && own.likelihood === likelihood && own.impact === impact;
    if (isSame) return { likelihood, impact, severity: own.severity };
    return {
      likelihood,
      impact,
      severity: likelihood === null || impact === null ? null : severityFrom(likelihood, impact),
    };
  }

  #state(found: Instances | undefined, own: OwnThreat | undefined): Pick<DraftThreat, "state" | "stateReason"> {
    if (found === undefined) return { state: own?.state ?? "accepted", stateReason: own?.stateReason ?? "" };
    const [first] = found.states;
    const state = order.find((each) => found.states.includes(each)) ?? "accepted";
    if (found.states.some((each) => each !== first))
      this.#notes.add(
        "info",
        found.path,
        `This threat has different states at different parts; ${quoted(threatWords[state])} is kept.`,
      );
    if (own !== undefined && threatWords[own.state] === threatWords[state])
      return { state: own.state, stateReason: own.stateReason };
    const reason = state === "accepted_risk" ? "Stated as accepted in the imported file." : "";
    return {
      state,
      stateReason: state === "not_applicable" ? "Stated as not applicable in the imported file." : reason,
    };
  }

  #mitigation({ json, path, externalId }: Named): DraftMitigation {
    const notes = this.#notes;
    notes.rest(json, path, MITIGATION);
    noteAttributes({ json, path }, notes);
    if (typeof json.riskReduction === "number" && json.riskReduction !== 0)
      notes.add("info", `${path}/riskReduction`, `A risk reduction of ${json.riskReduction} of 100 is not kept.`);
    const states = this.#mitigationStates.get(externalId) ?? [];
    const own = ownWordsOf(OwnMitigation, json.attributes);
    const state = mitigationOrder.find((each) => states.includes(each)) ?? own?.state ?? "planned";
    if (states.some((each) => each !== state))
      notes.add(
        "info",
        path,
        `This mitigation has different states at different parts; ${quoted(mitigationWords[state])} is kept.`,
      );
    const title = notes.line(json.name, `${path}/name`);
    return {
      externalId,
      title: title === "" ? "Mitigation" : title,
      description: notes.prose(json.description, `${path}/description`),
      state,
    };
  }
}

type Named = { json: JsonObject; path: string; externalId: string };
