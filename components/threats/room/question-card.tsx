import { Button } from "@mantine/core";
import type { NextQuestion } from "@/lib/graph/engine/next-questions.ts";
import type { Answer } from "@/lib/graph/schema.ts";

interface QuestionCardProps {
  question: NextQuestion;
  onAnswer: (question: NextQuestion, answer: Answer) => void;
}

/** The question whose answer settles most. */
export function QuestionCard({ question, onAnswer }: QuestionCardProps) {
  const count = question.settles;
  return (
    <section className="mk-question" aria-label="Question">
      <h4>{question.question}</h4>
      {count > 0 ? (
        <p className="mk-3">The answer settles {count === 1 ? "one suggestion" : `${count} suggestions`}.</p>
      ) : null}
      <div className="mk-row">
        <Button size="xs" variant="default" onClick={() => onAnswer(question, "yes")}>
          Yes
        </Button>
        <Button size="xs" variant="default" onClick={() => onAnswer(question, "no")}>
          No
        </Button>
      </div>
    </section>
  );
}
