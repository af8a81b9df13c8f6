"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Section } from "@/components/ui/section.tsx";

const PROGRAM = "/verify/modelkeep-witness.mjs";

/** A name as the witness takes it: no space, no plus. */
const plainName = (text: string): string => text.trim().replaceAll(/[\s+']+/g, "-") || "witness.example";

interface RunWitnessProps {
  /** The log's verifier key; null before its first checkpoint. */
  vkey: string | null;
  /** The address of this installation, where the program can be fetched. */
  address: string;
}

/** How an auditor or a customer runs our own witness on a machine of theirs: the command lines, ready to copy. */
export function RunWitness({ vkey, address }: RunWitnessProps) {
  const [name, setName] = useState("");
  if (vkey === null) return null;
  const options = `--listen 0.0.0.0:8300 --state ./witness-state --name ${plainName(name)} --log '${vkey}'`;
  return (
    <Section title="Run a witness" note="on a machine that whoever runs this installation does not control">
      <div className="mk-run-witness">
        <p>
          It cosigns a checkpoint only when it can prove that the log still begins with the one it cosigned before. It
          needs Node.js 20, no secret from here, and learns only how many entries there are.
        </p>
        <TextInput
          label="Its name"
          description="A host name is good: it stands in every cosignature."
          placeholder="witness.example"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          spellCheck={false}
        />
        <CodeBlock
          title="With the program from here"
          code={`curl -O ${address}${PROGRAM}\nnode modelkeep-witness.mjs ${options}`}
          wrap
        />
        <CodeBlock title="From a checkout of Modelkeep" code={`npm run witness -- ${options}`} wrap />
        <p>
          At its first start it makes its key and prints it in the line that begins with “witness”. Add that key here,
          with the address at which this installation reaches it. Never restore its state folder from a backup: a
          witness that forgot can be made to sign two histories.
        </p>
      </div>
    </Section>
  );
}
