import { Alert } from "@/components/ui/alert";
import { CONTROL } from "@/components/ui/input";
import type { PatientQuestion } from "@/lib/check-in/patient-questions";
import { filled, PATIENT_WORDS, type PatientWords } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { PostForm, WideButton } from "./post-form";

type Props = {
  question: PatientQuestion;
  language: Language;
  /** What was answered before; never a default. */
  given: string | null;
  step: { n: number; all: number };
  to: string;
  fields: Readonly<Record<string, string>>;
  back: string;
  problem: boolean;
};

/** One question and its answers, each a button: one touch answers, keeps the answer and goes on. */
export function QuestionStep({
  question,
  language,
  given,
  step,
  to,
  fields,
  back,
  problem,
}: Props) {
  const words = PATIENT_WORDS[language];
  const { text, hint } = question.wording[language];
  const sent = { ...fields, sign: question.sign };
  return (
    <>
      <div className="grid gap-2">
        <p className="flex items-center justify-between gap-4 text-14 text-muted">
          <a href={back} className="link inline-flex min-h-11 items-center">
            ← {words.back}
          </a>
          {filled(words.step, step)}
        </p>
        <h1 id="question" className="text-22 font-semibold">
          {text}
        </h1>
        {hint ? <p id="hint">{hint}</p> : null}
      </div>
      {problem ? <Alert tone="danger" title={words.temperatureWrong} /> : null}
      <PostForm to={to} language={language} fields={sent} className="grid gap-3">
        <Answers question={question} language={language} given={given} words={words} />
      </PostForm>
      {isSkippable(question) ? (
        <PostForm to={to} language={language} fields={sent}>
          <WideButton variant="quiet" name="skip" value="yes" className="underline">
            {question.kind === "temperature" ? words.noThermometer : words.skip}
          </WideButton>
        </PostForm>
      ) : null}
    </>
  );
}

/** "Not sure" is an answer of its own; only a question without it can be passed over. */
function isSkippable(question: PatientQuestion): boolean {
  return question.kind !== "choice" || question.choices.every(({ value }) => value !== "unsure");
}

function Answers({
  question,
  language,
  given,
  words,
}: Pick<Props, "question" | "language" | "given"> & { words: PatientWords }) {
  if (question.kind === "temperature") {
    return (
      <>
        <input
          name="answer"
          required
          defaultValue={given ?? ""}
          inputMode="decimal"
          pattern="[0-9]{2,3}([.,][0-9])?"
          aria-labelledby="question"
          aria-describedby="hint"
          className={`${CONTROL} h-12 max-sm:h-12`}
        />
        <WideButton variant="primary">{words.next}</WideButton>
      </>
    );
  }
  if (question.kind === "scale") {
    const values = Array.from({ length: question.to - question.from + 1 }, (_, n) =>
      String(question.from + n),
    );
    return (
      <>
        <p className="flex justify-between gap-4 text-14 text-muted">
          <span>{question.low[language]}</span>
          <span>{question.high[language]}</span>
        </p>
        <div role="group" aria-labelledby="question" className="grid grid-cols-4 gap-2">
          {values.map((value) => (
            <AnswerButton key={value} value={value} given={given} words={words} />
          ))}
        </div>
      </>
    );
  }
  return (
    <div role="group" aria-labelledby="question" className="grid gap-3">
      {question.choices.map(({ value, label }) => (
        <AnswerButton key={value} value={value} given={given} words={words}>
          {label[language]}
        </AnswerButton>
      ))}
    </div>
  );
}

function AnswerButton({
  value,
  given,
  words,
  children = value,
}: {
  value: string;
  given: string | null;
  words: PatientWords;
  children?: string;
}) {
  const chosen = given === value;
  return (
    <WideButton name="answer" value={value} className={chosen ? "border-2 border-primary" : ""}>
      {children}
      {chosen ? <span className="text-14 font-normal">({words.yourAnswer})</span> : null}
    </WideButton>
  );
}
