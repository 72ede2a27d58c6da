-- The second lock. The application works as a role that owns nothing, and every table with a
-- clinic_id shows it only the rows of the clinic named in the transaction.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'afterglow_app') THEN
    CREATE ROLE afterglow_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT pg_has_role(current_user, 'afterglow_app', 'SET') THEN
    EXECUTE format('GRANT afterglow_app TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO afterglow_app;
--> statement-breakpoint
-- Later migrations call this for each new table; tests find a table that was forgotten.
CREATE FUNCTION separate_by_clinic(target regclass, clinic_column name, privileges text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY same_clinic ON %s USING (%I = nullif(current_setting(''app.clinic_id'', true), '''')::uuid) '
    'WITH CHECK (%I = nullif(current_setting(''app.clinic_id'', true), '''')::uuid)',
    target, clinic_column, clinic_column);
  EXECUTE format('GRANT %s ON %s TO afterglow_app', privileges, target);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION separate_by_clinic(regclass, name, text) FROM PUBLIC;
--> statement-breakpoint
SELECT separate_by_clinic('clinics', 'id', 'SELECT, UPDATE');
SELECT separate_by_clinic('sites', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('staff', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('sessions', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('protocol_versions', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('patients', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('contact_points', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('patient_search_terms', 'clinic_id', 'SELECT, INSERT, DELETE');
SELECT separate_by_clinic('treatments', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('recoveries', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('check_ins', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('assessments', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('reviews', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('closures', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('follow_ups', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('claims', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('calls', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('import_uploads', 'clinic_id', 'SELECT, INSERT, UPDATE, DELETE');
SELECT separate_by_clinic('import_runs', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('import_mappings', 'clinic_id', 'SELECT, INSERT, UPDATE');
SELECT separate_by_clinic('audit_events', 'clinic_id', 'SELECT, INSERT');
SELECT separate_by_clinic('audit_heads', 'clinic_id', 'SELECT, INSERT, UPDATE');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO afterglow_app;
--> statement-breakpoint
-- Before anybody is signed in there is an address and no clinic: only the row with that very
-- address can be read, and only while the transaction names it.
CREATE POLICY sign_in ON staff FOR SELECT
  USING (email = nullif(current_setting('app.sign_in_email', true), ''));
--> statement-breakpoint
-- A job that visits each clinic may list their ids; everything else it reads one clinic at a time.
CREATE POLICY rounds ON clinics FOR SELECT
  USING (current_setting('app.rounds', true) = 'on');
--> statement-breakpoint
ALTER TABLE patient_search_terms ALTER COLUMN term TYPE text COLLATE "C";
--> statement-breakpoint
ALTER TABLE treatments ADD CONSTRAINT treatments_import_run FOREIGN KEY (clinic_id, import_run_id)
  REFERENCES import_runs (clinic_id, id);
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_last_call FOREIGN KEY (clinic_id, last_call_id)
  REFERENCES calls (clinic_id, id);
ALTER TABLE recoveries ADD CONSTRAINT recoveries_assessment FOREIGN KEY (clinic_id, assessment_id)
  REFERENCES assessments (clinic_id, id);
ALTER TABLE import_mappings ADD CONSTRAINT import_mappings_clinic FOREIGN KEY (clinic_id)
  REFERENCES clinics (id);
--> statement-breakpoint
-- What was said and decided is never rewritten, not even by the owner of the tables.
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER check_ins_stay BEFORE UPDATE OR DELETE ON check_ins FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER assessments_stay BEFORE UPDATE OR DELETE ON assessments FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER reviews_stay BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER closures_stay BEFORE UPDATE OR DELETE ON closures FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER calls_stay BEFORE UPDATE OR DELETE ON calls FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
-- The hash of an audit row covers all of it and the row before, so that an edit, a gap or a new
-- order shows, whoever made it.
CREATE FUNCTION audit_hash(
  prev_hash text, clinic_id uuid, seq bigint, at timestamptz, actor_kind text, actor_id text,
  action text, patient_id uuid, subject_id uuid, details jsonb
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(
    jsonb_build_array(prev_hash, clinic_id, seq, extract(epoch FROM at)::text, actor_kind, actor_id,
      action, patient_id, subject_id, details)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION link_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head audit_heads;
BEGIN
  INSERT INTO audit_heads (clinic_id, seq, hash) VALUES (NEW.clinic_id, 0, '')
    ON CONFLICT (clinic_id) DO NOTHING;
  SELECT * INTO STRICT head FROM audit_heads WHERE audit_heads.clinic_id = NEW.clinic_id FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.prev_hash := head.hash;
  NEW.hash := audit_hash(NEW.prev_hash, NEW.clinic_id, NEW.seq, NEW.at, NEW.actor_kind, NEW.actor_id,
    NEW.action, NEW.patient_id, NEW.subject_id, NEW.details);
  UPDATE audit_heads SET seq = NEW.seq, hash = NEW.hash WHERE audit_heads.clinic_id = NEW.clinic_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_chain BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION link_audit_event();
