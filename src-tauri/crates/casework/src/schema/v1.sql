-- Casework, format 1. One table for each kind of record, one column for each field.
--
-- How to read it with the stock sqlite3 program:
--   ids are UUIDs as text; lists and maps are JSON text; yes and no are 1 and 0;
--   an uncertain date is four columns: the date itself as EDTF text (ISO 8601-2), the earliest and the latest
--   day it can mean, and the words it was given in;
--   a party with "merged_into" was found to be that other party: everything of it stands there, and "merge" says what was moved;
--   codes (act_type, status, role, ...) are explained in the table "term", law articles in "provision".
-- Who a confidential source is stands in the sealed compartment, never here.

CREATE TABLE "term" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "vocabulary" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "en" TEXT NOT NULL,
  "ru" TEXT NOT NULL,
  "kk" TEXT NOT NULL,
  "group" TEXT NOT NULL,
  "huridocs" TEXT NOT NULL,
  "retired" INTEGER NOT NULL CHECK ("retired" IN (0, 1)),
  UNIQUE ("vocabulary", "code")
) STRICT;

CREATE TABLE "provision" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "title" TEXT NOT NULL,
  "law" TEXT NOT NULL,
  "article" TEXT NOT NULL,
  "part" TEXT NOT NULL
) STRICT;

-- By what deadlines are worked out. "checked" is 0 for the examples that came with the program: a lawyer has to look at them.
CREATE TABLE "rule" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "en" TEXT NOT NULL,
  "ru" TEXT NOT NULL,
  "kk" TEXT NOT NULL,
  "starts" TEXT NOT NULL CHECK ("starts" IN ('measure_begins', 'measure_expires', 'decision', 'sentence', 'later_sentence', 'hearing', 'act', 'day')),
  "measures" TEXT NOT NULL CHECK (json_valid("measures")),
  "proceedings" TEXT NOT NULL CHECK (json_valid("proceedings")),
  "acts" TEXT NOT NULL CHECK (json_valid("acts")),
  "offset" TEXT NOT NULL,
  "before" INTEGER NOT NULL CHECK ("before" IN (0, 1)),
  "legal_basis" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "checked" INTEGER NOT NULL CHECK ("checked" IN (0, 1)),
  "retired" INTEGER NOT NULL CHECK ("retired" IN (0, 1))
) STRICT;

CREATE TABLE "place" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "name" TEXT NOT NULL,
  "area" TEXT NOT NULL,
  "latitude" REAL CHECK ("latitude" BETWEEN -90 AND 90),
  "longitude" REAL CHECK ("longitude" BETWEEN -180 AND 180),
  "never_export" INTEGER NOT NULL CHECK ("never_export" IN (0, 1))
) STRICT;

CREATE TABLE "party" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('person', 'group', 'organisation', 'unit', 'unknown')),
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "sex" TEXT NOT NULL,
  "birth" TEXT, "birth_earliest" TEXT, "birth_latest" TEXT, "birth_words" TEXT,
  "citizenship" TEXT NOT NULL,
  "occupation" TEXT NOT NULL,
  "flags" TEXT NOT NULL CHECK (json_valid("flags")),
  "contact" TEXT NOT NULL,
  "count_min" INTEGER CHECK ("count_min" >= 0),
  "count_max" INTEGER CHECK ("count_max" >= "count_min"),
  "tags" TEXT NOT NULL CHECK (json_valid("tags")),
  "sensitivity" TEXT NOT NULL,
  "merged_into" TEXT REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED CHECK ("merged_into" <> "id"),
  "merge" TEXT NOT NULL CHECK (json_valid("merge"))
) STRICT;
CREATE INDEX "party_merged" ON "party" ("merged_into") WHERE "merged_into" IS NOT NULL;

CREATE TABLE "name" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "party" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "full" TEXT NOT NULL,
  "given" TEXT NOT NULL,
  "patronymic" TEXT NOT NULL,
  "family" TEXT NOT NULL,
  "confidential" INTEGER NOT NULL CHECK ("confidential" IN (0, 1))
) STRICT;
CREATE INDEX "name_party" ON "name" ("party");

CREATE TABLE "relationship" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "party" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "other" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "from" TEXT, "from_earliest" TEXT, "from_latest" TEXT, "from_words" TEXT,
  "until" TEXT, "until_earliest" TEXT, "until_latest" TEXT, "until_words" TEXT,
  "note" TEXT NOT NULL
) STRICT;
CREATE INDEX "relationship_party" ON "relationship" ("party");
CREATE INDEX "relationship_other" ON "relationship" ("other");

-- Two parties that are not the same, because somebody said so. One row for a pair, in either order; nobody asks about it again.
CREATE TABLE "distinct" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "party" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "other" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "certain" INTEGER NOT NULL CHECK ("certain" IN (0, 1)),
  "note" TEXT NOT NULL
) STRICT;
CREATE INDEX "distinct_party" ON "distinct" ("party");
CREATE INDEX "distinct_other" ON "distinct" ("other");

-- A confidential source has a code name, a kind and a grade. The check keeps its name out of this file whatever program writes here.
CREATE TABLE "source" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "kind" TEXT NOT NULL,
  "confidential" INTEGER NOT NULL CHECK ("confidential" IN (0, 1)),
  "title" TEXT NOT NULL,
  "publisher" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "date" TEXT, "date_earliest" TEXT, "date_latest" TEXT, "date_words" TEXT,
  "reliability" TEXT NOT NULL CHECK ("reliability" IN ('a', 'b', 'c', 'd', 'e', 'f')),
  CHECK ("confidential" = 0 OR ("title" = '' AND "publisher" = '' AND "url" = ''))
) STRICT;

CREATE TABLE "case" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "reference" TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK ("reference" <> ''),
  "title" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('monitoring', 'legal', 'protection')),
  "space" TEXT NOT NULL CHECK (json_valid("space")),
  "status" TEXT NOT NULL CHECK ("status" IN ('draft', 'sourced', 'corroborated', 'reviewed', 'cleared')),
  "priority" INTEGER NOT NULL CHECK ("priority" BETWEEN 0 AND 3),
  "sensitivity" TEXT NOT NULL,
  "owner" TEXT NOT NULL,
  "tags" TEXT NOT NULL CHECK (json_valid("tags")),
  "places" TEXT NOT NULL CHECK (json_valid("places")),
  "retention_review" TEXT,
  "retention_reason" TEXT NOT NULL
) STRICT;
CREATE INDEX "case_retention" ON "case" ("retention_review") WHERE "retention_review" IS NOT NULL;

CREATE TABLE "involved" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "party" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "role" TEXT NOT NULL,
  "note" TEXT NOT NULL
) STRICT;
CREATE INDEX "involved_case" ON "involved" ("case_id");
CREATE INDEX "involved_party" ON "involved" ("party");

CREATE TABLE "act" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "act_type" TEXT NOT NULL,
  "victim" TEXT REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "start" TEXT, "start_earliest" TEXT, "start_latest" TEXT, "start_words" TEXT,
  "end" TEXT, "end_earliest" TEXT, "end_latest" TEXT, "end_words" TEXT,
  "place" TEXT REFERENCES "place" ("id") DEFERRABLE INITIALLY DEFERRED,
  "stated_reason" TEXT NOT NULL,
  "provisions" TEXT NOT NULL CHECK (json_valid("provisions")),
  "attribution" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "count_min" INTEGER CHECK ("count_min" >= 0),
  "count_max" INTEGER CHECK ("count_max" >= "count_min"),
  "count_unit" TEXT NOT NULL,
  "sub_counts" TEXT NOT NULL CHECK (json_valid("sub_counts")),
  "description" TEXT NOT NULL,
  "sensitivity" TEXT NOT NULL
) STRICT;
CREATE INDEX "act_case" ON "act" ("case_id");
CREATE INDEX "act_victim" ON "act" ("victim");
CREATE INDEX "act_place" ON "act" ("place");

CREATE TABLE "involvement" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "act" TEXT NOT NULL REFERENCES "act" ("id") DEFERRABLE INITIALLY DEFERRED,
  "perpetrator" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "degree" TEXT NOT NULL,
  "unit" TEXT NOT NULL,
  "rank" TEXT NOT NULL,
  "basis" TEXT NOT NULL
) STRICT;
CREATE INDEX "involvement_case" ON "involvement" ("case_id");
CREATE INDEX "involvement_act" ON "involvement" ("act");
CREATE INDEX "involvement_perpetrator" ON "involvement" ("perpetrator");

CREATE TABLE "chain" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "to_case" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "how" TEXT NOT NULL
) STRICT;
CREATE INDEX "chain_case" ON "chain" ("case_id");
CREATE INDEX "chain_to" ON "chain" ("to_case");

CREATE TABLE "measure" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "party" TEXT NOT NULL REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "status" TEXT NOT NULL,
  "from" TEXT, "from_earliest" TEXT, "from_latest" TEXT, "from_words" TEXT,
  "until" TEXT, "until_earliest" TEXT, "until_latest" TEXT, "until_words" TEXT,
  "authority" TEXT NOT NULL,
  "place" TEXT REFERENCES "place" ("id") DEFERRABLE INITIALLY DEFERRED,
  "provisions" TEXT NOT NULL CHECK (json_valid("provisions")),
  "duration" TEXT NOT NULL,
  "expires_on" TEXT,
  "next_review" TEXT,
  "note" TEXT NOT NULL,
  "sensitivity" TEXT NOT NULL
) STRICT;
CREATE INDEX "measure_case" ON "measure" ("case_id");
CREATE INDEX "measure_party" ON "measure" ("party");
CREATE INDEX "measure_review" ON "measure" ("next_review") WHERE "next_review" IS NOT NULL;
CREATE INDEX "measure_place" ON "measure" ("place");

CREATE TABLE "proceeding" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "court" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "stage" TEXT NOT NULL,
  "judge" TEXT NOT NULL,
  "prosecutor" TEXT NOT NULL,
  "counsel" TEXT NOT NULL,
  "date" TEXT, "date_earliest" TEXT, "date_latest" TEXT, "date_words" TEXT,
  "provisions" TEXT NOT NULL CHECK (json_valid("provisions")),
  "charges" TEXT NOT NULL CHECK (json_valid("charges")),
  "hearings" TEXT NOT NULL CHECK (json_valid("hearings")),
  "decision" TEXT NOT NULL,
  "sentence" TEXT NOT NULL,
  "sentences" TEXT NOT NULL CHECK (json_valid("sentences"))
) STRICT;
CREATE INDEX "proceeding_case" ON "proceeding" ("case_id");

CREATE TABLE "intervention" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "by" TEXT NOT NULL CHECK (json_valid("by")),
  "kind" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "addressee" TEXT NOT NULL,
  "date" TEXT, "date_earliest" TEXT, "date_latest" TEXT, "date_words" TEXT,
  "gist" TEXT NOT NULL,
  "response" TEXT NOT NULL,
  "impact" TEXT NOT NULL
) STRICT;
CREATE INDEX "intervention_case" ON "intervention" ("case_id");

CREATE TABLE "money" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "amount" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "approximate" INTEGER NOT NULL CHECK ("approximate" IN (0, 1)),
  "what" TEXT NOT NULL
) STRICT;
CREATE INDEX "money_case" ON "money" ("case_id");

CREATE TABLE "consent" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "party" TEXT REFERENCES "party" ("id") DEFERRABLE INITIALLY DEFERRED,
  "given_by" TEXT NOT NULL,
  "date" TEXT, "date_earliest" TEXT, "date_latest" TEXT, "date_words" TEXT,
  "how" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "interpreter" TEXT NOT NULL,
  "risks_explained" INTEGER NOT NULL CHECK ("risks_explained" IN (0, 1)),
  "audiences" TEXT NOT NULL CHECK (json_valid("audiences")),
  "valid_until" TEXT,
  "withdrawn_on" TEXT,
  "conditions" TEXT NOT NULL
) STRICT;
CREATE INDEX "consent_case" ON "consent" ("case_id");
CREATE INDEX "consent_party" ON "consent" ("party");
CREATE INDEX "consent_until" ON "consent" ("valid_until") WHERE "valid_until" IS NOT NULL AND "withdrawn_on" IS NULL;

CREATE TABLE "claim" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "about_kind" TEXT NOT NULL,
  "about_id" TEXT NOT NULL,
  "about_field" TEXT NOT NULL,
  "says" TEXT NOT NULL,
  "quote" TEXT NOT NULL,
  "locator" TEXT NOT NULL,
  "source" TEXT NOT NULL REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "date_given" TEXT, "date_given_earliest" TEXT, "date_given_latest" TEXT, "date_given_words" TEXT,
  "reliability" TEXT,
  "credibility" TEXT NOT NULL CHECK ("credibility" IN ('c1', 'c2', 'c3', 'c4', 'c5', 'c6')),
  "status" TEXT NOT NULL CHECK ("status" IN ('new', 'accepted', 'conflict', 'needs_work', 'rejected')),
  "conflicts_with" TEXT NOT NULL CHECK (json_valid("conflicts_with")),
  "consent" TEXT REFERENCES "consent" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "claim_case" ON "claim" ("case_id");
CREATE INDEX "claim_about" ON "claim" ("about_id");
CREATE INDEX "claim_source" ON "claim" ("source");
CREATE INDEX "claim_consent" ON "claim" ("consent");

CREATE TABLE "note" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('field_note', 'analysis', 'to_do', 'privileged')),
  "text" TEXT NOT NULL,
  "links" TEXT NOT NULL CHECK (json_valid("links")),
  "sensitivity" TEXT NOT NULL
) STRICT;
CREATE INDEX "note_case" ON "note" ("case_id");

CREATE TABLE "evidence" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "size" INTEGER NOT NULL CHECK ("size" >= 0),
  "media_type" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "blob" TEXT NOT NULL,
  "binding" TEXT NOT NULL,
  "obtained" TEXT, "obtained_earliest" TEXT, "obtained_latest" TEXT, "obtained_words" TEXT,
  "obtained_by" TEXT NOT NULL,
  "source" TEXT REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "how" TEXT NOT NULL,
  "device" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "original" TEXT REFERENCES "evidence" ("id") DEFERRABLE INITIALLY DEFERRED,
  "transformation" TEXT NOT NULL,
  "physical" TEXT NOT NULL,
  "sensitivity" TEXT NOT NULL
) STRICT;
CREATE INDEX "evidence_case" ON "evidence" ("case_id");
CREATE INDEX "evidence_source" ON "evidence" ("source");
CREATE INDEX "evidence_original" ON "evidence" ("original");

CREATE TABLE "custody_event" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "evidence" TEXT NOT NULL REFERENCES "evidence" ("id") DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT NOT NULL,
  "event" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "hash_before" TEXT NOT NULL,
  "hash_after" TEXT NOT NULL,
  "note" TEXT NOT NULL
) STRICT;
CREATE INDEX "custody_event_case" ON "custody_event" ("case_id");
CREATE INDEX "custody_event_evidence" ON "custody_event" ("evidence");

CREATE TABLE "task" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT NOT NULL,
  "due" TEXT,
  "rule" TEXT NOT NULL,
  "legal_basis" TEXT NOT NULL,
  "done" INTEGER NOT NULL CHECK ("done" IN (0, 1)),
  "rule_id" TEXT REFERENCES "rule" ("id") DEFERRABLE INITIALLY DEFERRED,
  "start_kind" TEXT,
  "start_id" TEXT,
  "start" TEXT, "start_earliest" TEXT, "start_latest" TEXT, "start_words" TEXT
) STRICT;
CREATE INDEX "task_rule" ON "task" ("rule_id");
CREATE INDEX "task_case" ON "task" ("case_id");
CREATE INDEX "task_due" ON "task" ("due") WHERE "done" = 0;

CREATE TABLE "comment" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "case_id" TEXT NOT NULL REFERENCES "case" ("id") DEFERRABLE INITIALLY DEFERRED,
  "text" TEXT NOT NULL,
  "resolved" INTEGER NOT NULL CHECK ("resolved" IN (0, 1))
) STRICT;
CREATE INDEX "comment_case" ON "comment" ("case_id");

-- A search kept with a name; what it finds is looked for anew each time.
CREATE TABLE "saved_search" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "name" TEXT NOT NULL,
  "privileged" INTEGER NOT NULL CHECK ("privileged" IN (0, 1)),
  "text" TEXT NOT NULL,
  "kinds" TEXT NOT NULL CHECK (json_valid("kinds")),
  "years" TEXT NOT NULL CHECK (json_valid("years")),
  "status" TEXT NOT NULL CHECK (json_valid("status")),
  "sensitivity" TEXT NOT NULL CHECK (json_valid("sensitivity"))
) STRICT;

-- What may go to one kind of reader of handovers: by sensitivity, by part and by consent.
CREATE TABLE "profile" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "code" TEXT NOT NULL,
  "en" TEXT NOT NULL,
  "ru" TEXT NOT NULL,
  "kk" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "limit" TEXT NOT NULL CHECK ("limit" IN ('open', 'internal', 'restricted')),
  "audience" TEXT,
  "unasked" INTEGER NOT NULL CHECK ("unasked" IN (0, 1)),
  "stand_in" INTEGER NOT NULL CHECK ("stand_in" IN (0, 1)),
  "parts" TEXT NOT NULL CHECK (json_valid("parts")),
  "retired" INTEGER NOT NULL CHECK ("retired" IN (0, 1))
) STRICT;

-- The one log under history, undo, audit and merge: what changed, by whom, when (UTC), from what to what.
-- "merged" is a second parent where two lines of work were joined; "batch" is the first revision of the same transaction,
-- "undoes" the batch that it took back; "author" is the name a person went by then, "person" who it was (table "person");
-- "chain" = HMAC-SHA256(key of the vault, previous chain || this revision), so that no entry can be edited or taken out unseen.
CREATE TABLE "revision" (
  "seq" INTEGER PRIMARY KEY NOT NULL,
  "id" TEXT NOT NULL UNIQUE,
  "parent" TEXT,
  "merged" TEXT,
  "batch" TEXT NOT NULL,
  "undoes" TEXT,
  "kind" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "case_id" TEXT,
  "at" TEXT NOT NULL,
  "author" TEXT NOT NULL,
  "person" TEXT NOT NULL,
  "op" TEXT NOT NULL CHECK ("op" IN ('create', 'edit', 'delete', 'restore', 'import', 'merge')),
  "changes" TEXT NOT NULL CHECK (json_valid("changes")),
  "chain" TEXT NOT NULL
) STRICT;
CREATE INDEX "revision_record" ON "revision" ("record", "seq");
CREATE INDEX "revision_case" ON "revision" ("case_id", "seq");
CREATE INDEX "revision_deleted" ON "revision" ("kind") WHERE "op" = 'delete';
CREATE INDEX "revision_batch" ON "revision" ("batch");
CREATE INDEX "revision_person" ON "revision" ("person", "seq");
CREATE INDEX "revision_beside" ON "revision" ("seq") WHERE "kind" = 'name' OR ("kind" IN ('party', 'place', 'source') AND "op" <> 'create');
CREATE INDEX "revision_undoes" ON "revision" ("undoes") WHERE "undoes" IS NOT NULL;

-- Who works in this vault. "id" is the id of the first key slot the person had; it stays when keys change.
CREATE TABLE "person" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "name" TEXT NOT NULL
) STRICT;

-- Which key slot is whose. A slot that opens with a passphrase and is not here is a person of its own.
CREATE TABLE "holder" (
  "slot" TEXT PRIMARY KEY NOT NULL,
  "person" TEXT NOT NULL
) STRICT;

-- Revisions that lie behind a record and that the log alone does not tell: ids, parents and names of fields, no contents.
-- "changed" lists fields whose words were chosen in "revision", "withheld" those whose words were not seen on this step.
CREATE TABLE "ancestry" (
  "record" TEXT NOT NULL,
  "revision" TEXT NOT NULL,
  "parent" TEXT NOT NULL,
  "changed" TEXT NOT NULL CHECK (json_valid("changed")),
  "withheld" TEXT NOT NULL CHECK (json_valid("withheld")),
  PRIMARY KEY ("record", "revision", "parent")
) STRICT, WITHOUT ROWID;

-- What came in: each merge of records of another vault that changed something. "batch" is its transaction, if it wrote records; "sender" a signing
-- key, "made" when the bundle was, "sha256" its bytes, "undone" when it was taken back.
CREATE TABLE "arrival" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "batch" TEXT,
  "origin" TEXT NOT NULL,
  "sender" TEXT NOT NULL,
  "made" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "undone" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "arrival_batch" ON "arrival" ("batch");

-- In a bundle: the revision each record was at when it left its vault. Empty in a vault.
CREATE TABLE "carried" (
  "record" TEXT PRIMARY KEY NOT NULL,
  "kind" TEXT NOT NULL,
  "revision" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A record that was changed here and elsewhere in the same fields. Ours is shown; theirs is kept here until a person decides.
CREATE TABLE "conflict" (
  "record" TEXT NOT NULL,
  "their_revision" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "fields" TEXT NOT NULL CHECK (json_valid("fields")),
  "theirs" TEXT NOT NULL CHECK (json_valid("theirs")),
  "origin" TEXT NOT NULL,
  "arrival" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "resolved" INTEGER NOT NULL CHECK ("resolved" IN (0, 1)),
  PRIMARY KEY ("record", "their_revision")
) STRICT, WITHOUT ROWID;

-- Where an imported record came from, and what the file said of it last: a second import of the same file changes nothing.
CREATE TABLE "origin" (
  "casebook" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "external" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "seen" TEXT NOT NULL CHECK (json_valid("seen")),
  PRIMARY KEY ("casebook", "kind", "external")
) STRICT, WITHOUT ROWID;
CREATE INDEX "origin_record" ON "origin" ("record");

-- Text somebody is still writing; not part of history.
CREATE TABLE "draft" (
  "key" TEXT PRIMARY KEY NOT NULL,
  "value" TEXT NOT NULL CHECK (json_valid("value")),
  "at" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The search index: words folded to one spelling for all scripts, and beside them what a search can be narrowed by. It holds no text of its own
-- and can be rebuilt from the records. The number of a row is its kind's place in the order of results, times 2^40, and a running number.
CREATE VIRTUAL TABLE "search" USING fts5 (
  "title", "body", "context", "facet",
  content = '', contentless_delete = 1, detail = 'column', prefix = '1 2 3 5 7 9', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);
-- Pieces of the index are brought together as soon as there are two of a size, when that is asked for: after much was taken in.
INSERT INTO "search" ("search", "rank") VALUES ('usermerge', 2);
-- Every word of the index, and perhaps some that no longer stand in it: what begins as somebody types is asked for as the words that begin so.
CREATE TABLE "search_word" ("word" TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE "search_term" USING fts5vocab ('search', 'row');
CREATE TABLE "search_row" (
  "rowid" INTEGER PRIMARY KEY NOT NULL,
  "record" TEXT NOT NULL UNIQUE,
  "kind" TEXT NOT NULL,
  "case_id" TEXT,
  "years" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "sensitivity" TEXT NOT NULL
) STRICT;
CREATE INDEX "search_row_case" ON "search_row" ("case_id");

-- What lists need of the records, worked out in the transaction of every save. Not part of history; can be rebuilt from the records.
-- A case: the first thing that happened, up to three victims, counts. The number of gaps holds on the days from "gaps_from" to "gaps_until".
-- Of one that is reviewed or cleared "decided" is the "seq" of the revision that made it so (0: nobody knows), and "moved" whether its own records are others since.
CREATE TABLE "derived_case" (
  "case_id" TEXT PRIMARY KEY NOT NULL,
  "start" TEXT, "start_words" TEXT,
  "victims" TEXT NOT NULL CHECK (json_valid("victims")),
  "victim_count" INTEGER NOT NULL,
  "conflicts" INTEGER NOT NULL,
  "gaps" INTEGER NOT NULL,
  "gaps_from" TEXT NOT NULL,
  "gaps_until" TEXT NOT NULL,
  "changed" TEXT NOT NULL,
  "decided" INTEGER,
  "moved" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "derived_case_until" ON "derived_case" ("gaps_until") WHERE "gaps_until" <> '9999-12-31';
CREATE INDEX "derived_case_from" ON "derived_case" ("gaps_from") WHERE "gaps_from" <> '0001-01-01';
-- The days on which a measure is in force: more than one span where another interrupts it. By their end: what is over is never looked at.
-- "due": the first day on which the measure may have to be looked at, because it runs out or a review of it is due.
CREATE TABLE "derived_force" (
  "until" TEXT NOT NULL,
  "from" TEXT NOT NULL,
  "measure" TEXT NOT NULL,
  "party" TEXT NOT NULL,
  "case_id" TEXT NOT NULL,
  "expires" TEXT,
  "due" TEXT,
  "held" INTEGER NOT NULL,
  "liberty" INTEGER NOT NULL,
  PRIMARY KEY ("until", "from", "measure")
) STRICT, WITHOUT ROWID;
CREATE INDEX "derived_force_party" ON "derived_force" ("party");
-- First and last day of what a proceeding has in the calendar, its hearings included.
CREATE TABLE "derived_day" (
  "proceeding" TEXT PRIMARY KEY NOT NULL,
  "first" TEXT NOT NULL,
  "last" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "derived_day_last" ON "derived_day" ("last", "first");
-- Folded words of names: whose names can be meant by what is typed.
CREATE TABLE "derived_name" (
  "word" TEXT NOT NULL,
  "party" TEXT NOT NULL,
  PRIMARY KEY ("word", "party")
) STRICT, WITHOUT ROWID;
CREATE INDEX "derived_name_party" ON "derived_name" ("party");
