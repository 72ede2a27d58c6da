import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { describedBy, FieldError, hintId } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { QUESTIONS, type Question } from "@/lib/check-in/questions";
import type { FormState } from "@/lib/forms/form-state";

export type CheckInFieldsProps = {
  /** The signs that are asked; an extension that is off is not. */
  asked: readonly Question["sign"][];
  /** The last answer to each sign, in words: "2 · Like a sunburn, 8:12 AM". */
  last: Readonly<Partial<Record<Question["sign"], string>>>;
  errors: FormState["errors"];
  values: FormState["values"];
  /** "Tell them to call 911 now." Appears by itself as soon as an answer calls for it. */
  emergencyText: string;
};

/** The questions of a check-in, red flags first. One field per sign, and none has a default. */
export function CheckInFields(props: CheckInFieldsProps) {
  const questions = QUESTIONS.filter(({ sign }) => props.asked.includes(sign));
  return (
    <div className="grid gap-6">
      <FieldError id="answers" error={props.errors.answers} />
      <Part
        heading="Red flags"
        note="Ask these first, all of them."
        questions={questions.filter(({ redFlag }) => redFlag)}
        {...props}
      />
      <Part
        heading="Every other sign"
        note="Leave open what was not asked; nothing counts as “none” by itself."
        questions={questions.filter(({ redFlag }) => !redFlag)}
        {...props}
      />
    </div>
  );
}

function Part({
  heading,
  note,
  questions,
  ...props
}: CheckInFieldsProps & { heading: string; note: string; questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <section className="grid gap-4">
      <div>
        <h3 className="font-semibold">{heading}</h3>
        <p className="text-12 text-muted">{note}</p>
      </div>
      {questions.map((question) => (
        <div key={question.sign} className="grid gap-2">
          <QuestionField question={question} {...props} />
          {question.sign === "eye" ? (
            <div className="when-emergency">
              <Alert tone="danger" title={props.emergencyText} live={false} />
            </div>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function QuestionField({
  question,
  last,
  errors,
  values,
}: CheckInFieldsProps & { question: Question }) {
  const { sign, label } = question;
  const before = last[sign];
  const legend = (
    <>
      <span className="font-semibold">{label}.</span>{" "}
      <span className="font-normal">{question.question}</span>
      {before === undefined ? null : (
        <span className="ml-2 inline-block max-w-full align-text-bottom [&>span]:rounded-card [&>span]:whitespace-normal">
          <Badge>last: {before}</Badge>
        </span>
      )}
    </>
  );
  if (question.kind === "number") {
    const error = errors[sign];
    return (
      <div className="grid gap-1.5">
        <label htmlFor={sign}>{legend}</label>
        <span className="flex items-center gap-2">
          <Input
            id={sign}
            name={sign}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={values[sign]?.[0]}
            className="max-w-24"
            {...describedBy(sign, true, error)}
          />
          <span id={hintId(sign)} className="text-muted">
            {question.unit}, {question.from} to {question.to}
          </span>
        </span>
        <FieldError id={sign} error={error} />
      </div>
    );
  }
  const shared = { id: sign, name: sign, legend, error: errors[sign], value: values[sign]?.[0] };
  if (question.kind === "scale") {
    const { from, to, low, high } = question;
    return (
      <Segmented
        {...shared}
        columns={11}
        hint={`${from} = ${low}, ${to} = ${high}`}
        segments={Array.from({ length: to - from + 1 }, (_, step) => ({
          value: String(from + step),
          label: from + step,
        }))}
      />
    );
  }
  return (
    <Segmented
      {...shared}
      columns={question.choices.length === 4 ? 4 : 3}
      beside={question.choices.length === 3}
      segments={question.choices.map(({ value, label: words }) => ({
        value,
        label: /^\d$/.test(value) ? (
          <>
            <span className="text-muted tabular-nums">{value}</span> {words}
          </>
        ) : (
          words
        ),
      }))}
    />
  );
}
