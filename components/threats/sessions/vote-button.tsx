import { Button, Popover, SegmentedControl } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { useState } from "react";
import { castVote, openVote, showVote } from "@/lib/threats/sessions/api.ts";
import type { SessionDto, Vote } from "@/lib/threats/sessions/schema.ts";
import type { Act } from "./use-session.ts";

const ratings = ["1", "2", "3", "4", "5"];

function Rating({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <div className="mk-vote-rating">
      <span>{label}</span>
      <SegmentedControl
        size="xs"
        aria-label={`${label}, from 1 to 5`}
        data={ratings}
        value={String(value)}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}

function Ballot({ session, vote, act }: { session: SessionDto; vote: Vote; act: Act }) {
  const [likelihood, setLikelihood] = useState(session.myVote?.likelihood ?? 3);
  const [impact, setImpact] = useState(session.myVote?.impact ?? 3);
  return (
    <>
      <Rating label="Likelihood" value={likelihood} onChange={setLikelihood} />
      <Rating label="Impact" value={impact} onChange={setImpact} />
      <Button
        size="xs"
        onClick={() => void act(() => castVote({ id: session.id, round: vote.round, likelihood, impact }))}
      >
        {session.myVote === null ? "Vote" : "Change my vote"}
      </Button>
      <p className="mk-3">
        {session.voted.length === 0 ? "Nobody has voted yet." : `Voted: ${session.voted.join(", ")}.`} Nobody sees a
        vote until they are shown.
      </p>
    </>
  );
}

function Distribution({ label, vote, of }: { label: string; vote: Vote; of: "likelihood" | "impact" }) {
  const spread = vote[of];
  return (
    <div className="mk-vote-result">
      <h4>
        {label}
        {spread === null ? null : (
          <span className="mk-3">
            {" "}
            median {spread.median}, from {spread.low} to {spread.high}
          </span>
        )}
      </h4>
      <ol>
        {ratings.map((rating) => {
          const names = vote.ballots.filter((ballot) => ballot[of] === Number(rating)).map(({ name }) => name);
          return (
            <li key={rating}>
              <b>{rating}</b>
              <span className="mk-vote-bar" style={{ width: `${names.length * 24}px` }} aria-hidden />
              <span className="mk-3">{names.join(", ")}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface VoteButtonProps {
  session: SessionDto;
  act: Act;
  subject: { title: string; threatId: string | null; about: string } | null;
}

function Result({ vote }: { vote: Vote }) {
  if (vote.ballots.length === 0) return <p className="mk-3">Nobody voted.</p>;
  return (
    <>
      <Distribution label="Likelihood" vote={vote} of="likelihood" />
      <Distribution label="Impact" vote={vote} of="impact" />
    </>
  );
}

/** Silent voting: everybody rates alone, then all see how far apart they are. */
export function VoteButton({ session, act, subject }: VoteButtonProps) {
  const { vote, abilities } = session;
  const open = vote?.state === "open";
  return (
    <Popover position="top-end" width={360} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant={open ? "filled" : "default"} leftSection={<IconChecklist aria-hidden />}>
          {open ? (session.myVote === null ? "Vote now" : `${session.voted.length} voted`) : "Vote"}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <section className="mk-session-popover" aria-label="Vote">
          <h3>{vote === null ? "No vote yet" : vote.subject.title}</h3>
          {vote === null || vote.subject.about === "" ? null : <p className="mk-3">{vote.subject.about}</p>}
          {open && vote !== null && abilities.contribute ? (
            <Ballot key={vote.round} session={session} vote={vote} act={act} />
          ) : null}
          {vote?.state === "shown" ? <Result vote={vote} /> : null}
          {abilities.steer && open ? (
            <Button size="xs" variant="default" onClick={() => void act(() => showVote(session.id))}>
              Show the votes
            </Button>
          ) : null}
          {abilities.steer && !open ? (
            <div>
              {subject === null ? (
                <p className="mk-3">Select an element to vote on its worst threat.</p>
              ) : (
                <Button size="xs" onClick={() => void act(() => openVote({ id: session.id, subject }))}>
                  Vote on “{subject.title}”
                </Button>
              )}
            </div>
          ) : null}
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}
