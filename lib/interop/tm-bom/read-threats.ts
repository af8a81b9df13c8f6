import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import type { DraftMitigation, DraftSeverity, DraftThreat } from "../threat-model/draft.ts";
import { ModelIds, PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import { severityOf } from "../threat-model/threat-words.ts";
import { type Item, itemsOf } from "../threat-model/items-of.ts";

type Rated = Pick<DraftThreat, "likelihood" | "impact" | "severity">;

const likelihoods = ["rare", "unlikely", "possible", "likely", "certain"];
const impacts = ["negligible", "minor", "moderate", "major", "severe"];
const severities: readonly (DraftSeverity | null)[] = [null, "low", "medium", "high", "critical"];
const THREAT = new Set(
  "symbolic_name title description components_affected threat_persona event sources attack_mechanisms weaknesses".split(
    " ",
  ),
);
const CONTROL = new Set(["symbolic_name", "title", "description", "threats", "status", "trust_boundary"]);

const states: Readonly<Record<string, DraftMitigation["state"]>> = {
  assumed: "in_place",
  active: "in_place",
  suggested: "planned",
  under_review: "planned",
  approved: "planned",
  scheduled: "in_progress",
  retired: "rejected",
  wont_do: "rejected",
};

/** Threats and mitigations of a TM-BOM model; `find` gives the external id of a part by its name. */
export function readThreats(
  model: JsonObject,
  find: (name: JsonValue) => string | undefined,
  notes: Notes,
): { threats: DraftThreat[]; mitigations: DraftMitigation[] } {
  const threatNames = new PartNames(new ModelIds(notes));
  const items = itemsOf(model, "threats", notes);
  const ids = items.map(({ json, path }, index) => threatNames.take(json.symbolic_name, `threat-${index + 1}`, path));
  const personas = new Map(
    itemsOf(model, "threat_personas", notes).map(({ json, path }) => {
      const title = textOf(json.title) ?? "";
      notes.add("info", path, `Of the persona ${quoted(title)} only the name is kept, as the source of threats.`);
      return [textOf(json.symbolic_name) ?? "", title] as const;
    }),
  );
  const { mitigations, of } = readControls(model, threatNames, notes);
  const rated = readRisks(model, threatNames, notes);
  const threats = items.map(({ json, path }, index): DraftThreat => {
    const externalId = ids[index] ?? "";
    notes.rest(json, path, THREAT);
    const title = notes.line(json.title, `${path}/title`);
    return {
      externalId,
      title: title === "" ? "Threat" : title,
      description: notes.prose(json.description, `${path}/description`),
      targets: targetsOf({ json, path }, find, notes),
      stride: [],
      linddun: [],
      ...(rated.get(externalId) ?? { likelihood: null, impact: null, severity: null }),
      state: "accepted",
      stateReason: "",
      mitigations: [...(of.get(externalId) ?? [])],
      grammar: grammarOf({ json, path }, personas, notes),
      references: referencesOf(json),
      score: null,
    };
  });
  return { threats, mitigations };
}

function targetsOf({ json, path }: Item, find: (name: JsonValue) => string | undefined, notes: Notes): string[] {
  const targets: string[] = [];
  listOf(json.components_affected).forEach((name, index) => {
    const id = find(name);
    if (id !== undefined) targets.push(id);
    else
      notes.add(
        "warning",
        `${path}/components_affected/${index}`,
        "The file holds no such component; the threat is kept without it.",
      );
  });
  return [...new Set(targets)];
}

function grammarOf({ json, path }: Item, personas: ReadonlyMap<string, string>, notes: Notes): DraftThreat["grammar"] {
  const persona = textOf(json.threat_persona) ?? "";
  const sources = textsOf(json.sources).map((each) => each.replaceAll("_", " "));
  const named = personas.get(persona) ?? persona;
  const source =
    named === "" ? sources.join(", ") : `${named}${sources.length === 0 ? "" : ` (${sources.join(", ")})`}`;
  const grammar = {
    source: notes.line(source, `${path}/threat_persona`, 1000),
    prerequisites: "",
    action: notes.line(json.event, `${path}/event`, 1000),
    impact: "",
    asset: "",
  };
  return grammar.source === "" && grammar.action === "" ? null : grammar;
}

function referencesOf(json: JsonObject): string[] {
  const ids = (list: JsonValue | undefined, key: string, prefix: string) =>
    listOf(list)
      .map((each) => objectOf(each)[key])
      .filter((id) => typeof id === "number")
      .map((id) => `${prefix}-${id}`);
  return [...new Set([...ids(json.weaknesses, "cwe_id", "CWE"), ...ids(json.attack_mechanisms, "capec_id", "CAPEC")])];
}

/** Controls as mitigations, and those of each threat. */
function readControls(
  model: JsonObject,
  threatNames: PartNames,
  notes: Notes,
): { mitigations: DraftMitigation[]; of: Map<string, Set<string>> } {
  const names = new ModelIds(notes);
  const of = new Map<string, Set<string>>();
  const mitigations = itemsOf(model, "controls", notes).map(({ json, path }, index): DraftMitigation => {
    notes.rest(json, path, CONTROL);
    if (json.trust_boundary !== undefined)
      notes.add("info", `${path}/trust_boundary`, "The boundary that this control stands at is not kept.");
    const externalId = names.take(json.symbolic_name, `control-${index + 1}`, path);
    listOf(json.threats).forEach((name, at) => {
      const threat = threatNames.find(name);
      if (threat === undefined)
        notes.add("warning", `${path}/threats/${at}`, "The file holds no such threat; the control is kept without it.");
      else of.set(threat, (of.get(threat) ?? new Set<string>()).add(externalId));
    });
    const word = textOf(json.status) ?? "";
    const title = notes.line(json.title, `${path}/title`);
    return {
      externalId,
      title: title === "" ? "Control" : title,
      description: notes.prose(json.description, `${path}/description`),
      state: (Object.hasOwn(states, word) ? states[word] : undefined) ?? "planned",
    };
  });
  return { mitigations, of };
}

/** Likelihood, impact and severity of each threat: the highest of its risks. */
function readRisks(model: JsonObject, threatNames: PartNames, notes: Notes): Map<string, Rated> {
  const rated = new Map<string, Rated>();
  for (const { json, path } of itemsOf(model, "risks", notes)) {
    const title = quoted(textOf(json.title) ?? "");
    notes.add("info", path, `Of the risk ${title} only likelihood, impact and level are kept, with its threats.`);
    const likelihood = likelihoods.indexOf(textOf(json.likelihood) ?? "") + 1;
    const impact = impacts.indexOf(textOf(json.impact) ?? "") + 1;
    const severity = severityOf(textOf(json.level) ?? "") ?? null;
    listOf(json.threats).forEach((name, at) => {
      const threat = threatNames.find(name);
      if (threat === undefined) {
        notes.add("warning", `${path}/threats/${at}`, "The file holds no such threat; the risk is read without it.");
        return;
      }
      const before = rated.get(threat) ?? { likelihood: null, impact: null, severity: null };
      const higher = (a: number | null, b: number) => (Math.max(a ?? 0, b) === 0 ? null : Math.max(a ?? 0, b));
      const rank = Math.max(severities.indexOf(before.severity), severities.indexOf(severity));
      rated.set(threat, {
        likelihood: higher(before.likelihood, likelihood),
        impact: higher(before.impact, impact),
        severity: severities[rank] ?? null,
      });
    });
  }
  return rated;
}
