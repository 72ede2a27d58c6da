CREATE TABLE "check_in_drafts" (
	"clinic_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recovery_id" uuid,
	"answers" jsonb NOT NULL,
	"reported" jsonb NOT NULL,
	"check_in_id" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "check_in_drafts_clinic_id_patient_id_pk" PRIMARY KEY("clinic_id","patient_id")
);
--> statement-breakpoint
CREATE TABLE "check_in_links" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" uuid,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	"locked_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "check_in_links_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "check_in_links_token" UNIQUE("token_hash"),
	CONSTRAINT "check_in_links_made_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "check_in_drafts" ADD CONSTRAINT "check_in_drafts_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_drafts" ADD CONSTRAINT "check_in_drafts_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_drafts" ADD CONSTRAINT "check_in_drafts_clinic_id_check_in_id_check_ins_clinic_id_id_fk" FOREIGN KEY ("clinic_id","check_in_id") REFERENCES "public"."check_ins"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_links" ADD CONSTRAINT "check_in_links_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_links" ADD CONSTRAINT "check_in_links_clinic_id_created_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","created_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_links" ADD CONSTRAINT "check_in_links_clinic_id_revoked_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","revoked_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "check_in_links_one_holds" ON "check_in_links" USING btree ("clinic_id","patient_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "check_in_links_of_patient" ON "check_in_links" USING btree ("clinic_id","patient_id","created_at");--> statement-breakpoint
CREATE INDEX "check_in_links_locked" ON "check_in_links" USING btree ("clinic_id","patient_id") WHERE locked_at is not null and revoked_at is null;--> statement-breakpoint
SELECT separate_by_clinic('check_in_links', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('check_in_drafts', 'clinic_id', 'SELECT, INSERT, UPDATE, DELETE');
--> statement-breakpoint
-- Whoever opens a link has its token and no clinic: only the row with that very hash can be read, and
-- only while the transaction names it.
CREATE POLICY open_link ON check_in_links FOR SELECT
  USING (token_hash = nullif(current_setting('app.check_in_link', true), ''));
--> statement-breakpoint
CREATE TRIGGER check_in_links_stay BEFORE DELETE ON check_in_links FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER check_in_links_keep BEFORE UPDATE ON check_in_links FOR EACH ROW EXECUTE FUNCTION refuse_other_changes(
  '{revoked_at,revoked_by,wrong_tries,locked_at,opened_at}');
