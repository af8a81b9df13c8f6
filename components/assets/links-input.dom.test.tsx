import { act, useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { LinkInput, NodeDto } from "@/lib/inventory/assets/schema.ts";
import { LinksInput, statedBy } from "./links-input.tsx";

vi.setConfig({ testTimeout: 20_000 });

afterEach(async () => {
  await unmountAll();
  vi.unstubAllGlobals();
});

const node = (id: string, name: string): NodeDto => ({
  type: "model",
  id: `00000000-0000-7000-8000-00000000000${id}`,
  slug: name.toLowerCase(),
  name,
  detail: "predictive",
  sensitivity: "internal",
  state: "active",
  owner: null,
});
const fraud = node("1", "Fraud");
const churn = node("2", "Churn");

function Form({ start, errors = {} }: { start: LinkInput[]; errors?: Record<string, string> }) {
  const [links, setLinks] = useState(start);
  return (
    <>
      <LinksInput
        owner="system"
        links={links}
        nodes={new Map([fraud, churn].map((each) => [each.id, each]))}
        errors={errors}
        onAdd={(link) => setLinks([...links, link])}
        onRemove={(link) => setLinks(links.filter((each) => each !== link))}
      />
      <output>{JSON.stringify(links.map(({ relation, id }) => [relation, id.slice(-1)]))}</output>
    </>
  );
}

const madeOf = ({ type, id }: NodeDto): LinkInput => ({ relation: "made_of", type, id });

it("names each link in words and takes it away again", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Response.json({ items: [] })),
  );
  const page = await render(<Form start={[madeOf(fraud), madeOf(churn)]} />);
  expect([...page.querySelectorAll("li")].map((each) => each.textContent)).toEqual(["Made of Fraud", "Made of Churn"]);
  await click(page.querySelector('[aria-label="Remove: made of Fraud"]'));
  expect(page.querySelector("output")?.textContent).toBe('[["made_of","2"]]');
});

it("shows the server's error beside the link that it speaks of", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Response.json({ items: [] })),
  );
  const errors = { "links.1.id": "There is no such model." };
  const page = await render(<Form start={[madeOf(fraud), madeOf(churn)]} errors={errors} />);
  expect(page.querySelectorAll("li[data-wrong]")).toHaveLength(1);
  expect(page.querySelector("li[data-wrong]")?.textContent).toContain("Churn – There is no such model.");
});

it("asks only for things that the link may point at, and adds what is chosen, but nothing twice", async () => {
  const asked = vi.fn(async (_address: string) => Response.json({ items: [fraud, churn] }));
  vi.stubGlobal("fetch", asked);
  const page = await render(<Form start={[madeOf(fraud)]} />);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  const address = new URL(asked.mock.calls[0]?.[0] ?? "", "http://localhost");
  expect(address.searchParams.getAll("type")).toEqual(["model", "model_version", "component", "system"]);
  await click(page.querySelector('[aria-label="Thing to link"]'));
  const options = () => [...document.querySelectorAll('[role="option"]')];
  await act(async () =>
    vi.waitFor(() => expect(options().some((each) => each.textContent?.includes("Churn"))).toBe(true)),
  );
  expect(options().some((each) => each.textContent?.includes("Fraud"))).toBe(false);
  await click(options().find((each) => each.textContent?.includes("Churn")));
  expect(page.querySelector("output")?.textContent).toBe('[["made_of","1"],["made_of","2"]]');
});

it("offers no link that comes by itself", () => {
  expect(statedBy("dataset_version")).not.toContain("release_of");
  expect(statedBy("vendor")).toEqual([]);
});
