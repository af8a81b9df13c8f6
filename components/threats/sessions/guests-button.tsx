import { Button, Popover } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { admitGuest, closeLink, openLink } from "@/lib/threats/sessions/api.ts";
import type { SessionDto } from "@/lib/threats/sessions/schema.ts";
import type { Act } from "./use-session.ts";

const LINK_HOURS = 4;

function Link({ session, act }: { session: SessionDto; act: Act }) {
  const [url, setUrl] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    try {
      setUrl((await openLink(session.id, LINK_HOURS)).url);
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <div className="mk-join">
      <p className="mk-3">
        A guest sees and changes this diagram, nothing of the inventory, and is out when the session ends. You let each
        one in by name.
      </p>
      {url === null ? null : (
        <p className="mk-join-link">
          <code>{url}</code>
          <CopyButton value={url} what="join link" />
        </p>
      )}
      <div className="mk-row">
        <Button size="xs" variant="default" onClick={() => void make()}>
          {session.link === null ? "Make a join link" : "Make a new link"}
        </Button>
        {session.link === null ? null : (
          <>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => {
                setUrl(null);
                void act(() => closeLink(session.id));
              }}
            >
              Withdraw it
            </Button>
            <span className="mk-3">
              ends <RelativeTime at={session.link.expiresAt} />
            </span>
          </>
        )}
      </div>
    </div>
  );
}

/** Invited people: the link, who waits at the door, who is in. */
export function GuestsButton({ session, act }: { session: SessionDto; act: Act }) {
  const waiting = session.guests.filter(({ state }) => state === "waiting");
  const inside = session.guests.filter(({ state }) => state === "admitted");
  return (
    <Popover position="top-end" width={360} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant={waiting.length > 0 ? "filled" : "default"}
          leftSection={<IconUserPlus aria-hidden />}
        >
          {waiting.length > 0 ? `${waiting.length} at the door` : "Guests"}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <section className="mk-session-popover" aria-label="Guests">
          <h3>Guests</h3>
          {waiting.length + inside.length === 0 ? null : (
            <ul>
              {waiting.map(({ id, name }) => (
                <li key={id}>
                  <b>{name}</b> waits
                  <Button size="compact-xs" onClick={() => void act(() => admitGuest(session.id, id, true))}>
                    Let in
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => void act(() => admitGuest(session.id, id, false))}
                  >
                    Refuse
                  </Button>
                </li>
              ))}
              {inside.map(({ id, name }) => (
                <li key={id}>
                  <b>{name}</b> is in
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => void act(() => admitGuest(session.id, id, false))}
                  >
                    Send out
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <Link session={session} act={act} />
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}
