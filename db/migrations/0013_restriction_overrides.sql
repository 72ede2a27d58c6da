CREATE TABLE "restriction_overrides" (
	"clinic_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recovery_id" uuid NOT NULL,
	"restriction" text NOT NULL,
	"until_hours" integer,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "restriction_overrides_clinic_id_id_pk" PRIMARY KEY("clinic_id","id"),
	CONSTRAINT "restriction_overrides_version" UNIQUE("clinic_id","recovery_id","restriction","version"),
	CONSTRAINT "restriction_overrides_hours" CHECK (until_hours between 1 and 720 and (restriction <> 'exercise' or until_hours in (24, 48, 72)))
);
--> statement-breakpoint
ALTER TABLE "restriction_overrides" ADD CONSTRAINT "restriction_overrides_clinic_id_recovery_id_recoveries_clinic_id_id_fk" FOREIGN KEY ("clinic_id","recovery_id") REFERENCES "public"."recoveries"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restriction_overrides" ADD CONSTRAINT "restriction_overrides_clinic_id_set_by_staff_clinic_id_id_fk" FOREIGN KEY ("clinic_id","set_by") REFERENCES "public"."staff"("clinic_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
SELECT separate_by_clinic('restriction_overrides', 'clinic_id', 'SELECT, INSERT');
--> statement-breakpoint
CREATE TRIGGER restriction_overrides_stay BEFORE UPDATE OR DELETE ON restriction_overrides FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
