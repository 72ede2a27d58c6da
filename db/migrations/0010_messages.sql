CREATE TABLE "received_texts" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"value" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"provider_id" text NOT NULL,
	"read_at" timestamp (3) with time zone,
	"read_by" uuid,
	CONSTRAINT "received_texts_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "received_texts_once" UNIQUE("clinic_id","provider_id")
);
--> statement-breakpoint
DROP INDEX "check_in_links_one_holds";--> statement-breakpoint
DROP INDEX "messages_of_patient";--> statement-breakpoint
ALTER TABLE "check_in_links" ALTER COLUMN "created_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "patient_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "value" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "write_from" text;--> statement-breakpoint
ALTER TABLE "patients" ADD COLUMN "write_until" text;--> statement-breakpoint
ALTER TABLE "check_in_links" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "check_in_messages" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "message_name" text;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "quiet_from" text DEFAULT '20:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "quiet_until" text DEFAULT '09:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "text_number" text;--> statement-breakpoint
ALTER TABLE "preferences" ADD COLUMN "morning_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "message_statuses" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "message_stops" ADD COLUMN "recorded_by" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "staff_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "cause" text NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "template" text NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "due_check_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "asked_by" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "created_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "state" text NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "leaves_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "held" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "tried_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "body_hash" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "received_texts" ADD CONSTRAINT "received_texts_clinic_id_read_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","read_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "received_texts_of_value" ON "received_texts" USING btree ("clinic_id","value","received_at");--> statement-breakpoint
CREATE INDEX "received_texts_unread" ON "received_texts" USING btree ("clinic_id","received_at") WHERE read_at is null;--> statement-breakpoint
ALTER TABLE "check_in_links" ADD CONSTRAINT "check_in_links_clinic_id_message_id_messages_clinic_id_id_fk" FOREIGN KEY ("clinic_id","message_id") REFERENCES "public"."messages"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_stops" ADD CONSTRAINT "message_stops_clinic_id_recorded_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recorded_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_asked_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","asked_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_clinic_id_due_check_id_due_checks_clinic_id_id_fk" FOREIGN KEY ("clinic_id","due_check_id") REFERENCES "public"."due_checks"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_to_value" ON "messages" USING btree ("clinic_id","value","tried_at");--> statement-breakpoint
CREATE INDEX "messages_ahead" ON "messages" USING btree ("clinic_id","leaves_at") WHERE state in ('waiting', 'sending', 'unsure');--> statement-breakpoint
CREATE UNIQUE INDEX "check_in_links_one_holds" ON "check_in_links" USING btree ("clinic_id","patient_id") WHERE revoked_at is null and message_id is null;--> statement-breakpoint
CREATE INDEX "messages_of_patient" ON "messages" USING btree ("clinic_id","patient_id","created_at");--> statement-breakpoint
ALTER TABLE "clinics" ADD CONSTRAINT "clinics_text_number" UNIQUE("text_number");--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_once" UNIQUE("clinic_id","cause");--> statement-breakpoint
ALTER TABLE "check_in_links" ADD CONSTRAINT "check_in_links_made_by" CHECK (num_nonnulls(created_by, message_id) = 1);--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_to_somebody" CHECK (num_nonnulls(patient_id, staff_id) = 1);--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sent_somewhere" CHECK (state <> 'sent' or (sent_at is not null and value is not null));
--> statement-breakpoint
SELECT separate_by_clinic('received_texts', 'clinic_id', 'SELECT, INSERT, UPDATE');
--> statement-breakpoint
-- A text that comes in names a number and no clinic: only the clinic with that very number can be read.
CREATE POLICY text_number ON clinics FOR SELECT
  USING (text_number = nullif(current_setting('app.text_number', true), ''));
--> statement-breakpoint
-- What a provider calls back names a message and no clinic.
CREATE POLICY called_back ON messages FOR SELECT
  USING (id = nullif(current_setting('app.message_id', true), '')::uuid);
--> statement-breakpoint
CREATE TRIGGER messages_stay BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER messages_keep BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{state,leaves_at,held,failure,tries,tried_at,channel,value,body_hash,sent_at,provider_id}');
CREATE TRIGGER received_texts_stay BEFORE DELETE ON received_texts FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER received_texts_keep BEFORE UPDATE ON received_texts FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{read_at,read_by}');
