import type { Metadata } from "next";
import Link from "next/link";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { messageChannels } from "@/app/message-channels";
import { ClinicMessagesForm } from "@/components/settings/clinic-messages-form";
import { PageHeader } from "@/components/shell/page-header";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { findMessageSettings } from "@/db/queries/message-settings";
import { publicUrl } from "@/lib/env";
import { CHANNELS, type Channel } from "@/lib/messaging/adapter";
import { type Preview, previewMessages } from "@/lib/messaging/preview";
import { LANGUAGE_WORDS } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { saveClinicMessages } from "./actions";

export const metadata: Metadata = { title: "Messages" };

type Query = Record<string, string | string[] | undefined>;

/** What the clinic writes to its patients and staff, when, by what, and in which words. */
export default async function MessageSettingsPage({
  searchParams,
}: {
  searchParams: Promise<Query>;
}) {
  const actor = await requireStaff();
  const settings = await orForbidden(actor, () => findMessageSettings(actor));
  const { stands, fill, name, version, demonstration } = settings;
  const { saved } = await searchParams;
  const { textNumber } = stands;
  const shown = { ...stands, textNumber: textNumber === null ? null : displayPhone(textNumber) };
  return (
    <div className="grid max-w-3xl gap-4">
      <PageHeader
        title="Messages"
        subtitle="What the clinic writes, when, and in which words."
        actions={
          <Link href="/settings" prefetch={false} className="link">
            ← Settings
          </Link>
        }
      />
      {saved === "1" ? <Alert tone="success" title="Saved." /> : null}
      <Card heading="What this desk can send by" headingId="ways">
        <Ways channels={demonstration ? CHANNELS : messageChannels()} invented={demonstration} />
      </Card>
      <Card heading="The clinic’s messages" headingId="clinic-messages">
        <ClinicMessagesForm
          key={version}
          action={saveClinicMessages}
          stands={shown}
          name={name}
          version={version}
        />
      </Card>
      {previewMessages(fill, publicUrl()).map((preview) => (
        <PreviewedTemplate key={preview.template} preview={preview} />
      ))}
    </div>
  );
}

const WAYS: Readonly<Record<Channel, string>> = { sms: "Texts", email: "E-mail" };

function Ways({ channels, invented }: { channels: readonly Channel[]; invented: boolean }) {
  return (
    <div className="grid gap-2">
      <ul className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {CHANNELS.map((channel) => (
          <li key={channel} className="col-span-2 grid grid-cols-subgrid">
            <span className="text-muted">{WAYS[channel]}</span>
            <span>{channels.includes(channel) ? "Can be sent" : "No provider is set up"}</span>
          </li>
        ))}
      </ul>
      {invented ? (
        <p className="text-muted">
          This clinic is invented: messages are kept as if sent, and nothing leaves.
        </p>
      ) : null}
      {channels.length === 0 ? (
        <p>
          Nothing leaves by itself. Check-in links can be made in each record and handed over.
          Whoever runs the desk sets a provider up.
        </p>
      ) : null}
    </div>
  );
}

/** The words exactly as they leave, with a link that opens nothing. */
function PreviewedTemplate({ preview }: { preview: Preview }) {
  const { template, title, when, messages } = preview;
  return (
    <Card heading={title} headingId={`template-${template}`}>
      <div className="grid gap-4">
        <p className="text-muted">{when}</p>
        {messages.map(({ language, text, mail }) => (
          <section
            key={language}
            className="grid gap-2"
            aria-label={`${title}, ${LANGUAGE_WORDS[language]}`}
          >
            <h3 className="font-semibold">{LANGUAGE_WORDS[language]}</h3>
            {text ? (
              <Words
                label={`As a text, in ${text.parts} ${text.parts === 1 ? "part" : "parts"}`}
                body={text.body}
              />
            ) : null}
            {mail ? (
              <Words label={`As an e-mail with the subject “${mail.subject}”`} body={mail.body} />
            ) : null}
          </section>
        ))}
      </div>
    </Card>
  );
}

function Words({ label, body }: { label: string; body: string }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="text-12 text-muted">{label}</figcaption>
      <p className="whitespace-pre-line rounded-control bg-sunken px-3 py-2 [overflow-wrap:anywhere]">
        {body.trimEnd()}
      </p>
    </figure>
  );
}
