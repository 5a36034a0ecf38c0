-- Who did what, from where, on which object. Append-only: the row's number, time and hashes are made here, under a lock
-- on the chain's head, so that a database role needs no more than INSERT and SELECT and no number is left out.
CREATE TABLE "audit_entries" (
  "seq" BIGINT NOT NULL DEFAULT 0,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "actor_id" TEXT,
  "actor" TEXT NOT NULL,
  "address" TEXT,
  "action" TEXT NOT NULL,
  "object" TEXT,
  "before" JSONB,
  "after" JSONB,
  "previous_hash" TEXT NOT NULL DEFAULT '',
  "hash" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "audit_entries_actor_seq_idx" ON "audit_entries" ("actor", "seq");
CREATE INDEX "audit_entries_action_seq_idx" ON "audit_entries" ("action", "seq");
CREATE INDEX "audit_entries_object_seq_idx" ON "audit_entries" ("object", "seq");

CREATE TABLE "audit_heads" (
  "id" INTEGER NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" TEXT NOT NULL,
  CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "audit_heads_one" CHECK ("id" = 1)
);
INSERT INTO "audit_heads" ("id", "seq", "hash") VALUES (1, 0, repeat('0', 64));

-- SECURITY DEFINER: the roles of the shop cannot write the head themselves. server/accounts/audit/verify-audit.ts
-- calculates the same hash.
CREATE FUNCTION "append_audit_entry"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE head public.audit_heads%ROWTYPE;
BEGIN
  SELECT * INTO STRICT head FROM public.audit_heads WHERE id = 1 FOR UPDATE;
  NEW.seq := head.seq + 1;
  -- After the lock: times rise with the numbers.
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.previous_hash := head.hash;
  NEW.hash := encode(sha256(convert_to(jsonb_build_array(
    NEW.previous_hash, NEW.seq, (extract(epoch FROM NEW.at) * 1000)::bigint, NEW.actor_id, NEW.actor, NEW.address,
    NEW.action, NEW.object, NEW.before, NEW.after)::text, 'UTF8')), 'hex');
  UPDATE public.audit_heads SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_entries_append" BEFORE INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "append_audit_entry"();

-- For the owner of the tables, too: a slip is refused. Rows changed with this trigger off are found by their hashes.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed or removed';
END $$;
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
