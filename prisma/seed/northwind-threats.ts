/** What the demonstration's people decided about the threats of the support assistant, by the element's name in the template. */
type Decision = {
  threat: string;
  element: string;
  decision: "accepted" | "not_applicable" | "mitigated";
  reason: string;
  owner: string | null;
  /** From 1 to 5; null while nobody rated it. */
  likelihood: number | null;
  impact: number | null;
  dueInDays: number | null;
  mitigations: readonly { title: string; state: "planned" | "implemented"; controlId: string | null }[];
};

const kiran = "kiran@northwind.example";
const adaeze = "adaeze@northwind.example";

/** The threat model of the demonstration: a system drawn from the template of a retrieval assistant, and looked at once. */
export const northwindThreatModel = {
  name: "Support assistant",
  description:
    "Questions of customers in the app, answered from public pages and the policy wiki, with tools that read cases and block cards. The training of the language model is the supplier's and is not looked at.",
  template: "rag_assistant",
  model: "Support assistant",
  tags: ["customer service"],
} as const;

export const northwindThreats: readonly Decision[] = [
  {
    threat: "AIT-057",
    element: "Orchestrator",
    decision: "accepted",
    reason: "",
    owner: kiran,
    likelihood: 4,
    impact: 4,
    dueInDays: 21,
    mitigations: [
      { title: "Retrieved text is marked as data and never as instruction", state: "implemented", controlId: null },
      { title: "Tool calls after foreign content need the customer's confirmation", state: "planned", controlId: null },
    ],
  },
  {
    threat: "AIT-062",
    element: "Vector index",
    decision: "accepted",
    reason: "",
    owner: adaeze,
    likelihood: 3,
    impact: 4,
    dueInDays: 14,
    mitigations: [{ title: "Product pages are taken from the signed release only", state: "planned", controlId: null }],
  },
  {
    threat: "AIT-063",
    element: "Vector index",
    decision: "not_applicable",
    reason:
      "Everything in the index is public or readable by all staff; customers' cases are read by a tool with their own rights.",
    owner: null,
    likelihood: null,
    impact: null,
    dueInDays: null,
    mitigations: [],
  },
  {
    threat: "AIT-067",
    element: "Tool runner",
    decision: "mitigated",
    reason: "Blocking a card can be undone for 24 hours, and nothing else writes.",
    owner: kiran,
    likelihood: 2,
    impact: 3,
    dueInDays: null,
    mitigations: [{ title: "A blocked card can be unblocked within 24 hours", state: "implemented", controlId: null }],
  },
  {
    threat: "AIT-050",
    element: "Orchestrator",
    decision: "accepted",
    reason: "",
    owner: adaeze,
    likelihood: 3,
    impact: 5,
    dueInDays: -3,
    mitigations: [
      { title: "Answers pass a filter for account numbers and names", state: "implemented", controlId: null },
    ],
  },
];
