type Names = Readonly<Record<string, string>>;

/** OWASP Top 10 for LLM Applications, 2025 edition. */
export const owaspLlm2025: Names = {
  LLM01: "Prompt Injection",
  LLM02: "Sensitive Information Disclosure",
  LLM03: "Supply Chain",
  LLM04: "Data and Model Poisoning",
  LLM05: "Improper Output Handling",
  LLM06: "Excessive Agency",
  LLM07: "System Prompt Leakage",
  LLM08: "Vector and Embedding Weaknesses",
  LLM09: "Misinformation",
  LLM10: "Unbounded Consumption",
};

/** OWASP Top 10 for LLM Applications, 2026 edition, in which the numbers mean other things than in 2025. */
export const owaspLlm2026: Names = {
  LLM01: "Prompt Injection",
  LLM02: "Sensitive Information Disclosure",
  LLM03: "Excessive Agency",
  LLM04: "Supply Chain",
  LLM05: "Data and Model Poisoning",
  LLM06: "Unbounded Consumption",
  LLM07: "Misinformation",
  LLM08: "Hidden Context Exposure",
  LLM09: "Vector and Embedding Weaknesses",
  LLM10: "Improper Output Handling",
};

/** OWASP Machine Learning Security Top 10, 2023 (draft). */
export const owaspMl2023: Names = {
  ML01: "Input Manipulation Attack",
  ML02: "Data Poisoning Attack",
  ML03: "Model Inversion Attack",
  ML04: "Membership Inference Attack",
  ML05: "Model Theft",
  ML06: "AI Supply Chain Attacks",
  ML07: "Transfer Learning Attack",
  ML08: "Model Skewing",
  ML09: "Output Integrity Attack",
  ML10: "Model Poisoning",
};

/** OWASP Top 10 for Agentic Applications, 2026. */
export const owaspAgentic2026: Names = {
  ASI01: "Agent Goal Hijack",
  ASI02: "Tool Misuse & Exploitation",
  ASI03: "Identity & Privilege Abuse",
  ASI04: "Agentic Supply Chain Vulnerabilities",
  ASI05: "Unexpected Code Execution (RCE)",
  ASI06: "Memory & Context Poisoning",
  ASI07: "Insecure Inter-Agent Communication",
  ASI08: "Cascading Failures",
  ASI09: "Human-Agent Trust Exploitation",
  ASI10: "Rogue Agents",
};

/** The risks of NIST AI 600-1 in the order of the document, which gives them no numbers: the numbers are ours. */
export const nistAi6001: Names = {
  "1": "CBRN Information or Capabilities",
  "2": "Confabulation",
  "3": "Dangerous, Violent, or Hateful Content",
  "4": "Data Privacy",
  "5": "Environmental Impacts",
  "6": "Harmful Bias or Homogenization",
  "7": "Human-AI Configuration",
  "8": "Information Integrity",
  "9": "Information Security",
  "10": "Intellectual Property",
  "11": "Obscene, Degrading, and/or Abusive Content",
  "12": "Value Chain and Component Integration",
};
