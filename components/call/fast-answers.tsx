"use client";

import { type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { normalAnswer } from "@/lib/check-in/normal-answer";
import { QUESTIONS, type Question } from "@/lib/check-in/questions";

/**
 * Two answers that are given on most calls, each in one stroke: who spoke, and that every sign was
 * asked and is normal. The second answers what is still open and nothing else, says how much that
 * was, and is taken back by pressing it again. Needs scripts, and isn't there without them.
 */
export function FastAnswers({
  form,
  asked,
  shortcuts,
}: {
  form: RefObject<HTMLFormElement | null>;
  asked: readonly Question["sign"][];
  shortcuts: boolean;
}) {
  const [given, setGiven] = useState<readonly string[]>([]);
  const [said, setSaid] = useState("");

  const verified = () => {
    const speaker = form.current?.querySelector<HTMLSelectElement>("select[name=speaker]");
    const matched = radioOf(form.current, "identityVerified", "yes");
    if (!speaker || !matched) return;
    speaker.value = "patient";
    matched.checked = true;
    tell(matched);
  };

  const allNormal = () => {
    const questions = QUESTIONS.filter(({ sign }) => asked.includes(sign));
    if (given.length > 0) {
      const taken = questions.filter((question) => given.includes(question.sign));
      const radios = taken.map((question) => normalRadio(form.current, question));
      for (const radio of radios) if (radio) radio.checked = false;
      setGiven([]);
      setSaid("Taken back: these questions are open again.");
      tell(form.current);
      return;
    }
    const open = questions.filter(({ sign }) => !isAnswered(form.current, sign));
    const answered = open.filter((question) => {
      const radio = normalRadio(form.current, question);
      if (radio) radio.checked = true;
      return radio !== null;
    });
    const left = open.filter((question) => !answered.includes(question));
    setGiven(answered.map(({ sign }) => sign));
    setSaid(wordsFor(answered.length, left));
    tell(form.current);
  };

  return (
    <div className="only-scripts grid gap-1">
      <div className="flex flex-wrap gap-2">
        <Button data-key="v" onClick={verified} className="max-sm:w-full">
          Patient spoke, both identifiers matched {shortcuts ? <Kbd>V</Kbd> : null}
        </Button>
        <Button
          data-key="n"
          aria-pressed={given.length > 0}
          onClick={allNormal}
          className="max-sm:w-full aria-pressed:border-primary aria-pressed:bg-selected"
        >
          {given.length > 0 ? "Take “all normal” back" : "Every sign asked, all normal"}{" "}
          {shortcuts ? <Kbd>N</Kbd> : null}
        </Button>
      </div>
      <output className="block min-h-4 text-12 text-muted">{said}</output>
    </div>
  );
}

function wordsFor(answered: number, left: readonly Question[]): string {
  if (answered === 0) return "Every question has an answer already; none was changed.";
  const open = left.map(({ label }) => label.toLowerCase()).join(", ");
  const stays = open === "" ? "" : ` Left open: ${open}.`;
  return `${answered} ${answered === 1 ? "question" : "questions"} answered as normal.${stays}`;
}

function normalRadio(form: HTMLFormElement | null, question: Question): HTMLInputElement | null {
  const value = normalAnswer(question);
  return value === null ? null : radioOf(form, question.sign, value);
}

function radioOf(
  form: HTMLFormElement | null,
  name: string,
  value: string,
): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`) ?? null;
}

function isAnswered(form: HTMLFormElement | null, sign: string): boolean {
  const selector = `input[type=radio][name="${sign}"]:checked`;
  const typed = form?.querySelector<HTMLInputElement>(`input[name="${sign}"]:not([type=radio])`);
  return Boolean(form?.querySelector(selector)) || Boolean(typed?.value);
}

/** What is set by script tells nobody by itself. */
function tell(element: HTMLElement | null): void {
  element?.dispatchEvent(new Event("input", { bubbles: true }));
}
