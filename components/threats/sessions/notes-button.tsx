import { Button, Checkbox, Popover, SegmentedControl, TextInput } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { useState } from "react";
import { addNote, closeNote } from "@/lib/threats/sessions/api.ts";
import type { SessionDto } from "@/lib/threats/sessions/schema.ts";
import type { Act } from "./use-session.ts";

const kinds = [
  { value: "parking", label: "For later" },
  { value: "decision", label: "Decision" },
] as const;

function NewNote({ session, act }: { session: SessionDto; act: Act }) {
  const [kind, setKind] = useState<"parking" | "decision">("parking");
  const [body, setBody] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = body.trim();
        if (text === "") return;
        void act(() => addNote({ id: session.id, kind, body: text })).then((done) => (done ? setBody("") : undefined));
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label="What it is"
        data={[...kinds]}
        value={kind}
        onChange={(value) => setKind(value === "decision" ? "decision" : "parking")}
      />
      <div className="mk-row">
        <TextInput
          aria-label="Note"
          placeholder={kind === "parking" ? "What to come back to" : "What was decided"}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" size="xs" disabled={body.trim() === ""}>
          Add
        </Button>
      </div>
    </form>
  );
}

/** What is for later, and what was decided. */
export function NotesButton({ session, act }: { session: SessionDto; act: Act }) {
  const open = session.notes.filter(({ kind, done }) => kind === "parking" && !done).length;
  return (
    <Popover position="top-end" width={380} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconNote aria-hidden />}>
          Notes{open === 0 ? "" : ` (${open})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <section className="mk-session-popover" aria-label="Notes">
          <h3>Parking lot and decisions</h3>
          {session.notes.length === 0 ? <p className="mk-3">Nothing was noted yet.</p> : null}
          <ul>
            {session.notes.map(({ id, kind, body, author, done }) => (
              <li key={id}>
                {kind === "parking" && session.abilities.contribute ? (
                  <Checkbox
                    size="xs"
                    label={body}
                    checked={done}
                    onChange={(event) => {
                      const checked = event.currentTarget.checked;
                      void act(() => closeNote(session.id, id, checked));
                    }}
                  />
                ) : (
                  <span>
                    <b>{kind === "decision" ? "Decided: " : ""}</b>
                    {body}
                  </span>
                )}
                <span className="mk-3">{author}</span>
              </li>
            ))}
          </ul>
          {session.abilities.contribute ? <NewNote session={session} act={act} /> : null}
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}
