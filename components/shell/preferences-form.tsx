"use client";

import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import type { Preferences } from "@/lib/preferences";

/** Single keys, the height of rows and the morning mail, with the version that is on the screen. */
export function PreferencesForm({
  action,
  stands,
  version,
}: {
  action: FormAction;
  stands: Preferences;
  version: number;
}) {
  const { state, pending, ...kept } = useKeptForm(action);
  const chosen = (name: string, otherwise: string) => state.values[name]?.[0] ?? otherwise;
  return (
    <form {...kept.props} aria-label="How you work" className="grid max-w-md gap-5">
      <input type="hidden" name="version" value={version} />
      <FormMessage message={state.message} />
      <Segmented
        id="shortcuts"
        name="shortcuts"
        legend="Single keys"
        hint="J, K, C and others act at once. Switch them off if you dictate, or press keys by accident. Keys with ⌘ or Ctrl and Esc always work."
        segments={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        columns={2}
        value={chosen("shortcuts", stands.shortcuts ? "on" : "off")}
      />
      <Segmented
        id="density"
        name="density"
        legend="Rows of the list"
        segments={[
          { value: "comfortable", label: "Comfortable" },
          { value: "compact", label: "Compact" },
        ]}
        columns={2}
        value={chosen("density", stands.density)}
      />
      <Segmented
        id="morningMail"
        name="morningMail"
        legend="Morning mail"
        hint="Says that today’s list is ready, with a link and nothing else."
        segments={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        columns={2}
        value={chosen("morningMail", stands.morningMail ? "on" : "off")}
      />
      <Button type="submit" variant="primary" aria-disabled={pending} className="w-fit">
        {pending ? "Saving…" : "Save"}
      </Button>
    </form>
  );
}
