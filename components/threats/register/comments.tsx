"use client";

import { Button, MultiSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Avatar } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { ownerChoicesQuery } from "@/lib/inventory/api.ts";
import { commentThreat } from "@/lib/threats/register/api.ts";
import type { ThreatDto } from "@/lib/threats/register/schema.ts";
import { useThreatSaved } from "./use-threat.ts";

type Person = { id: string; name: string };

/** The people whose names stand behind an @ in a text. */
function mentionedIn(body: string, people: readonly Person[]): string[] {
  return people.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id);
}

function Writing({ threat }: { threat: ThreatDto }) {
  const saved = useThreatSaved();
  const people = useQuery(ownerChoicesQuery());
  const [body, setBody] = useState("");
  const [told, setTold] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const choices = people.data?.items ?? [];
  const send = async () => {
    setBusy(true);
    try {
      const mentions = [...new Set([...told, ...mentionedIn(body, choices)])];
      saved(await commentThreat({ id: threat.id, body, mentions }));
      setBody("");
      setTold([]);
    } catch (error) {
      toastProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="mk-comment-new">
      <Textarea
        label="Comment"
        description="Write @ and a name to tell somebody, or choose people below."
        autosize
        minRows={2}
        maxLength={5000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <MultiSelect
        label="Tell"
        placeholder={told.length === 0 ? "Nobody in particular" : ""}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        value={told}
        onChange={setTold}
        searchable
      />
      <div>
        <Button variant="default" loading={busy} disabled={body.trim() === ""} onClick={() => void send()}>
          Add comment
        </Button>
      </div>
    </div>
  );
}

/** What people said about a threat, oldest first. */
export function Comments({ threat }: { threat: ThreatDto }) {
  const { comments } = threat;
  return (
    <Section title="Comments" note={comments.length === 0 ? "None yet" : undefined}>
      <ol className="mk-comments">
        {comments.map(({ id, author, body, mentions, createdAt }) => (
          <li key={id}>
            <p className="mk-comment-head">
              <Avatar name={author} /> <strong>{author}</strong> <RelativeTime at={createdAt} />
            </p>
            <p className="mk-comment-body">{body}</p>
            {mentions.length === 0 ? null : <p className="mk-3">Told: {mentions.map(({ name }) => name).join(", ")}</p>}
          </li>
        ))}
      </ol>
      {threat.abilities.comment ? <Writing threat={threat} /> : null}
    </Section>
  );
}
