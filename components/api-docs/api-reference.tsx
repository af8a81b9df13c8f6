import "./api-reference.css";
import Link from "next/link";
import type { ReferenceField, ReferenceGroup, ReferenceOperation } from "@/lib/http/api-reference.ts";

const nouns: Record<string, string> = {
  api_key: "API keys",
  audit: "Audit trail",
  me: "You",
  key: "API keys",
  user: "People",
};

const groupTitle = (name: string): string => {
  const words = nouns[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  return words;
};

function Fields({ title, fields }: { title: string; fields: readonly ReferenceField[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="mk-api-table">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Where</th>
            <th scope="col">Type</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={`${field.where} ${field.name}`}>
              <th scope="row">
                <code>{field.name}</code>
              </th>
              <td>
                {field.where}
                {field.where !== "answer" && field.required ? ", required" : ""}
              </td>
              <td>{field.type}</td>
              <td>{field.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Operation({ operation }: { operation: ReferenceOperation }) {
  return (
    <details className="mk-api-operation" id={operation.id}>
      <summary>
        <span className="mk-api-method" data-method={operation.method}>
          {operation.method}
        </span>
        <code>{operation.path}</code>
        <span className="mk-api-summary">{operation.summary}</span>
      </summary>
      <p>
        Needs <code>{operation.permission}</code>
        {operation.byKey ? "; an API key can have it." : "; not open to API keys."}
      </p>
      <Fields title="Send" fields={operation.fields} />
      <Fields title="Get back" fields={operation.answer} />
    </details>
  );
}

/** The API reference: every operation with what it takes and gives. Plain server-rendered HTML; works without a network. */
export function ApiReference({ groups }: { groups: readonly ReferenceGroup[] }) {
  return (
    <main className="mk-api" id="main">
      <header>
        <p>
          <Link href="/overview">Modelkeep</Link>
        </p>
        <h1>API reference</h1>
        <p>
          Everything the interface does, over HTTP. Send an API key as <code>Authorization: Bearer mk_…</code> and JSON
          bodies as <code>application/json</code>. Errors are <code>application/problem+json</code> with{" "}
          <code>code</code>, <code>requestId</code> and the fields that were wrong. The same as a file for tools:{" "}
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
        </p>
        <nav aria-label="Groups">
          {groups.map(({ name }) => (
            <a key={name} href={`#group-${name}`}>
              {groupTitle(name)}
            </a>
          ))}
        </nav>
      </header>
      {groups.map(({ name, operations }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>{groupTitle(name)}</h2>
          {operations.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </section>
      ))}
    </main>
  );
}
