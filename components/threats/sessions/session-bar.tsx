import "./session.css";
import { Button, Switch } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { memo, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { endSession, steerSession } from "@/lib/threats/sessions/api.ts";
import type { SessionDto } from "@/lib/threats/sessions/schema.ts";
import { Clock } from "./clock.tsx";
import { GuestsButton } from "./guests-button.tsx";
import { NotesButton } from "./notes-button.tsx";
import type { Act } from "./use-session.ts";
import { VoteButton } from "./vote-button.tsx";

interface SessionBarProps {
  session: SessionDto;
  act: Act;
  /** What a vote would be about now: the selected threat or suggestion; null when nothing is chosen. */
  subject: { title: string; threatId: string | null; about: string } | null;
}

function Agenda({ session, act }: { session: SessionDto; act: Act }) {
  const { id, agenda, step, abilities } = session;
  return (
    <ol className="mk-agenda" aria-label="Agenda">
      {agenda.map(({ title, minutes }, index) => {
        const state = index < step ? "done" : index === step ? "now" : "later";
        const label = `${title}, ${minutes} min`;
        return (
          <li key={`${index} ${title}`} data-state={state} {...(state === "now" ? { "aria-current": "step" } : {})}>
            {abilities.steer ? (
              <button type="button" onClick={() => void act(() => steerSession({ id, step: index }))} title={label}>
                <span aria-hidden>{index + 1}</span> {title}
              </button>
            ) : (
              <span title={label}>
                <span aria-hidden>{index + 1}</span> {title}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The bar of a running session: where the agenda is, how much time is left, and what one can do. */
export const SessionBar = memo(function SessionBar({ session, act, subject }: SessionBarProps) {
  const [ending, setEnding] = useState(false);
  const { id, abilities } = session;
  const paused = session.pausedAt !== null;
  return (
    <div className="mk-session-bar" role="region" aria-label={`Session: ${session.title}`}>
      <Agenda session={session} act={act} />
      <Clock session={session} />
      <div className="mk-session-actions">
        {abilities.steer ? (
          <Button
            size="xs"
            variant="default"
            leftSection={paused ? <IconPlayerPlay aria-hidden /> : <IconPlayerPause aria-hidden />}
            onClick={() => void act(() => steerSession({ id, paused: !paused }))}
          >
            {paused ? "Go on" : "Pause"}
          </Button>
        ) : null}
        <VoteButton session={session} act={act} subject={subject} />
        <NotesButton session={session} act={act} />
        {abilities.steer ? (
          <>
            <GuestsButton session={session} act={act} />
            <Switch
              size="xs"
              label="Lead the view"
              checked={session.leads}
              onChange={(event) => {
                const leads = event.currentTarget.checked;
                void act(() => steerSession({ id, leads }));
              }}
            />
            <Button size="xs" variant="default" onClick={() => setEnding(true)}>
              End session
            </Button>
            <ConfirmDialog
              opened={ending}
              onClose={() => setEnding(false)}
              title="End this session?"
              confirmLabel="End session"
              onConfirm={async () => {
                if (await act(() => endSession(id))) setEnding(false);
              }}
            >
              The summary is kept with the threat model. The join link stops working and guests are out.
            </ConfirmDialog>
          </>
        ) : (
          <span className="mk-3">{session.facilitator.name} facilitates</span>
        )}
      </div>
    </div>
  );
});
