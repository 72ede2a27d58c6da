-- Nothing has read an upload before this version, so none is waiting.
TRUNCATE "import_uploads";--> statement-breakpoint
CREATE TABLE "import_parts" (
	"clinic_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "import_parts_clinic_id_upload_id_part_pk" PRIMARY KEY("clinic_id","upload_id","part")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"clinic_id" uuid NOT NULL,
	"upload_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line" integer NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"problem" text,
	"bad_column" text,
	"cells" jsonb NOT NULL,
	"treatment" jsonb,
	"ended_at" timestamp (3) with time zone,
	"source_key" text,
	"here" boolean NOT NULL,
	"choice" text,
	CONSTRAINT "import_rows_clinic_id_upload_id_row_pk" PRIMARY KEY("clinic_id","upload_id","row")
);
--> statement-breakpoint
ALTER TABLE "import_runs" ADD COLUMN "file_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD COLUMN "byte_count" integer;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD COLUMN "reading" jsonb;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD COLUMN "rows_read" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD COLUMN "rows_total" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_uploads" ADD COLUMN "alive_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_clinic_id_upload_id_import_uploads_clinic_id_id_fk" FOREIGN KEY ("clinic_id","upload_id") REFERENCES "public"."import_uploads"("clinic_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_clinic_id_upload_id_import_uploads_clinic_id_id_fk" FOREIGN KEY ("clinic_id","upload_id") REFERENCES "public"."import_uploads"("clinic_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_uploads" DROP COLUMN "content";--> statement-breakpoint
SELECT separate_by_clinic('import_parts', 'clinic_id', 'SELECT, INSERT, DELETE');
SELECT separate_by_clinic('import_rows', 'clinic_id', 'SELECT, INSERT, UPDATE, DELETE');
