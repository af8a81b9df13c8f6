import "./api-reference.css";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ReferenceField, ReferenceGroup, ReferenceOperation } from "@/lib/http/api-reference.ts";

const nouns: Record<string, string> = {
  api_key: "API keys",
  audit: "Audit trail",
  me: "You",
  key: "API keys",
  user: "People",
};

/** The heading of a group of operations. */
export const groupTitle = (name: string): string => {
  const words = nouns[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  return words;
};

function Fields({ title, fields }: { title: string; fields: readonly ReferenceField[] }) {
  if (fields.length === 0) return null;
  const areSent = fields.some(({ where }) => where !== "answer");
  return (
    <div className="mk-api-table">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {areSent ? <th scope="col">Where</th> : null}
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
              {areSent ? (
                <td>
                  {field.where}
                  {field.required ? ", required" : ""}
                </td>
              ) : null}
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
    <section className="mk-api-operation" id={operation.id} aria-labelledby={`title-${operation.id}`}>
      <h2 id={`title-${operation.id}`}>
        <span className="mk-api-method" data-method={operation.method}>
          {operation.method}
        </span>
        <code>{operation.path}</code>
      </h2>
      <p>{operation.summary}</p>
      <p>
        Needs <code>{operation.permission}</code>
        {operation.byKey ? "; an API key can have it." : "; not open to API keys."}
      </p>
      <Fields title="Send" fields={operation.fields} />
      <Fields title="Get back" fields={operation.answer} />
    </section>
  );
}

/** The frame of every page of the reference: the way back, the heading, what is said about it. */
function ReferenceFrame({
  heading,
  back,
  lead,
  children,
}: {
  heading: string;
  back: { href: string; label: string };
  lead: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="mk-api" id="main">
      <header>
        <p>
          <Link href={back.href}>{back.label}</Link>
        </p>
        <h1>{heading}</h1>
        <p>{lead}</p>
      </header>
      {children}
    </main>
  );
}

const pageOf = (group: string): string => `/api-docs/${group}`;

/** The start of the API reference: every operation in a line, by group. Plain server-rendered HTML; works without a network. */
export function ApiContents({ groups }: { groups: readonly ReferenceGroup[] }) {
  return (
    <ReferenceFrame
      heading="API reference"
      back={{ href: "/overview", label: "Modelkeep" }}
      lead={
        <>
          Everything the interface does, over HTTP. Send an API key as <code>Authorization: Bearer mk_…</code> and JSON
          bodies as <code>application/json</code>. Errors are <code>application/problem+json</code> with{" "}
          <code>code</code>, <code>requestId</code> and the fields that were wrong. The same as a file for tools:{" "}
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
        </>
      }
    >
      <nav aria-label="Groups">
        {groups.map(({ name }) => (
          <a key={name} href={`#group-${name}`}>
            {groupTitle(name)}
          </a>
        ))}
      </nav>
      {groups.map(({ name, operations }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>
            <Link href={pageOf(name)} prefetch={false}>
              {groupTitle(name)}
            </Link>
          </h2>
          <ul className="mk-api-contents">
            {operations.map(({ id, method, path, summary }) => (
              <li key={id}>
                <span className="mk-api-method" data-method={method}>
                  {method}
                </span>
                <a href={`${pageOf(name)}#${id}`}>
                  <code>{path}</code>
                </a>
                <span className="mk-api-summary">{summary}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </ReferenceFrame>
  );
}

/** One group of operations, each with what it takes and gives. */
export function ApiGroup({ group }: { group: ReferenceGroup }) {
  const { length } = group.operations;
  return (
    <ReferenceFrame
      heading={groupTitle(group.name)}
      back={{ href: "/api-docs", label: "API reference" }}
      lead={length === 1 ? "One operation." : `${length} operations.`}
    >
      {group.operations.map((operation) => (
        <Operation key={operation.id} operation={operation} />
      ))}
    </ReferenceFrame>
  );
}
