CREATE TABLE "assessments" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recovery_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"level" text,
	"reasons" jsonb NOT NULL,
	"normal" jsonb NOT NULL,
	"trends" jsonb NOT NULL,
	"protocol_version_id" uuid NOT NULL,
	"thresholds" jsonb NOT NULL,
	"changes_at" timestamp (3) with time zone,
	"changes_to" text,
	CONSTRAINT "assessments_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"recovery_id" uuid,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"identity_verified" boolean,
	"answers" jsonb NOT NULL,
	"note" text,
	"recorded_by" uuid,
	"corrects" uuid,
	"correction_reason" text,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "check_ins_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "check_ins_once" UNIQUE("clinic_id","idempotency_key"),
	CONSTRAINT "check_ins_corrected_once" UNIQUE("clinic_id","corrects")
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recovery_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"closed_by" uuid,
	"outcome" text NOT NULL,
	"note" text,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "closures_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "closures_never_healed_by_itself" CHECK (closed_by is not null or outcome in ('superseded', 'history'))
);
--> statement-breakpoint
CREATE TABLE "contact_points" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"owner" text,
	"voicemail_allowed" boolean DEFAULT false NOT NULL,
	"usable" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_points_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "contact_points_value" UNIQUE("clinic_id","patient_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "patient_search_terms" (
	"clinic_id" uuid NOT NULL,
	"term" text NOT NULL,
	"patient_id" uuid NOT NULL,
	CONSTRAINT "patient_search_terms_clinic_id_term_patient_id_pk" PRIMARY KEY("clinic_id","term","patient_id")
);
--> statement-breakpoint
CREATE TABLE "patients" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"birth_on" date,
	"language" text DEFAULT 'en' NOT NULL,
	"risks" text[] DEFAULT '{}'::text[] NOT NULL,
	"consent_to_contact" boolean DEFAULT true NOT NULL,
	"do_not_contact_until" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "patients_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "recoveries" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"protocol_version_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"open" boolean NOT NULL,
	"assessment_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "recoveries_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recovery_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reviewed_by" uuid NOT NULL,
	"clears" text[] NOT NULL,
	"note" text NOT NULL,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "reviews_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "reviews_once" UNIQUE("clinic_id","idempotency_key"),
	CONSTRAINT "reviews_name_a_reason" CHECK (cardinality(clears) > 0)
);
--> statement-breakpoint
CREATE TABLE "treatments" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"site_id" uuid,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"ended_at_source" text NOT NULL,
	"area" text,
	"service_name" text NOT NULL,
	"device" text,
	"rf" boolean,
	"depth_mm" numeric(3, 1),
	"products" text,
	"product_lot" text,
	"practitioner" text,
	"longer_window" jsonb,
	"source_key" text,
	"import_run_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "treatments_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "treatments_source" UNIQUE("clinic_id","source_key")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"clinic_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"patient_id" uuid,
	"subject_id" uuid,
	"details" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_events_clinic_id_seq_pk" PRIMARY KEY("clinic_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"clinic_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"country" text NOT NULL,
	"phone" text NOT NULL,
	"emergency_number" text DEFAULT '911' NOT NULL,
	"out_of_hours" text DEFAULT '' NOT NULL,
	"opening_hours" jsonb NOT NULL,
	"holidays" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"usual_treatment_minutes" integer DEFAULT 60 NOT NULL,
	"demonstration" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "protocol_versions" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"approved_by" text NOT NULL,
	"approved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "protocol_versions_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "protocol_versions_number" UNIQUE("clinic_id","number")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sites_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "sites_name" UNIQUE("clinic_id","name")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "staff_email" UNIQUE("clinic_id","email"),
	CONSTRAINT "staff_role" CHECK (role in ('aesthetician', 'provider', 'manager', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"follow_up_id" uuid,
	"claim_id" uuid,
	"called_by" uuid NOT NULL,
	"direction" text NOT NULL,
	"contact_point_id" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"logged_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"spoke_with" text,
	"identity_checked" boolean,
	"check_in_id" uuid,
	"advice" text[] DEFAULT '{}'::text[] NOT NULL,
	"read_back" boolean,
	"provider_told_id" uuid,
	"provider_told_at" timestamp (3) with time zone,
	"provider_accepted" boolean,
	"next_action" text NOT NULL,
	"next_due_at" timestamp (3) with time zone,
	"next_reason" text,
	"note" text,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "calls_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "calls_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"released_at" timestamp (3) with time zone,
	"released_by" text,
	CONSTRAINT "claims_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"lead_recovery_id" uuid NOT NULL,
	"level" text,
	"list_group" text NOT NULL,
	"list_rank" smallint NOT NULL,
	"data_problems" text[] NOT NULL,
	"promise_rank" smallint NOT NULL,
	"reason_since" timestamp (3) with time zone NOT NULL,
	"treated_at" timestamp (3) with time zone NOT NULL,
	"silent_at" timestamp (3) with time zone,
	"promised_at" timestamp (3) with time zone,
	"turns_at" timestamp (3) with time zone,
	"next_action" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_call_id" uuid,
	"called_at" timestamp (3) with time zone,
	"assignee_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "follow_ups_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"signature" text NOT NULL,
	"header" text[] NOT NULL,
	"decisions" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_mappings_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "import_mappings_signature" UNIQUE("clinic_id","signature")
);
--> statement-breakpoint
CREATE TABLE "import_runs" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_total" integer DEFAULT 0 NOT NULL,
	"alive_at" timestamp (3) with time zone NOT NULL,
	"system" text,
	"counts" jsonb,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "import_runs_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "import_runs_once" UNIQUE("clinic_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "import_uploads" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"file_name" text NOT NULL,
	"content" "bytea" NOT NULL,
	"decisions" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "import_uploads_clinic_id_id_pk" PRIMARY KEY("clinic_id","id")
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_clinic_id_protocol_version_id_protocol_versions_clinic_id_id_fk" FOREIGN KEY ("clinic_id","protocol_version_id") REFERENCES "public"."protocol_versions"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_clinic_id_recorded_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recorded_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_clinic_id_corrects_check_ins_clinic_id_id_fk" FOREIGN KEY ("clinic_id","corrects") REFERENCES "public"."check_ins"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_clinic_id_closed_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","closed_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_search_terms" ADD CONSTRAINT "patient_search_terms_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_clinic_id_id_treatments_clinic_id_id_fk" FOREIGN KEY ("clinic_id","id") REFERENCES "public"."treatments"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_clinic_id_protocol_version_id_protocol_versions_clinic_id_id_fk" FOREIGN KEY ("clinic_id","protocol_version_id") REFERENCES "public"."protocol_versions"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_clinic_id_reviewed_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","reviewed_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treatments" ADD CONSTRAINT "treatments_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treatments" ADD CONSTRAINT "treatments_clinic_id_site_id_sites_clinic_id_id_fk" FOREIGN KEY ("clinic_id","site_id") REFERENCES "public"."sites"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protocol_versions" ADD CONSTRAINT "protocol_versions_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_follow_up_id_follow_ups_clinic_id_id_fk" FOREIGN KEY ("clinic_id","follow_up_id") REFERENCES "public"."follow_ups"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_claim_id_claims_clinic_id_id_fk" FOREIGN KEY ("clinic_id","claim_id") REFERENCES "public"."claims"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_called_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","called_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_contact_point_id_contact_points_clinic_id_id_fk" FOREIGN KEY ("clinic_id","contact_point_id") REFERENCES "public"."contact_points"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_check_in_id_check_ins_clinic_id_id_fk" FOREIGN KEY ("clinic_id","check_in_id") REFERENCES "public"."check_ins"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_clinic_id_provider_told_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","provider_told_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_clinic_id_staff_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","staff_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_clinic_id_patient_id_patients_clinic_id_id_fk" FOREIGN KEY ("clinic_id","patient_id") REFERENCES "public"."patients"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_clinic_id_lead_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","lead_recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_clinic_id_assignee_id_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","assignee_id") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_clinic_id_started_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","started_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD CONSTRAINT "import_uploads_clinic_id_uploaded_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","uploaded_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessments_of_recovery" ON "assessments" USING btree ("clinic_id","recovery_id","at");--> statement-breakpoint
CREATE INDEX "check_ins_of_patient" ON "check_ins" USING btree ("clinic_id","patient_id","observed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "closures_once" ON "closures" USING btree ("clinic_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "closures_of_recovery" ON "closures" USING btree ("clinic_id","recovery_id");--> statement-breakpoint
CREATE INDEX "contact_points_shared" ON "contact_points" USING btree ("clinic_id","value");--> statement-breakpoint
CREATE INDEX "patient_search_terms_of_patient" ON "patient_search_terms" USING btree ("clinic_id","patient_id");--> statement-breakpoint
CREATE INDEX "patients_name" ON "patients" USING btree ("clinic_id","name_key");--> statement-breakpoint
CREATE INDEX "recoveries_of_patient" ON "recoveries" USING btree ("clinic_id","patient_id");--> statement-breakpoint
CREATE INDEX "reviews_of_recovery" ON "reviews" USING btree ("clinic_id","recovery_id");--> statement-breakpoint
CREATE INDEX "treatments_of_patient" ON "treatments" USING btree ("clinic_id","patient_id","ended_at");--> statement-breakpoint
CREATE INDEX "treatments_ended" ON "treatments" USING btree ("clinic_id","ended_at");--> statement-breakpoint
CREATE INDEX "audit_events_of_patient" ON "audit_events" USING btree ("clinic_id","patient_id","seq");--> statement-breakpoint
CREATE INDEX "sessions_of_staff" ON "sessions" USING btree ("clinic_id","staff_id");--> statement-breakpoint
CREATE INDEX "staff_sign_in" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "calls_of_patient" ON "calls" USING btree ("clinic_id","patient_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_open" ON "claims" USING btree ("clinic_id","patient_id") WHERE released_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "follow_ups_one_open" ON "follow_ups" USING btree ("clinic_id","patient_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "follow_ups_in_order" ON "follow_ups" USING btree ("clinic_id","list_rank","promise_rank","reason_since","treated_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "follow_ups_turning" ON "follow_ups" USING btree ("clinic_id","turns_at") WHERE closed_at is null and turns_at is not null;