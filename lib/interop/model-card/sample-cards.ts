/** Small cards for tests, written for this project. */
export const fullCard = `---
# a comment
license: [apache-2.0, other]
license_name: house-rules
license_link: LICENSE
language:
  - en
  - no
pipeline_tag: text-generation
library_name: transformers
tags: [agents, 3.10, on]
datasets: acme/letters
metrics: [accuracy, f1]
base_model: [acme/base-7b]
base_model_relation: quantized
new_version: acme/letter-writer-2
co2_eq_emissions:
  emissions: 12.5
  source: code carbon
model-index:
  - name: acme/letter-writer
    results:
      - task: { type: text-generation, name: Text generation }
        dataset: { type: acme/letters, name: Letters, config: en, split: test, revision: 5503434, args: { date: 20220120 } }
        metrics:
          - { type: accuracy, value: 0.9, name: Accuracy, verified: true, verifyToken: abc }
          - { type: f1, value: [1, { low: 0.1 }] }
        source: { name: Board, url: "https://example.org/board" }
widget:
  - text: "<script>alert(1)</script>"
inference: false
thumbnail:
---

Preamble.

# Model Card for **Letter Writer**

Writes letters.

- **Developed by:** Acme ([site](https://acme.example))
- **Repository:** https://git.example/acme/letters.
- **Paper [optional]:** [More Information Needed]

## Uses

<!-- guidance
# not a heading
-->

### Direct Use

Answering customers' letters.

\`\`\`python
# not a heading either
\`\`\`

### Out-of-Scope Use

Medical advice.

## Bias, Risks, and Limitations

<details>
<summary>Click to expand</summary>

It invents facts. <script>alert(1)</script>

</details>

Contact
=======

ai@acme.example
`;
