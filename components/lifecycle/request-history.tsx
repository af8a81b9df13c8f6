import "./lifecycle.css";
import { Digest } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { targetLabels } from "@/lib/lifecycle/rules.ts";
import type { GateRequestDto } from "@/lib/lifecycle/schema.ts";

const states: Readonly<Record<GateRequestDto["state"], readonly [tone: Tone, words: string]>> = {
  open: ["blue", "Waits for a decision"],
  approved: ["green", "Approved"],
  rejected: ["red", "Rejected"],
  withdrawn: ["neutral", "Withdrawn"],
  void: ["amber", "Void"],
  moved: ["green", "Carried out"],
  revoked: ["red", "Revoked"],
};

function Step({ who, what, at, words }: { who: string | null; what: string; at: string; words: string | null }) {
  return (
    <p>
      <strong>{who ?? "A key"}</strong> {what} <RelativeTime at={at} />
      {words === null || words === "" ? null : <>: “{words}”</>}
    </p>
  );
}

const endVerbs: Partial<Record<GateRequestDto["state"], string>> = {
  withdrawn: "withdrew it",
  revoked: "revoked the approval",
};

function Ending({ request }: { request: GateRequestDto }) {
  const { state, endedBy, endedAt, endReason } = request;
  if (endedAt === null) return null;
  if (state === "void") {
    return (
      <p>
        It became void <RelativeTime at={endedAt} />: {endReason}
      </p>
    );
  }
  return <Step who={endedBy?.name ?? null} what={endVerbs[state] ?? "ended it"} at={endedAt} words={endReason} />;
}

/** Who asked for a gate, who decided with which reason, and what became of it. */
export function RequestLine({ request, withTarget = false }: { request: GateRequestDto; withTarget?: boolean }) {
  const [tone, words] = states[request.state];
  return (
    <li className="mk-request">
      <div className="mk-request-head">
        <StateBadge tone={tone}>{words}</StateBadge>
        {withTarget ? <b>To {targetLabels[request.toStage].toLowerCase()}</b> : null}
      </div>
      <Step who={request.requestedBy?.name ?? null} what="asked for it" at={request.requestedAt} words={request.note} />
      {request.decidedAt === null ? null : (
        <Step
          who={request.decidedBy?.name ?? null}
          what={request.state === "rejected" ? "rejected it" : "approved it"}
          at={request.decidedAt}
          words={request.decisionReason}
        />
      )}
      {request.digest === null ? null : (
        <p className="mk-request-digest">
          As looked at: <Digest value={`sha256:${request.digest}`} />
        </p>
      )}
      {request.movedAt === null ? null : (
        <Step who={request.movedBy?.name ?? null} what="carried it out" at={request.movedAt} words={null} />
      )}
      <Ending request={request} />
    </li>
  );
}
