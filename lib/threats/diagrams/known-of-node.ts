import type { NodeFacts } from "../../inventory/queries/node-facts.ts";
import type { PredicateId } from "../../knowledge/predicates.ts";
import { kindRules, modelRules, needRules } from "./known-of-model.ts";
import { personalData, RUNS_CODE, short, suppliersIn, textOf, yesIf, type Known } from "./known.ts";

const PUBLIC_HUBS =
  /(?:^|\.)(?:huggingface\.co|hf\.co|kaggle\.com|commoncrawl\.org|wikipedia\.org|wikimedia\.org|github\.com|zenodo\.org|archive\.org|openml\.org|data\.gov|openstreetmap\.org|common-voice|image-net\.org)$/;
const PEOPLE = /annotat|label?l?er|crowd|people|person|human|by hand|manual|expert|reviewer|team|analyst|clinician/i;

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function datasetRules({ type, facts, from }: NodeFacts): Known[] {
  if (type !== "dataset" && type !== "dataset_version") return [];
  const known: Known[] = [...personalData(facts, "Dataset record: ")];
  const [url, licence, labelling] = [textOf(facts, "sourceUrl"), textOf(facts, "licence"), textOf(facts, "labelling")];
  if (PUBLIC_HUBS.test(hostOf(url))) {
    const words = `Dataset record: source ${hostOf(url)}${licence === "" ? "" : `, licence ${short(licence)}`}`;
    known.push(["node.public_source", "yes", words], ["node.third_party_data", "yes", words]);
  }
  for (const { name } of suppliersIn(from)) {
    known.push(["node.third_party_data", "yes", `Dataset record: supplied by ${name}`]);
  }
  if (PEOPLE.test(labelling))
    known.push(["node.human_labelled", "yes", `Dataset record: labelling, “${short(labelling)}”`]);
  if (type === "dataset_version") {
    const digest = textOf(facts, "digest");
    known.push([
      "node.unversioned",
      yesIf(digest === ""),
      digest === "" ? "Dataset version record: no SHA-256 of the data" : "Dataset version record: SHA-256 of the data",
    ]);
  }
  return known;
}

/** What a deployment says about what answers there. `where` begins the words: "Deployment record: ". */
function exposureRules(facts: Readonly<Record<string, unknown>>, where: string): Known[] {
  const [exposure, authentication] = [textOf(facts, "exposure"), textOf(facts, "authentication")];
  const [environment, rateLimit] = [textOf(facts, "environment"), textOf(facts, "rateLimit")];
  const known: Known[] = [];
  if (exposure === "public" || exposure === "internal") {
    known.push(["node.internet_exposed", yesIf(exposure === "public"), `${where}exposure ${exposure}`]);
  }
  if (exposure === "public" && authentication === "none") {
    known.push(["node.public_input", "yes", `${where}exposure public, authentication none`]);
  }
  if (authentication !== "" && authentication !== "unknown") {
    const words = `${where}authentication ${authentication.replaceAll("_", " ")}`;
    known.push(["node.auth_required_false", yesIf(authentication === "none"), words]);
    if (authentication === "api_key") known.push(["node.weak_sign_in", "yes", words]);
  }
  const limit = rateLimit === "" ? `${where}no rate limit` : `${where}rate limit ${short(rateLimit)}`;
  if (exposure !== "") known.push(["node.no_rate_limit", yesIf(rateLimit === ""), limit]);
  if (environment === "edge") known.push(["node.on_device", "yes", `${where}environment edge`]);
  return known;
}

function deploymentRules({ type, facts, from }: NodeFacts): Known[] {
  if (type !== "deployment") return [];
  const [environment, status] = [textOf(facts, "environment"), textOf(facts, "status")];
  const used = (environment === "production" || environment === "edge") && status !== "planned" && status !== "ended";
  const runs = from.filter(({ relation }) => relation === "runs");
  return [
    ...exposureRules(facts, "Deployment record: "),
    ["node.in_production", yesIf(used && status !== "stopped"), `Deployment record: ${environment}, ${status}`],
    ...(status === "ended" ? ([["node.retiring", "yes", "Deployment record: ended"]] satisfies Known[]) : []),
    ...runs.flatMap(({ name, kind, tasks }) => kindRules({ kind, tasks }, `Runs ${name}: `)),
  ];
}

const CATEGORY_SAYS: Readonly<Record<string, PredicateId>> = {
  vector_store: "node.has_rag",
  tool: "node.has_tools",
  prompt: "node.llm",
};

function componentRules({ type, facts, from }: NodeFacts): Known[] {
  if (type !== "component") return [];
  const category = textOf(facts, "category");
  const supplier = suppliersIn(from)[0]?.name ?? textOf(facts, "supplier");
  const says = CATEGORY_SAYS[category];
  const known: Known[] =
    says === undefined ? [] : [[says, "yes", `Component record: ${category.replaceAll("_", " ")}`]];
  const words = `Component record: ${category.replaceAll("_", " ")} of ${supplier}`;
  if (supplier !== "") {
    if (category === "api")
      known.push(["node.third_party_model_api", "yes", words], ["node.pay_per_use", "yes", words]);
    if (category === "tool") known.push(["node.third_party_tools", "yes", words]);
    if (category === "base_model") known.push(["node.third_party_model", "yes", words]);
    if (category === "library" || category === "framework") known.push(["node.third_party_packages", "yes", words]);
  }
  const file = textOf(facts, "location");
  if (RUNS_CODE.test(file)) known.push(["node.loads_serialized_code", "yes", `Component record: ${short(file)}`]);
  if (category === "base_model" || category === "tool") {
    if (textOf(facts, "digest") !== "")
      known.push(["node.pulls_by_name", "no", "Component record: SHA-256 of its file"]);
    else if (textOf(facts, "release") === "" || /latest|main|master/i.test(textOf(facts, "release"))) {
      known.push(["node.pulls_by_name", "yes", "Component record: neither a fixed release nor a SHA-256"]);
    }
  }
  return known;
}

const NOBODY = /^(?:none|nobody|no one|no people|n\/a|-)\b/i;

function systemRules({ type, facts }: NodeFacts): Known[] {
  if (type !== "system") return [];
  const [status, affected] = [textOf(facts, "status"), textOf(facts, "usersAffected").trim()];
  const used: Known = [
    "node.in_production",
    yesIf(status === "in_use"),
    `System record: ${status.replaceAll("_", " ")}`,
  ];
  return [
    ...(status === "" ? [] : [used]),
    ...(status === "ended" ? ([["node.retiring", "yes", "System record: ended"]] satisfies Known[]) : []),
    ...(affected === "" || NOBODY.test(affected)
      ? []
      : ([["node.affects_individuals", "yes", `System record: affects “${short(affected)}”`]] satisfies Known[])),
  ];
}

/** Elements that answer requests: what is known of where a thing runs holds for them. */
const ANSWERS: ReadonlySet<string> = new Set(["inference_endpoint", "agent", "process", "third_party_model"]);

function runsInRules({ type, into }: NodeFacts, elementKind: string): Known[] {
  if (type === "deployment" || !ANSWERS.has(elementKind)) return [];
  return into
    .filter((one) => one.type === "deployment" && (one.relation === "runs" || one.relation === "serves"))
    .filter(({ facts }) => facts["status"] !== "ended" && facts["status"] !== "planned")
    .flatMap(({ name, facts }) => exposureRules(facts, `Runs in ${name}: `).filter(([, value]) => value === "yes"));
}

function servedByRules({ type, from }: NodeFacts, elementKind: string): Known[] {
  if (type !== "system" || !ANSWERS.has(elementKind)) return [];
  return from
    .filter(({ relation, facts }) => relation === "serves" && facts["status"] !== "ended")
    .flatMap(({ name, facts }) => exposureRules(facts, `Served by ${name}: `).filter(([, value]) => value === "yes"));
}

function vendorRules({ type, name }: NodeFacts, elementKind: string): Known[] {
  if (type !== "vendor" || elementKind !== "third_party_model") return [];
  return [["node.third_party_model_api", "yes", `Vendor record: ${name}`]];
}

/**
 * Everything that the inventory says about a thing that an element stands for, each with where it says so. Several statements about
 * one question may come, also contrary ones.
 */
export function knownFrom(node: NodeFacts, elementKind: string): Known[] {
  return [
    ...datasetRules(node),
    ...modelRules(node),
    ...needRules(node),
    ...deploymentRules(node),
    ...componentRules(node),
    ...systemRules(node),
    ...runsInRules(node, elementKind),
    ...servedByRules(node, elementKind),
    ...vendorRules(node, elementKind),
  ];
}
