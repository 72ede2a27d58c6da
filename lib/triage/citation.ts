import { REASON_CATEGORIES } from "./categories";
import { type Extension, type ReasonCode } from "./protocol";
import { SIGN_RULES } from "./rules";

/** Where a reason comes from, in words: the guide by title and section, or who added the rule. */
export function citation(code: ReasonCode): string {
  const source = SIGN_RULES.find((rule) => rule.code === code)?.source;
  if (source?.kind === "guide") return `“${source.title}”, section “${source.section}”`;
  if (source?.kind === "extension") return extensionWords(source.extension);
  if (code === "X_RISK_BUMP") return extensionWords("X9");
  return REASON_CATEGORIES[code] === "no_report"
    ? "Rule of the follow-up desk about silence; not in the aftercare guide"
    : "Rule of the follow-up desk about its data; not in the aftercare guide";
}

function extensionWords(extension: Extension): string {
  return `Clinic rule ${extension}; not in the aftercare guide`;
}
