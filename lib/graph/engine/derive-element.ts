import type { PredicateId } from "../../knowledge/predicates.ts";
import type { ElementKind } from "../kinds.ts";
import type { ReachName } from "./reaches.ts";
import { absent, firstOf, isKind, joinedTo, linked, no, ofKind, reached, through, type Show } from "./show.ts";
import {
  authentication,
  bypass,
  feedback,
  foreignModel,
  foreignTools,
  internetEgress,
  internetExposed,
  parsing,
  publicInput,
  sharedExternally,
  sharedWriting,
  untrustedContent,
} from "./show-exposure.ts";

const MODEL_KINDS = ["prompt", "agent", "rag_store"] as const;

/** Only for what works with models while they run; what fills a store does not read from it. */
const running =
  (show: Show): Show =>
  (seen) =>
    isKind(seen, "dataset", "feature_pipeline", "training_pipeline", "actor", "ci_cd", "store") ? null : show(seen);

const sourceKinds: ElementKind[] = ["dataset", "feature_pipeline", "training_pipeline", "rag_store", "ci_cd"];
const dataFrom =
  (name: ReachName, word: string): Show =>
  (seen) =>
    sourceKinds.includes(seen.element.kind) ? reached(seen, name, word) : null;

/** What the drawing shows about an element; a predicate that is not here can only be known or asked. */
export const shownOfElement: Readonly<Partial<Record<PredicateId, Show>>> = {
  "node.public_input": publicInput,
  "node.internet_exposed": internetExposed,
  "node.internet_egress": internetEgress,
  "node.auth_required_false": authentication,
  "node.third_party_data": dataFrom("foreign", "Data comes from"),
  "node.public_source": dataFrom("foreign", "Data comes from"),
  "node.user_writable_index": (seen) =>
    isKind(seen, "rag_store") ? reached(seen, "content", "Content comes from") : null,
  "node.reads_untrusted_content": untrustedContent,
  "node.parses_untrusted_files": parsing,
  "node.user_feedback_training": feedback,
  "node.personal_data": through("personal", "Data about people flows in from"),
  "node.special_category_data": through("special", "Especially protected data flows in from"),
  "node.sensitive": through("confidential", "Confidential data flows in from"),
  "node.shared_externally": sharedExternally,
  "node.shared_write_access": sharedWriting,
  "node.human_labelled": (seen) =>
    isKind(seen, "human_reviewer")
      ? joinedTo("Labels for", "outOf", "dataset", "feature_pipeline")(seen)
      : isKind(seen, "dataset", "feature_pipeline")
        ? joinedTo("Labels come from", "into", "human_reviewer")(seen)
        : null,
  "node.no_promotion_approval": (seen) => {
    const link = linked(seen, "into", "human_reviewer");
    return link === undefined ? null : no(`${link.peer.name} approves`, [link.peer.id, link.flow.id]);
  },
  "node.no_telemetry": (seen) => {
    const link = isKind(seen, "logs")
      ? linked(seen, "into", "inference_endpoint", "agent")
      : linked(seen, "outOf", "logs");
    return link === undefined ? null : no(`Recorded: ${link.peer.name}`, [link.flow.id, link.peer.id]);
  },
  "node.uses_pretrained_base": (seen) =>
    isKind(seen, "training_pipeline")
      ? joinedTo("Starts from", "into", "model_artifact", "model_registry", "third_party_model")(seen)
      : null,
  "node.third_party_model": foreignModel,
  "node.third_party_model_api": firstOf(
    ofKind("It is a supplier's model", "third_party_model"),
    joinedTo("Calls", "outOf", "third_party_model"),
    absent("No supplier's model is linked to it"),
  ),
  "node.pay_per_use": firstOf(
    ofKind("A supplier's model is paid by use", "third_party_model"),
    joinedTo("Pays for each call of", "outOf", "third_party_model"),
  ),
  "node.third_party_tools": foreignTools,
  "node.llm": firstOf(
    ofKind("A language model is behind it", "prompt", "agent", "rag_store", "tool"),
    running(joinedTo("Works with", "any", ...MODEL_KINDS)),
  ),
  "node.generative": firstOf(
    ofKind("A language model is behind it", "prompt", "agent", "rag_store"),
    running(joinedTo("Works with", "any", ...MODEL_KINDS)),
  ),
  "node.has_rag": firstOf(
    ofKind("It is a retrieval store", "rag_store"),
    running(joinedTo("Reads from", "any", "rag_store")),
    absent("No retrieval store is linked to it"),
  ),
  "node.agentic": firstOf(
    ofKind("It is an agent", "agent"),
    joinedTo("Works with the agent", "any", "agent"),
    absent("No agent is linked to it"),
  ),
  "node.multi_agent": (seen) =>
    isKind(seen, "agent")
      ? firstOf(joinedTo("Works with the agent", "any", "agent"), absent("No other agent is linked to it"))(seen)
      : absent("It is no agent")(seen),
  "node.has_tools": firstOf(
    ofKind("It is a tool", "tool"),
    joinedTo("Calls", "any", "tool"),
    absent("No tool is linked to it"),
  ),
  "node.write_actions": (seen) => (isKind(seen, "tool") ? joinedTo("Writes to", "outOf", "store")(seen) : null),
  "node.output_to_interpreter": (seen) =>
    isKind(seen, "inference_endpoint", "agent") ? joinedTo("Its output goes to", "outOf", "tool")(seen) : null,
  "node.llm_triage": (seen) =>
    isKind(seen, "logs")
      ? joinedTo("Read by", "outOf", "inference_endpoint", "agent", "third_party_model")(seen)
      : isKind(seen, "agent")
        ? joinedTo("Reads", "into", "logs")(seen)
        : null,
  "node.human_in_loop": firstOf(
    ofKind("It is the reviewer", "human_reviewer"),
    joinedTo("Reviewed by", "any", "human_reviewer"),
  ),
  "node.can_be_bypassed": bypass,
};

/** What an agent or endpoint has because one of its tools has it. */
export const inheritedFromTools: ReadonlySet<PredicateId> = new Set<PredicateId>([
  "node.write_actions",
  "node.irreversible_actions",
  "node.executes_code",
  "node.internet_egress",
]);
