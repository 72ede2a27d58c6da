/** One answer as it is read back; `change` is where it can be given anew. */
export type ShownAnswer = { sign: string; name: string; answer: string; change?: string };

/** Answers, one a line. */
export function AnswerList({
  answers,
  changeWord = "",
}: {
  answers: readonly ShownAnswer[];
  changeWord?: string;
}) {
  return (
    <dl className="divide-y">
      {answers.map(({ sign, name, answer, change }) => (
        <div key={sign} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 py-2">
          <dt className="text-14 text-muted">{name}</dt>
          <dd className="row-start-2">{answer}</dd>
          {change === undefined ? null : (
            <dd className="row-span-2 row-start-1 self-center">
              <a href={change} className="link inline-flex min-h-11 items-center">
                {changeWord}
                <span className="sr-only"> {name}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
