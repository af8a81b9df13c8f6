import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";
import { documentsOf, licenceOf, makerOf, referenceOf, setStated, sha256Of, sharedParts } from "./read-shared.ts";

const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ["library", "library"],
  ["framework", "framework"],
  ["application", "tool"],
]);

const FRAMEWORKS = /^(?:py)?torch$|^tensorflow$|^keras$|^jax$|^transformers$|^scikit-learn$|^langchain$|^onnxruntime$/i;
const VECTOR_STORES = /\b(?:faiss|chroma(?:db)?|milvus|qdrant|weaviate|pgvector|pinecone|lancedb|vespa)\b/i;

function categoryOf(component: JsonObject): { value: string; at: string } {
  const name = textOf(component.name) ?? "";
  if (VECTOR_STORES.test(name)) return { value: "vector_store", at: "/name" };
  if (component.type !== "application" && FRAMEWORKS.test(name)) return { value: "framework", at: "/name" };
  const category = typeof component.type === "string" ? CATEGORIES.get(component.type) : undefined;
  return { value: category ?? "other", at: "/type" };
}

/** What a component that is neither model nor data says; its category is guessed from its type and its name. */
export function componentParts(component: JsonObject): Parts {
  const parts = sharedParts(component);
  setPart(parts, "facts.category", { ...categoryOf(component), isDerived: true });
  setPart(parts, "facts.release", { value: component.version, at: "/version" });
  setPart(parts, "facts.purl", { value: component.purl, at: "/purl" });
  setStated(parts, "facts.digest", sha256Of(component));
  setStated(parts, "facts.licence", licenceOf(component));
  const maker = makerOf(component);
  if (maker?.at !== "/group") setStated(parts, "facts.supplier", maker);
  setStated(parts, "facts.location", referenceOf(component, ["distribution", "vcs", "website"]));
  setStated(parts, "documents", documentsOf(component));
  return parts;
}

/** What an application that the whole BOM describes says of it as an AI system. */
export function systemParts(component: JsonObject): Parts {
  const parts = sharedParts(component);
  setStated(parts, "documents", documentsOf(component));
  return parts;
}

/**
 * What a service says. A service becomes a component, not a deployment: a BOM names services because the described thing
 * calls them, and says neither who runs them nor which model runs there. With an address it is a third-party API.
 */
export function serviceParts(service: JsonObject): Parts {
  const parts = sharedParts(service);
  const endpoint = textOf(listOf(service.endpoints)[0]);
  setPart(parts, "facts.category", {
    value: endpoint === undefined ? "service" : "api",
    at: endpoint === undefined ? "" : "/endpoints",
    isDerived: true,
  });
  setPart(parts, "facts.release", { value: service.version, at: "/version" });
  setStated(parts, "facts.licence", licenceOf(service));
  setStated(parts, "facts.supplier", makerOf(service));
  setPart(parts, "facts.location", { value: endpoint, at: "/endpoints/0" });
  setStated(parts, "documents", documentsOf(service));
  return parts;
}

/** What a service printed here from a deployment says. */
export function deploymentParts(service: JsonObject): Parts {
  const parts = sharedParts(service);
  setPart(parts, "facts.endpoint", { value: textOf(listOf(service.endpoints)[0]), at: "/endpoints/0" });
  setStated(parts, "documents", documentsOf(service));
  return parts;
}

/** What an organization says as a supplier; undefined without a name. */
export function vendorParts(organization: JsonObject): Parts | undefined {
  const name = textOf(organization.name);
  if (name === undefined) return undefined;
  const parts: Parts = new Map();
  setPart(parts, "name", { value: name, at: "/name" });
  setPart(parts, "facts.website", { value: textsOf(organization.url ?? null)[0], at: "/url/0" });
  const { name: person, email, phone } = objectOf(listOf(organization.contact)[0]);
  const contact = textsOf([person ?? null, email ?? null, phone ?? null]).join(", ");
  setPart(parts, "facts.contact", { value: contact, at: "/contact/0" });
  setPart(parts, "facts.country", { value: objectOf(organization.address).country, at: "/address/country" });
  return parts;
}
