import { CodeBlock } from "@/components/ui/code-block.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import "./frozen-help.css";

const COMMANDS = `npm run admin -- log status
npm run admin -- log verify
npm run admin -- log recover`;

/** Why nothing is sealed any more, and what an operator does about it. */
export function FrozenHelp({ reason, waiting }: { reason: string; waiting: number }) {
  const entries = `${waiting.toLocaleString("en")} ${waiting === 1 ? "entry waits" : "entries wait"}`;
  return (
    <section id="stopped" className="mk-frozen" aria-label="Sealing has stopped">
      <Notice tone="red" title="Sealing has stopped">
        {reason} Nothing is lost: {entries} in the database and can be read here. Signing goes on only after somebody
        has found out what is true, because a log that signs two histories is worth nothing.
      </Notice>
      <p>
        On the machine that runs Modelkeep an operator looks first, then brings back the entries that the database has
        lost from the static files. Where they are lost for good, a new log begins with an entry that names this one.
      </p>
      <CodeBlock title="For an operator, on the server" code={COMMANDS} />
    </section>
  );
}
