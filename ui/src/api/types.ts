// Made from the contract in Rust by the test `types` of crate `service`; do not edit.
// SANDYQ_WRITE_TYPES=1 cargo nextest run -p service types

/** What is to be written of a report. */
export type Acceptance = {
  /** The report, as it was read: quotes are taken out of it here, so that they are its very words. */
  text: string;
  /** Into this case ... */
  case: CaseId | null;
  /** ... or into a new one of this title. */
  title: string;
  /** Whose words they are. */
  source: AcceptedSource;
  /** Where in the source the text stands, in words; goes before paragraph and sentence. May be empty. */
  locator: string;
  /** People and organisations. */
  parties: Array<AcceptedParty>;
  /** Places. */
  places: Array<AcceptedPlace>;
  /** Articles that the vault does not have yet; only those with a code of their own are added. */
  provisions: Array<Provision>;
  /** Acts. */
  acts: Array<AcceptedAct>;
  /** Releases, and measures that go on longer. */
  measures: Array<AcceptedMeasure>;
};

/** What was written. */
export type Accepted = {
  /** Written; false when people behind the seal are named and it was to be asked first: then nothing was. */
  written: boolean;
  /** Who is named, and where. */
  findings: Array<IdentityFinding>;
  /** The case. */
  case: CaseId | null;
  /** Its reference. */
  reference: string;
  /** A revision of the step: undoing it takes all of it back. */
  revision: RevisionId | null;
  /** When, UTC. */
  at: string;
  /** New records by plural name. */
  added: { [key in string]: number };
};

/** An act. */
export type AcceptedAct = {
  /** Code of vocabulary `act_type`. */
  act_type: string;
  /** To whom: which of the accepted parties. */
  victim: number | null;
  /** When. */
  start: UncertainDate | null;
  /** Where: which of the accepted places. */
  place: number | null;
  /** Codes of provisions. */
  provisions: Array<string>;
  /** How it ended, how long, how much. */
  outcome: string;
  /** Which sentence tells of it, from 0. */
  passage: number;
  /** Another sentence that says when. */
  date_passage: number | null;
  /** Another sentence that says to whom. */
  victim_passage: number | null;
};

/** A release, or a measure that goes on longer. */
export type AcceptedMeasure = {
  /** Code of vocabulary `measure`. */
  status: string;
  /** Whose: which of the accepted parties. */
  party: number;
  /** Since when. */
  from: UncertainDate | null;
  /** The day on which it runs out. */
  expires_on: string | null;
  /** How long: an ISO 8601 duration, or nothing. */
  duration: string;
  /** Which sentence tells of it, from 0. */
  passage: number;
  /** Another sentence that says when. */
  date_passage: number | null;
  /** Another sentence that says whose. */
  party_passage: number | null;
};

/** A party of the vault, or a new one, and its part in the case. */
export type AcceptedParty = {
  /** One that is there. */
  party: PartyId | null;
  /** What a new one is. */
  kind: PartyKind;
  /** Its name. */
  name: string;
  /** Its occupation. */
  occupation: string;
  /** How many a group is, at least ... */
  count_min: number | null;
  /** ... and at most. */
  count_max: number | null;
  /** Code of vocabulary `role`; empty: it gets one only as the victim of an act. */
  role: string;
  /** Which sentence names it, from 0. */
  passage: number;
};

/** A place of the vault, or a new one. */
export type AcceptedPlace = {
  /** One that is there. */
  place: PlaceId | null;
  /** What a new one is called. */
  name: string;
};

/** A source of the vault, or a new one. */
export type AcceptedSource = {
  /** One that is there. */
  id: SourceId | null;
  /** A person to protect: nothing but a code name is written of it. */
  confidential: boolean;
  /** Code of vocabulary `source`. */
  kind: string;
  /** Title of a published one. */
  title: string;
  /** Who published it. */
  publisher: string;
  /** Where it can be read. */
  url: string;
  /** When it was published. */
  date: UncertainDate | null;
};

/** An act (21xx): the smallest unit, one type done to one victim or group. */
export type Act = {
  /** Identity. */
  id: ActId;
  /** In which case. */
  case_id: CaseId;
  /** Code of vocabulary `act_type`. */
  act_type: string;
  /** To whom. */
  victim: PartyId | null;
  /** When it began. */
  start: UncertainDate | null;
  /** When it ended; none for an act of a moment. */
  end: UncertainDate | null;
  /** Where. */
  place: PlaceId | null;
  /** The reason that was given for it. */
  stated_reason: string;
  /** Law articles named: codes of provisions. */
  provisions: Array<string>;
  /** How it came to be laid at someone's door (vocabulary `attribution`). */
  attribution: string;
  /** How it stood at the end. */
  outcome: string;
  /** How many victims at least. */
  count_min: number | null;
  /** How many at most; none where only a lower bound is known ("more than 20"). */
  count_max: number | null;
  /** Of what (people, posts, ...). */
  count_unit: string;
  /** Parts that must add up to the count. */
  sub_counts: Array<SubCount>;
  /** More on it. */
  description: string;
  /** How far it may travel. */
  sensitivity: Sensitivity;
};

/** An act: one type, one victim or group. */
export type ActId = string;

/** Everybody who may be the same as somebody else, the likeliest first. */
export type Alike = {
  /** Pairs. */
  pairs: Array<AlikePair>;
  /** How many there are in all. */
  total: number;
};

/** Two who may be the same. */
export type AlikePair = {
  /** One: who was recorded first. */
  one: AlikeParty;
  /** The other. */
  other: AlikeParty;
  /** `same` or `similar`. */
  band: string;
  /** 0 to 1. */
  score: number;
  /** Why: codes, message key `name-reason-<code>`. */
  reasons: Array<string>;
};

/** One of two who may be the same. */
export type AlikeParty = {
  /** Who. */
  id: PartyId;
  /** What it is. */
  kind: PartyKind;
  /** Primary name. */
  name: string;
  /** The spelling that was compared. */
  matched: string;
  /** A line on who this is. */
  description: string;
  /** Occupation. */
  occupation: string;
  /** Born, as EDTF; empty if not known. */
  birth: string;
  /** Where they stand. */
  cases: Array<PartIn>;
};

/** What a host shows before anything is open. */
export type AppState = {
  /** Version of the program. */
  version: string;
  /** A vault is open. */
  open: boolean;
  /** Folder of the open vault, or of the last one. */
  vault: string | null;
  /** Vaults opened on this device before that still exist. */
  known: Array<string>;
  /** Where a new vault would go if nothing else is chosen. */
  suggested: string;
  /** Preferences. */
  settings: Settings;
  /** Today, by the device's clock. */
  today: string;
  /** The sealed compartment. */
  seal: SealState;
  /** Names and addresses are hidden in everything that is shown. */
  privacy: boolean;
};

/** For whom and what for a person may consent. */
export type Audience = "keep_on_file" | "use_anonymised" | "name_in_public" | "named_organisations" | "un_confidential" | "un_name_to_state" | "national_court" | "media" | "photo_or_voice" | "referral";

/** Proves that a generation can be restored, by reading all of it. */
export type BackupCheck = {
  /** The folder of backups. */
  path: string;
  /** Its name or a beginning of it; none: the newest. */
  generation: string | null;
  /** A passphrase or recovery kit of that time, to decrypt it too; none: the keys of the open vault, if it is the same. */
  key: string | null;
};

/** What reading it showed. */
export type BackupChecked = {
  /** Which one. */
  generation: string;
  /** It can be restored. */
  ok: boolean;
  /** Files that are as they were. */
  files: number;
  /** Their size in bytes. */
  bytes: number;
  /** The cases and all evidence were decrypted. */
  cases: boolean;
  /** The sealed sources were decrypted. */
  sealed: boolean;
  /** What is wrong, one line each, no case content. */
  problems: Array<string>;
  /** The newest earlier one whose files are all there, when this one is damaged. */
  earlier: string | null;
};

/** The backups of one vault. */
export type BackupInfo = {
  /** Their folder. */
  path: string;
  /** Name of the vault. */
  name: string;
  /** It is the vault that is open. */
  open: boolean;
  /** What can be had back, newest first. */
  generations: Array<GenerationInfo>;
};

/** The backups of a place. */
export type BackupList = {
  /** One for each vault. */
  backups: Array<BackupInfo>;
};

/** A backup was made and proved. */
export type BackupMade = {
  /** The folder of this vault's backups. */
  path: string;
  /** The new generation, as `backup_list` names it. */
  generation: string;
  /** When, UTC. */
  at: string;
  /** Files copied now. */
  copied: number;
  /** Their size in bytes. */
  copied_bytes: number;
  /** Files of earlier generations that were damaged there and were written again. */
  healed: number;
  /** Size of the generation in bytes. */
  bytes: number;
  /** Generations of this vault that are there now. */
  kept: number;
};

/** Where backups are looked for. */
export type BackupPlace = {
  /** A folder whose name ends in `.backup`, or one that holds such. */
  folder: string;
};

/** Whether a kit opens the last backup too. */
export type BackupProof = {
  /**
   * `proved`, `none` (no backup is known), `absent` (its place is not there), `before-kit` (it was made before there was this
   * kit), `old-keys` (it has the keys of before) or `damaged`.
   */
  state: string;
  /** The folder it is in. */
  place: string | null;
  /** When it was made, UTC. */
  made: string | null;
  /** Bytes of its databases that were read. */
  bytes: number;
};

/** Makes a vault out of a backup. */
export type BackupRestore = {
  /** The folder of backups. */
  path: string;
  /** The generation, or a beginning of its name; none: the newest. */
  generation: string | null;
  /** The vault's folder to make; must not exist. */
  target: string;
};

/** A vault was made out of a backup. */
export type BackupRestored = {
  /** Its folder. */
  path: string;
  /** The generation it is. */
  generation: string;
  /** Files written. */
  files: number;
  /** Bytes written. */
  bytes: number;
};

/** Backs up the open vault, still encrypted: copies what is not there yet, reads it back, decrypts it. */
export type BackupWish = {
  /** The folder to put it in; must exist, outside the vault. */
  folder: string;
};

/** A case in which nothing is to come. */
export type BareCase = {
  /** Which case. */
  id: CaseId;
  /** Its reference. */
  ref: string;
  /** Its title. */
  title: string;
  /** Why it is kept. */
  kind: CaseKind;
};

/** One thing in the calendar. */
export type CalendarEntry = {
  /** What kind of thing. */
  kind: EntryKind;
  /** Kind of the record that says so. */
  record: Kind;
  /** Which record. */
  id: string;
  /** Its place among several of one record (hearings), from 0. */
  part: number;
  /** The date as it is known. */
  date: UncertainDate | null;
  /** First day it may be. An open side of a date counts as its known one. */
  earliest: string | null;
  /** Last day it may be; the same day where it is certain. */
  latest: string | null;
  /** In which case, if any. */
  case_id: CaseId | null;
  /** Reference of that case. */
  case: string;
  /** Whom it is about, if one person. */
  party_id: PartyId | null;
  /** Their name. */
  party: string;
  /** Status code of a measure, kind of a proceeding. */
  code: string;
  /** In words: of a task its title, of a hearing what for. */
  title: string;
  /** The rule a task came from, in words. */
  rule: string;
  /** Its day has passed and nobody has said that it is done or what came after. */
  overdue: boolean;
  /** A task whose start has moved since it was taken. */
  outdated: boolean;
};

/** A part of the calendar to be written to a file for another calendar. */
export type CalendarExport = {
  /** Where to. */
  path: string;
  /** First day. */
  from: string;
  /** Last day. */
  to: string;
  /** Only these kinds; empty for all. */
  kinds: Array<EntryKind>;
  /** Titles bear the references of cases. One in which a name stands is left out all the same. */
  references: boolean;
};

/** Which part of the calendar. */
export type CalendarQuery = {
  /** First day. */
  from: string;
  /** Last day; at most 400 days after the first. */
  to: string;
  /** Only these kinds; empty for all. */
  kinds: Array<EntryKind>;
};

/** A part of the calendar. */
export type CalendarView = {
  /** First day. */
  from: string;
  /** Last day. */
  to: string;
  /** Today. */
  today: string;
  /** Everything overdue, oldest first, whatever the days asked for. */
  overdue: Array<CalendarEntry>;
  /** What touches these days, in their order. */
  entries: Array<CalendarEntry>;
  /** Open tasks without a day. */
  undated: Array<CalendarEntry>;
  /** Cases in which nothing is to come: no hearing, no expiry, no review, no open task. Legal matters first; at most 200. */
  bare: Array<BareCase>;
  /** How many of them there are. */
  bare_count: number;
  /** There is more than is given here (2,000 entries). */
  more: boolean;
};

/** Where a revision came from. */
export type Came = {
  /** From whom, as it was signed. */
  from: string;
  /** When the handover was made, UTC. */
  made: string;
  /** SHA-256 of its file. */
  sha256: string;
};

/** A party of the vault that somebody in a text may be. */
export type Candidate = {
  /** Which. */
  party: PartyId;
  /** Its name. */
  name: string;
  /** `same` or `similar`. */
  band: string;
  /** Why: codes, message key `name-reason-<code>`. */
  reasons: Array<string>;
  /** A line on who this is. */
  description: string;
};

/** What others need to hand something over to this vault, and to know it by. */
export type Card = {
  /** The card as text, to be sent by any way; holds no secret. */
  text: string;
  /** Name on it. */
  name: string;
  /** It is nobody's name, but that which a vault has before somebody gives it one. */
  nameless: boolean;
  /** age recipient (X25519). */
  recipient: string;
  /** age recipient that holds against a quantum computer. */
  recipient_pq: string;
  /** Signing key in minisign's format. */
  signing_key: string;
  /** Words to compare by voice. */
  words: string;
  /** The text as a code, to be read from the screen. */
  qr: QrPath | null;
};

/** Writes the card to a file. */
export type CardSave = {
  /** Where to. */
  path: string;
};

/** A case: what is kept together because it is one story or one client's matter. */
export type Case = {
  /** Identity. */
  id: CaseId;
  /** Short reference people say aloud, for example `KZ-003`; unique in a vault. Empty on the first save: the vault gives one. */
  reference: string;
  /** One line; all that a case needs to exist. */
  title: string;
  /** What happened, in a paragraph. */
  summary: string;
  /** Why it is kept. */
  kind: CaseKind;
  /** Civic space concerned: codes of vocabulary `space` (`expression`, `association`, `assembly`, `other`). */
  space: Array<string>;
  /** Where it stands on its way to release. */
  status: ReviewState;
  /** 0 none, 1 low, 2 normal, 3 urgent. */
  priority: number;
  /** How far it may travel. */
  sensitivity: Sensitivity;
  /** Who looks after it (a person of the team). */
  owner: string;
  /** Free tags, lower case. */
  tags: Array<string>;
  /** Places. */
  places: Array<PlaceId>;
  /** When to ask again whether it must still be kept. */
  retention_review: string | null;
  /** Why we keep it. */
  retention_reason: string;
};

/** What to list of the cases. Empty filters let everything through. */
export type CaseFilter = {
  /** Words that must occur in title, reference, summary or a party's name, in any script. */
  text: string;
  /** Any of these review states. */
  status: Array<ReviewState>;
  /** Any of these civic spaces. */
  space: Array<string>;
  /** All of these tags. */
  tags: Array<string>;
  /** Only cases with a measure that holds someone today. */
  open_measures: boolean;
  /** Something of the case happened on or after this day ... */
  from: string | null;
  /** ... and on or before this one (uncertain dates count if they may overlap). */
  until: string | null;
  /** How to sort. */
  sort: CaseSort;
  /** At most so many, the first of that order; all if not given. */
  limit?: number;
};

/** A case. */
export type CaseId = string;

/** Why a case is kept. */
export type CaseKind = "monitoring" | "legal" | "protection";

/** Reference and title of another case. */
export type CaseLink = {
  /** Which case. */
  id: CaseId;
  /** Its reference. */
  ref: string;
  /** Its title. */
  title: string;
};

/** Cases. */
export type CaseList = {
  /** One line each. */
  cases: Array<CaseRow>;
};

/** One case. */
export type CaseRef = {
  /** Its id or its reference. */
  case: string;
};

/** One line of the list of cases. */
export type CaseRow = {
  /** Which case. */
  id: CaseId;
  /** Its reference. */
  ref: string;
  /** Its title. */
  title: string;
  /** Its kind. */
  kind: CaseKind;
  /** Where it stands. */
  status: ReviewState;
  /** How far it may travel. */
  sensitivity: Sensitivity;
  /** Civic spaces. */
  space: Array<string>;
  /** Tags. */
  tags: Array<string>;
  /** First thing that happened, if dated. */
  start: UncertainDate | null;
  /** Names of the victims, at most three. */
  victims: Array<string>;
  /** How many victims in all. */
  victim_count: number;
  /** The next expiry of an open measure. */
  expires: string | null;
  /** Claims that stand against each other. */
  conflicts: number;
  /** Gaps found. */
  gaps: number;
  /** Last change, UTC. */
  changed: string;
  /** It was reviewed or cleared, and is no longer what was looked at then: the state does not hold until somebody looks again. */
  changed_since: boolean;
};

/** Order of a list of cases. */
export type CaseSort = "reference" | "changed" | "event" | "expiry";

/** Moves a case along the review. */
export type CaseStatus = {
  /** Which case. */
  id: CaseId;
  /** Where to. */
  status: ReviewState;
  /** A word with it; empty for none. */
  comment: string;
};

/** A whole case, for its page. */
export type CaseView = {
  /** The case. */
  case: Case;
  /** Current revision of every record shown, by record id: pass it back as `base` when saving. */
  revisions: { [key in string]: RevisionId };
  /** Its places. */
  places: Array<Place>;
  /** Who is in it. */
  involved: Array<Involved>;
  /** Every party any record of the case names. */
  parties: Array<Party>;
  /** Their further names. */
  names: Array<Name>;
  /** Acts, earliest first. */
  acts: Array<Act>;
  /** Alleged perpetrators' parts in them. */
  involvements: Array<Involvement>;
  /** Measures, earliest first. */
  measures: Array<Measure>;
  /** When each measure runs out, computed, by measure id. */
  expiries: { [key in MeasureId]: string };
  /** Proceedings. */
  proceedings: Array<Proceeding>;
  /** Interventions. */
  interventions: Array<Intervention>;
  /** Money. */
  money: Array<Money>;
  /** Claims. */
  claims: Array<Claim>;
  /** The sources of those claims and of the evidence. */
  sources: Array<Source>;
  /** Consents. */
  consents: Array<Consent>;
  /** Notes, latest first. */
  notes: Array<Note>;
  /** Evidence. */
  evidence: Array<Evidence>;
  /** Custody of it. */
  custody: Array<CustodyEvent>;
  /** Tasks and deadlines. */
  tasks: Array<Task>;
  /** Links from this case and to it. */
  chains: Array<Chain>;
  /** Reference and title of the cases at the other end of those links. */
  linked: Array<CaseLink>;
  /** Review comments. */
  comments: Array<Comment>;
  /** Who said them, and when, by comment. */
  said: { [key in CommentId]: Said };
  /** How far the last decision on it holds. */
  standing: Standing;
  /** What is missing. */
  gaps: Array<Gap>;
  /** Who is held in this case today. */
  held: Array<HeldRow>;
};

/** A link between two cases (chain of events). */
export type Chain = {
  /** Identity. */
  id: ChainId;
  /** From this case ... */
  case_id: CaseId;
  /** ... to this one. */
  to_case: CaseId;
  /** How: vocabulary `chain` (`precedes`, `causes`, `part of`, `follows`) or plain words. */
  how: string;
};

/** A link between two cases. */
export type ChainId = string;

/** One changed field. */
export type Change = {
  /** Field name. */
  field: string;
  /** Before. */
  before: unknown;
  /** After. */
  after: unknown;
};

/** One charge against one person. */
export type Charge = {
  /** Against whom. */
  party: PartyId | null;
  /** Code of a provision. */
  provision: string;
  /** In words. */
  words: string;
};

/** A claim (information, 25xx): what a source says about a record or a field. */
export type Claim = {
  /** Identity. */
  id: ClaimId;
  /** In which case. */
  case_id: CaseId;
  /** Which kind of record it is about. */
  about_kind: Kind;
  /** Which record. */
  about_id: string;
  /** Which field of it; empty for the record as a whole. */
  about_field: string;
  /** What the source says, in our words. */
  says: string;
  /** The source's own words. */
  quote: string;
  /** Page, paragraph, timecode. */
  locator: string;
  /** Which source. */
  source: SourceId;
  /** When it was said. */
  date_given: UncertainDate | null;
  /** The source's reliability for this matter; none: as the source's own grade. */
  reliability: Reliability | null;
  /** How likely this is. */
  credibility: Credibility;
  /** What has been decided about it. */
  status: ClaimStatus;
  /** Claims it stands against; both are kept. */
  conflicts_with: Array<ClaimId>;
  /** The consent under which it was given. */
  consent: ConsentId | null;
};

/** What a source says about a record or one of its fields. */
export type ClaimId = string;

/** What has been decided about a claim. */
export type ClaimStatus = "new" | "accepted" | "conflict" | "needs_work" | "rejected";

/** The clients. */
export type ClientList = {
  /** One line each. */
  clients: Array<ClientRow>;
};

/** A proceeding in a client's case. */
export type ClientProceeding = {
  /** Which. */
  id: ProceedingId;
  /** Reference of the case. */
  case: string;
  /** Code of vocabulary `proceeding`. */
  kind: string;
  /** Court or body. */
  court: string;
  /** Its number there. */
  number: string;
  /** Stage. */
  stage: string;
  /** Law articles. */
  provisions: Array<string>;
  /** Date of the opening or decision. */
  date: UncertainDate | null;
  /** What was decided. */
  decision: string;
  /** Sentence in words. */
  sentence: string;
  /** The next hearing. */
  next_hearing: UncertainDate | null;
};

/** One line of the list of clients. */
export type ClientRow = {
  /** Who. */
  party: PartyId;
  /** Their name. */
  name: string;
  /** Their cases. */
  cases: Array<CaseLink>;
  /** What is in force on them today. */
  now: Array<HeldRow>;
  /** The next thing to come. */
  next: CalendarEntry | null;
  /** How many things are due until Sunday, today included. */
  week: number;
  /** How many in the week after. */
  next_week: number;
  /** Overdue. */
  overdue: number;
  /** Open tasks. */
  tasks: number;
};

/** How a client's matters stand, fit for paper: no notes, nothing confidential, no place that must not leave. */
export type ClientStatus = {
  /** Who. */
  party: PartyId;
  /** Their name. */
  name: string;
  /** On which day. */
  on: string;
  /** Sunday of this week. */
  sunday: string;
  /** Their cases. */
  cases: Array<CaseLink>;
  /** What is in force on them. */
  now: Array<HeldRow>;
  /** Their proceedings, latest first. */
  proceedings: Array<ClientProceeding>;
  /** Overdue, oldest first. */
  overdue: Array<CalendarEntry>;
  /** To come until Sunday. */
  week: Array<CalendarEntry>;
  /** To come in the week after. */
  next_week: Array<CalendarEntry>;
  /** Open tasks of the team in these cases. */
  tasks: Array<Task>;
  /** How many cases and measures were left out because they are confidential. */
  left_out: number;
};

/** A reviewer's word on a case. */
export type Comment = {
  /** Identity. */
  id: CommentId;
  /** On which case. */
  case_id: CaseId;
  /** What. */
  text: string;
  /** Dealt with. */
  resolved: boolean;
};

/** A review comment. */
export type CommentId = string;

/** Somebody in the vault whose name is like one that was asked. */
export type ConflictHit = {
  /** Which of the names asked, counted from 0, empty ones with them. */
  asked: number;
  /** The party; none for a name that stands only in the words of a record. */
  party: PartyId | null;
  /** Name as the vault has it. */
  name: string;
  /** The spelling that matched. */
  matched: string;
  /** `same` or `similar`. */
  band: string;
  /** 0 to 1. */
  score: number;
  /** Why: codes, message key `name-reason-<code>`. */
  reasons: Array<string>;
  /** Where. */
  places: Array<ConflictPlace>;
};

/** The names of a new matter. */
export type ConflictNames = {
  /** At most 200. */
  names: Array<string>;
};

/** Where a name stands. */
export type ConflictPlace = {
  /**
   * As what: a code of vocabulary `role`, or `victim`, `perpetrator`, `measure`, `charged`, `judge`, `prosecutor`, `counsel`, `speaker`,
   * `addressee`, `consent`.
   */
  role: string;
  /** The case. */
  case_id: CaseId;
  /** Its reference. */
  ref: string;
  /** Its title. */
  title: string;
};

/** What was searched, and what was found. What was asked is not said back: a name that was typed may be nobody's business. */
export type ConflictReport = {
  /** The day. */
  on: string;
  /** Who is like it, by name asked, the likeliest first. */
  hits: Array<ConflictHit>;
  /** In how many privileged notes one of the names stands. What they say, and of which case, is not told here. */
  privileged: number;
  /** How many parties were compared. */
  parties: number;
  /** How many proceedings were read. */
  proceedings: number;
  /** How many cases there are. */
  cases: number;
};

/** A consent and its limits. An export asks it, field by field. */
export type Consent = {
  /** Identity. */
  id: ConsentId;
  /** In which case, if bound to one. */
  case_id: CaseId | null;
  /** Whose data it covers. */
  party: PartyId | null;
  /** Who gave it, if not the person (a parent, a lawyer), in words. */
  given_by: string;
  /** When. */
  date: UncertainDate | null;
  /** How. */
  how: ConsentHow;
  /** In which language. */
  language: string;
  /** Through which interpreter (code or function, not a sealed name). */
  interpreter: string;
  /** The risks were explained. */
  risks_explained: boolean;
  /** Allowed (`true`) or refused (`false`); an audience that is absent was not asked, which counts as refused. */
  audiences: { [key in Audience]?: boolean };
  /** Good until. */
  valid_until: string | null;
  /** Withdrawn on. */
  withdrawn_on: string | null;
  /** Conditions in words. */
  conditions: string;
};

/** How a consent was given. */
export type ConsentHow = "oral" | "written" | "recorded";

/** A consent and its limits. */
export type ConsentId = string;

/** How many there are. */
export type Counts = {
  /** Cases. */
  cases: number;
  /** Parties. */
  parties: number;
  /** Acts. */
  acts: number;
  /** Measures. */
  measures: number;
  /** Claims. */
  claims: number;
  /** Sources. */
  sources: number;
  /** Notes. */
  notes: number;
  /** Evidence items. */
  evidence: number;
};

/** How likely one piece of information is (the figure of the two-part grade): `C1` confirmed to `C6` cannot be judged. */
export type Credibility = "c1" | "c2" | "c3" | "c4" | "c5" | "c6";

/** One entry of an item's chain of custody; written by the program, never edited. */
export type CustodyEvent = {
  /** Identity. */
  id: CustodyId;
  /** In which case (that of the item). */
  case_id: CaseId;
  /** Which item. */
  evidence: EvidenceId;
  /** UTC, `YYYY-MM-DDTHH:MM:SS`. */
  at: string;
  /** What happened. */
  event: CustodyEventKind;
  /** By whom. */
  by: string;
  /** SHA-256 before. */
  hash_before: string;
  /** SHA-256 after. */
  hash_after: string;
  /** A word on it. */
  note: string;
};

/** What happened to an evidence item. */
export type CustodyEventKind = "received" | "opened" | "copied" | "exported" | "transferred" | "verified" | "returned" | "destroyed";

/** One entry of an evidence item's chain of custody. */
export type CustodyId = string;

/** What was understood. */
export type DateUnderstood = {
  /** The date. */
  date: UncertainDate;
  /** The same in words of the language asked for. */
  shown: string;
};

/** A date in plain words. */
export type DateWords = {
  /** What was typed. */
  text: string;
  /** `en`, `ru`, `kk`. */
  language: string;
};

/** A rule, and the day somebody typed to start it from. */
export type DeadlineFrom = {
  /** Which rule. */
  rule: RuleId;
  /** For which case, if any. */
  case: CaseId | null;
  /** From when. */
  date: UncertainDate;
};

/** What the rules make of a case. */
export type Deadlines = {
  /** Deadlines that the rules give and nobody has taken yet, by day. */
  suggested: Array<Suggestion>;
  /** Open tasks whose start is not any more what it was. */
  outdated: Array<Outdated>;
};

/** A decision on a case. */
export type Decision = {
  /** The revision of the case that it is. */
  revision: RevisionId;
  /** When, UTC. */
  at: string;
  /** Who, by the name of then. */
  by: string;
  /** From which state. */
  from: ReviewState;
  /** To which. */
  to: ReviewState;
  /** The word that was given with it. */
  word: string;
  /** It came with a handover or an import: somebody decided elsewhere. */
  elsewhere: boolean;
};

/** What was deleted. */
export type Deleted = {
  /** The revisions written; restoring them undoes it, last first. */
  revisions: Array<RevisionId>;
  /** When, UTC. */
  at: string;
};

/** A key that was tried on a place afterwards. */
export type DestroyTry = {
  /** The place. */
  path: string;
  /** `passphrase` or `kit`. */
  with: string;
  /** It opened. */
  opens: boolean;
};

/** A place whose keys were to go. */
export type DestroyedPlace = {
  /** Its folder. */
  path: string;
  /** `vault` or `backup`. */
  kind: string;
  /** Key slots that were removed. */
  removed: number;
  /** Of those, how many were written over first. */
  overwritten: number;
  /** Key slots that are there now, by name; looked at afresh. */
  left: Array<string>;
  /** Why nothing could be done there: code of an error. */
  trouble: string | null;
};

/** One thing about this computer: message `checkup-<code>`, what to do `checkup-<code>-do`. */
export type DeviceFinding = {
  /** `disk`, `swap`, `hibernation`, `screen`, `backup`, `clock`, `here`, `users`, `folder`, `sync`; title `checkup-<what>`. */
  what: string;
  /** `good`, `care`, `bad`, `unknown`. */
  state: string;
  /** What was seen: `disk-encrypted`, `swap-plain`, ... */
  code: string;
  /** Arguments of its message: figures, names of users and programs, folders. */
  args: { [key in string]: string };
};

/** What was seen. */
export type DeviceReport = {
  /** For this folder. */
  path: string;
  /** One each. */
  findings: Array<DeviceFinding>;
};

/** Asks what of this computer matters to a vault. */
export type DeviceWish = {
  /** The vault's folder; none: that of the open vault, or of the last one. */
  path: string | null;
};

/** Two parties that are not the same, although their names look alike. Symmetric: one record for a pair, whichever comes first. */
export type Distinct = {
  /** Identity. */
  id: DistinctId;
  /** One ... */
  party: PartyId;
  /** ... and the other. */
  other: PartyId;
  /** Known, and not only as far as anybody can tell. */
  certain: boolean;
  /** How one knows. */
  note: string;
};

/** Two parties that are not the same. */
export type DistinctId = string;

/** Somebody of whom it was said that they are not this party. */
export type DistinctRow = {
  /** The record that says so. */
  id: DistinctId;
  /** Who it is not. */
  party: PartyId;
  /** Their name. */
  name: string;
  /** Known, not only as far as anybody can tell. */
  certain: boolean;
  /** How one knows. */
  note: string;
};

/** Text somebody is still writing. Lives in the vault, encrypted like everything else; not part of history. */
export type Draft = {
  /** Which form it belongs to: `note`, `act:<case id>`, ... */
  key: string;
  /** The form's fields. */
  value: unknown;
  /** Last written, UTC. */
  at: string;
};

/** Which draft. */
export type DraftKey = {
  /** Which form. */
  key: string;
};

/** Drafts. */
export type DraftList = {
  /** Latest first. */
  drafts: Array<Draft>;
};

/** Keeps what somebody is writing. */
export type DraftSave = {
  /** Which form. */
  key: string;
  /** Its fields. */
  value: unknown;
};

/** What kind of thing stands in the calendar. */
export type EntryKind = "hearing" | "proceeding" | "expiry" | "review" | "task" | "consent" | "retention";

/** An evidence item (Berkeley Protocol, paragraphs 153-167). */
export type Evidence = {
  /** Identity. */
  id: EvidenceId;
  /** In which case. */
  case_id: CaseId;
  /** One line. */
  title: string;
  /** File name as it came. */
  file_name: string;
  /** Bytes. */
  size: number;
  /** Media type found in the bytes, not taken from the name. */
  media_type: string;
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: string;
  /** The encrypted file that holds them. */
  blob: string;
  /** What ties that file to this record: hash of its age header and nonce, lower-case hex. */
  binding: string;
  /** When it was obtained. */
  obtained: UncertainDate | null;
  /** By whom of the team. */
  obtained_by: string;
  /** From which source. */
  source: SourceId | null;
  /** How. */
  how: string;
  /** Device or tool. */
  device: string;
  /** Address of a captured web page; kept as text, never fetched. */
  url: string;
  /** The item this is a working copy of. */
  original: EvidenceId | null;
  /** What was done to make the copy. */
  transformation: string;
  /** Where the physical original is. */
  physical: string;
  /** How far it may travel. */
  sensitivity: Sensitivity;
};

/** Takes a file into the vault. */
export type EvidenceAdd = {
  /** To which case. */
  case: CaseId;
  /** The file. */
  path: string;
  /** One line; empty: the file's name. */
  title: string;
  /** From which source. */
  source: SourceId | null;
  /** When it was obtained, in words or EDTF; empty if unknown. */
  obtained: string;
  /** How. */
  how: string;
  /** How far it may travel. */
  sensitivity: Sensitivity;
};

/** Writes an item out, in clear, because a person asked for it. */
export type EvidenceExport = {
  /** Which. */
  id: EvidenceId;
  /** Where to. */
  path: string;
};

/** An evidence item. */
export type EvidenceId = string;

/** A part of an item. */
export type EvidencePart = {
  /** Media type as it was found when it was taken in. */
  media_type: string;
  /** Size of the whole item in bytes. */
  size: number;
  /** The bytes in base64. */
  data: string;
};

/** An evidence item for the eye: pictures and plain text only, bounded, decoded by the host's own window. */
export type EvidencePreview = {
  /** Media type: one of `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `text/plain`, or empty when it cannot be shown. */
  media_type: string;
  /** The bytes in base64; at most 8 MiB before encoding. */
  data: string;
  /** Cut off at the bound. */
  cut: boolean;
};

/** Asks for a part of an item. */
export type EvidenceRange = {
  /** Which. */
  id: EvidenceId;
  /** From which byte. */
  offset: number;
  /** How many bytes; at most 1 MiB is given, and nothing beyond the end. */
  length: number;
};

/** One evidence item. */
export type EvidenceRef = {
  /** Its id. */
  id: EvidenceId;
};

/** Result of hashing an item again. */
export type EvidenceVerified = {
  /** The hash is the recorded one. */
  ok: boolean;
  /** The hash found. */
  sha256: string;
};

/** Writes the casebook out, in clear, because a person asked for it. */
export type ExportFile = {
  /** Where to. */
  path: string;
  /** Only these cases; empty for all. */
  cases: Array<CaseId>;
};

/** How many of what a search finds share something. */
export type FacetCount = {
  /** What: a kind of record, a year, a state of review, a sensitivity. */
  value: string;
  /** How many. */
  count: number;
  /** There are more: what is in many records is not counted to its end. */
  more: boolean;
};

/** One fault of an imported file. */
export type Fault = {
  /** Where: `cases[3].acts[0].start`. */
  path: string;
  /** What is wrong, in plain English. */
  why: string;
  /** Code for a translated message `fault-<code>`. */
  code: string;
};

/** Puts one field of a record back to what it was right after a revision. */
export type FieldRestore = {
  /** The revision. */
  revision: RevisionId;
  /** The field, by its name in the record. */
  field: string;
};

/** One bar. */
export type Figure = {
  /** What of. */
  code: string;
  /** How many acts. */
  acts: number;
};

/** Which acts to count. */
export type FigureFilter = {
  /** That may have begun on this day or later. */
  from: string | null;
  /** That may have begun on this day or earlier. */
  until: string | null;
  /** In a case of any of these civic spaces; empty for all. */
  space: Array<string>;
};

/** Acts counted in several ways. Each act counts once, also one done to a group; what is not recorded is not counted. */
export type Figures = {
  /** Acts that pass the filter. */
  acts: number;
  /** Cases they belong to. */
  cases: number;
  /** Those of the acts that were done to more than one person. */
  to_groups: number;
  /** By code of vocabulary `act_type`, the most first. */
  by_type: Array<Figure>;
  /** By `YYYY-MM`, in order; by `YYYY` where the month is not known; under an empty code where the year is not. */
  by_month: Array<Figure>;
  /** By name of the place, the most first; an empty one where it is not known. */
  by_place: Array<Figure>;
  /** By code of vocabulary `space`. An act of a case with two spaces counts in both; an empty code where there is none. */
  by_space: Array<Figure>;
};

/** A file was written because a person asked for it. */
export type FileWritten = {
  /** Where. */
  path: string;
  /** Its size in bytes. */
  bytes: number;
};

/** Something missing before a review. */
export type Gap = {
  /**
   * What: `no_acts`, `no_victim`, `no_date`, `no_source`, `single_source`, `no_locator`, `unresolved_conflict`, `sums`, `no_consent`,
   * `no_place`, `no_authority`, `no_expiry`, `no_summary`. Message key `gap-<code>`.
   */
  code: string;
  /** In which kind of record. */
  kind: Kind;
  /** In which record. */
  id: string;
  /** In which field. */
  field: string;
  /** What to call the record (a name, a label), to be shown beside the message. */
  label: string;
};

/** One state of a vault that can be had back. */
export type GenerationInfo = {
  /** Its name. */
  name: string;
  /** When it was made, UTC. */
  made: string;
  /** `whole` (every file is there in its length), `incomplete`, `damaged` or `newer`. */
  state: string;
  /** How many files; of an incomplete one those that are missing. */
  files: number;
  /** Their size in bytes; 0 when not whole. */
  bytes: number;
};

/** A case in the picture. */
export type GraphCase = {
  /** Which. */
  id: CaseId;
  /** Its reference. */
  reference: string;
  /** Its title. */
  title: string;
};

/** A line of the picture. */
export type GraphLink = {
  /** A party. */
  from: PartyId;
  /** A party or a case. */
  to: string;
  /** `relationship`, `involved` (a part in a case), `act` (alleged to have done something to). */
  by: string;
  /** Code of vocabulary `relationship` or `role`, or of the act. */
  how: string;
};

/** A party in the picture. */
export type GraphParty = {
  /** Who. */
  id: PartyId;
  /** Primary name. */
  name: string;
  /** Kind. */
  kind: PartyKind;
};

/** A merge that changed something. */
export type HandoverArrival = {
  /** To take it back by. */
  id: string;
  /** From whom. */
  from: string;
  /** When the handover was made, UTC. */
  made: string;
  /** SHA-256 of its file. */
  sha256: string;
  /** When it was merged, UTC. */
  at: string;
  /** When it was taken back, UTC; empty if it was not. */
  undone: string;
};

/** A case in a received file. */
export type HandoverCase = {
  /** Its id. */
  id: CaseId;
  /** Its reference there. */
  ref: string;
  /** Its title. */
  title: string;
  /** What its records are to us. */
  counts: HandoverCounts;
};

/** What a received file turns out to be. */
export type HandoverCheck = {
  /** It is whole, untouched and for us. */
  valid: boolean;
  /** Name of the sender as signed. */
  sender: string;
  /** The signature is right. */
  signed: boolean;
  /** The signing key is that of a partner we know. */
  known: boolean;
  /** When it was made, UTC. */
  at: string;
  /** Cases in it. */
  cases: number;
  /** Evidence items in it. */
  evidence: number;
  /** The sender's word. */
  message: string;
  /** Titles and references. */
  titles: Array<string>;
  /** What is wrong: codes, message `bundle-<code>`. */
  problems: Array<string>;
};

/** Records by what they are to us. */
export type HandoverCounts = {
  /** Not here. */
  new: number;
  /** Would change in some field. */
  changed: number;
  /** Of those, changed on both sides in the same field. */
  both: number;
  /** The same, or newer here. */
  same: number;
  /** Deleted here, and would stay so. */
  deleted: number;
  /** Deleted here and changed there since: would come back. */
  back: number;
};

/** Seals and writes a handover. */
export type HandoverCreate = {
  /** What goes, and to whom. */
  wish: HandoverWish;
  /** Where to. */
  path: string;
  /** The passphrase, if it is for somebody who will be told one. */
  passphrase: string;
  /** The preview it must be the same as, if one was looked at. */
  seen: HandoverSeen | null;
};

/** A received file beside what is here; nothing is written. */
export type HandoverDiff = {
  /** The file. */
  path: string;
  /** The passphrase it was sealed with, if it was. */
  passphrase: string;
  /** Only records of this case; all if none. */
  case: CaseId | null;
  /** Only records that would change something. */
  changes: boolean;
  /** So many are passed over. */
  offset: number;
  /** At most so many, up to 500. */
  limit: number;
  /** With the page for people that is in the file. */
  page: boolean;
};

/** What a received file would change. */
export type HandoverDifference = {
  /** Name of the sender as signed. */
  sender: string;
  /** The signing key is that of a partner. */
  known: boolean;
  /** When it was made, UTC. */
  at: string;
  /** SHA-256 of the file. */
  sha256: string;
  /** Its cases. */
  cases: Array<HandoverCase>;
  /** All records in it, by what they are to us. */
  counts: HandoverCounts;
  /** Records that were asked for, by case, what stands beside cases last. */
  records: Array<HandoverRecord>;
  /** How many there are of those that were asked for. */
  total: number;
  /** The page for people; empty if it was not asked for or is too long to be shown. */
  page: string;
};

/** One handover, out or in. */
export type HandoverEntry = {
  /** What was accepted by the leak check. */
  accepted: Array<LeakAccepted>;
  /** Sources that somebody was told of. */
  told: Array<SourceTold>;
  /** `out` or `in`. */
  direction: string;
  /** When, UTC. */
  at: string;
  /** Whom to or from. */
  who: Array<string>;
  /** References of the cases. */
  cases: Array<string>;
  /** What they are known by; empty if it came in. */
  readers: Array<string>;
  /** Profile used. */
  profile: string;
  /** Only what was new to them. */
  since: boolean;
  /** Records by plural name. */
  counts: { [key in string]: number };
  /** How many stayed behind, by reason: message `withheld-<code>`. */
  withheld: { [key in string]: number };
  /** SHA-256 of the file. */
  sha256: string;
  /** Receipts that came back for it, oldest first. */
  replies: Array<HandoverReply>;
};

/** A field on both sides. */
export type HandoverField = {
  /** Its name. */
  field: string;
  /** As it is here. */
  ours: unknown;
  /** As it came. */
  theirs: unknown;
  /** Changed on both sides: both are kept until a person decides. */
  both: boolean;
};

/** A received file. */
export type HandoverFile = {
  /** Where. */
  path: string;
  /** The passphrase it was sealed with, if it was. */
  passphrase: string;
};

/** Everything one receiver was ever given. */
export type HandoverGiven = {
  /** By case, the latest first. */
  cases: Array<HandoverGivenCase>;
  /** Names of evidence files. */
  evidence: Array<string>;
};

/** What of one case somebody was given. */
export type HandoverGivenCase = {
  /** Which. */
  id: CaseId;
  /** Its reference; empty if it is gone. */
  reference: string;
  /** Its title. */
  title: string;
  /** When something of it first went, UTC. */
  first: string;
  /** When something of it last went, UTC. */
  last: string;
  /** Records by kind. */
  counts: { [key in string]: number };
};

/** What one receiver was ever given. */
export type HandoverGivenWish = {
  /** Id of a partner, or what the log has under `readers`. */
  reader: string;
};

/** A record that stays behind, or a field of one. */
export type HandoverHeld = {
  /** Why: code, message `withheld-<code>`. */
  reason: string;
  /** Kind of the record. */
  kind: Kind;
  /** Which. */
  id: string;
  /** What people call it. */
  label: string;
  /** The field; empty if all of it stays. */
  field: string;
  /** Reference of its case, if it is in one. */
  case: string;
};

/** Where something that must stay would show. */
export type HandoverLeaks = {
  /** One each, at most 2,000; those that wait for a decision are always among them. */
  hits: Array<LeakHit>;
  /** Files that could not be looked into. */
  unlooked: Array<LeakFile>;
  /** Pictures of which a copy goes that does not say where, when and with what it was taken; or that go as they are, because somebody chose so. */
  copies: Array<LeakCopy>;
  /** More was found than is listed. */
  more: boolean;
  /** How many wait for a decision; until there is none, nothing is sealed. */
  waiting: number;
  /** The seal is closed, so nobody could look for the people behind it. */
  sealed_missed: boolean;
};

/** Fields of a record that are not taken. */
export type HandoverLeave = {
  /** The record. */
  id: string;
  /** Its fields. */
  fields: Array<string>;
};

/** Every handover, latest first. */
export type HandoverLog = {
  /** One each. */
  entries: Array<HandoverEntry>;
  /** Merges that changed something, latest first. */
  arrivals: Array<HandoverArrival>;
};

/** Merges a received file, all or some of it. What is left out may be taken later, from the same file. */
export type HandoverMerge = {
  /** The file. */
  path: string;
  /** The passphrase it was sealed with, if it was. */
  passphrase: string;
  /** Only these records, and everything in these cases; all if empty. */
  only: string[];
  /** Not these records, and nothing of these cases. */
  without: string[];
  /** Not these fields. */
  leave: Array<HandoverLeave>;
};

/** What a merge did. */
export type HandoverMerged = {
  /** New records. */
  added: number;
  /** Records that became newer. */
  updated: number;
  /** Records that were the same. */
  unchanged: number;
  /** Records that were not asked for and came along, because others refer to them. */
  along: number;
  /** Records changed on both sides; both versions are kept. */
  conflicts: Array<MergeConflict>;
  /** Name of the sender as signed. */
  sender: string;
  /** To take it back by; none if it changed nothing. */
  arrival: string | null;
};

/** Opens a received file into a folder, in clear, because a person asked for it. */
export type HandoverOpen = {
  /** The file. */
  path: string;
  /** The folder to make; must not exist. */
  out: string;
  /** The passphrase it was sealed with, if it was. */
  passphrase: string;
};

/** Where a received file was opened. */
export type HandoverOpened = {
  /** The folder. */
  out: string;
  /** Files written. */
  files: number;
};

/** What would go, before it does. */
export type HandoverPreview = {
  /** Cases that go. */
  cases: Array<CaseRow>;
  /** Records by plural name. */
  counts: { [key in string]: number };
  /** Bytes of evidence. */
  evidence_bytes: number;
  /** What stays behind, and why: codes, message `withheld-<code>`, with how many. */
  withheld: { [key in string]: number };
  /** The same one by one: the first 2,000. */
  held: Array<HandoverHeld>;
  /** What was left out because the receivers have it, if that was asked for. */
  since: HandoverSince | null;
  /** The page the receiver will see (self-contained HTML without scripts). */
  page: string;
  /** The page by its hash: what is sealed must be what was looked at. */
  seen: HandoverSeen;
};

/** A handover was written. */
export type HandoverReceipt = {
  /** Where. */
  path: string;
  /** Its size in bytes. */
  bytes: number;
  /** SHA-256 of the file. */
  sha256: string;
  /** Cases in it. */
  cases: number;
  /** Evidence items in it. */
  evidence: number;
  /** For whom. */
  to: Array<string>;
  /** When, UTC. */
  at: string;
};

/** A record in a received file. */
export type HandoverRecord = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** What to call it. */
  label: string;
  /** Its case; none for what stands beside cases. */
  case_id: CaseId | null;
  /** `new`, `changed`, `same`, `deleted`, `back`. */
  state: string;
  /** What would change in it. */
  fields: Array<HandoverField>;
};

/** A receipt that came back. */
export type HandoverReply = {
  /** Which partner. */
  name: string;
  /** `received`, `read` or `merged`. */
  state: string;
  /** When that was, as they say, UTC. */
  at: string;
  /** When the receipt was taken in, UTC. */
  taken: string;
  /** SHA-256 of the file that it is about. */
  sha256: string;
};

/** A preview that was looked at. */
export type HandoverSeen = {
  /** When it was made, UTC. */
  at: string;
  /** SHA-256 of its page. */
  sha256: string;
};

/** What was left out because the receivers have it. */
export type HandoverSince = {
  /** Records they have just so. */
  same: number;
  /** Records they have that do not go any more: deleted, or withheld now. They cannot be called back. */
  gone: number;
};

/** A record of which something stays. */
export type HandoverStays = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** What to call it. */
  label: string;
  /** Fields that stay; empty if all of it does. */
  fields: Array<string>;
};

/** Takes a merge back. */
export type HandoverUndo = {
  /** Which: from the log or from the merge. */
  arrival: string;
};

/** What taking a merge back did. */
export type HandoverUndone = {
  /** Records that went. */
  removed: number;
  /** Records that say again what they said. */
  restored: number;
  /** What stays, because it was changed or used since. */
  stays: Array<HandoverStays>;
};

/** What somebody would like to hand over, and to whom. */
export type HandoverWish = {
  /** Which cases. */
  cases: Array<CaseId>;
  /** Every case. */
  all: boolean;
  /** The cases in which this kept search finds something now. */
  search: SavedSearchId | null;
  /** Code of a profile: how much of each record goes. */
  profile: string;
  /** With the evidence files. */
  evidence: boolean;
  /** Privileged notes picked by hand. */
  privileged: Array<NoteId>;
  /** Places picked by hand that are marked never to leave. */
  places: Array<PlaceId>;
  /** To whom: ids of partners, recipients (`age1...`, `age1pq1...`, `ssh-ed25519 ...`, `ssh-rsa ...`), or texts of cards. */
  to: Array<string>;
  /** Nobody in `to`, but whoever will be told a passphrase: what they are called; empty otherwise. */
  passphrase_for: string;
  /** Only what they do not have just so from handovers before. */
  since: boolean;
  /** A word to the receiver; goes inside. */
  message: string;
  /** What is done where something that must stay would show; without a choice other words stand there. */
  leaks: Array<LeakChoice>;
  /** Why every file that could not be looked into may go all the same; empty: each has to be chosen. */
  unlooked: string;
};

/** One hearing. */
export type Hearing = {
  /** When. */
  date: UncertainDate | null;
  /** What for, and what came of it. */
  words: string;
};

/** Who is held on a day. */
export type Held = {
  /** The day. */
  on: string;
  /** One line each. */
  held: Array<HeldRow>;
  /** Who is not held but restricted: bans, restricted freedom, bail. */
  restricted: Array<HeldRow>;
};

/** How many people have one status today. */
export type HeldCount = {
  /** Status code. */
  status: string;
  /** People, groups counted by their lower bound. */
  people: number;
};

/** Who is held (or otherwise not free) on a day, under what, until when. */
export type HeldRow = {
  /** Who. */
  party: string;
  /** Who, as id. */
  party_id: PartyId;
  /** How many people, for a group. */
  count: number | null;
  /** Status code of vocabulary `measure`. */
  status: string;
  /** Since (EDTF). */
  since: string;
  /** Since, whole. */
  since_date: UncertainDate | null;
  /** Runs out on. */
  expires: string | null;
  /** Law articles. */
  provisions: Array<string>;
  /** Reference of the case. */
  case: string;
  /** Id of the case. */
  case_id: CaseId;
  /** Which measure says so. */
  measure: MeasureId;
  /** Where, if known. */
  place: string;
  /** Past its expiry with no word of an extension or release. */
  overdue: boolean;
};

/** Revisions, latest first. */
export type History = {
  /** One each. */
  revisions: Array<Revision>;
  /** The chain over all revisions holds. */
  intact: boolean;
};

/** What needs the person now. */
export type HomeView = {
  /** How many records of each kind. */
  counts: Counts;
  /** Measures that run out soon or are overdue, soonest first. */
  expiring: Array<HeldRow>;
  /** Tasks due or overdue. */
  due: Array<Task>;
  /** Everything overdue, oldest first; at most 50. */
  overdue: Array<CalendarEntry>;
  /** Hearings, reviews and deadlines of the next two weeks, the soonest first; at most 50. */
  ahead: Array<CalendarEntry>;
  /** Cases that wait for review or have gaps, at most ten. */
  review: Array<CaseRow>;
  /** How many wait in all. */
  review_count: number;
  /** Held today by status. */
  held: Array<HeldCount>;
  /** Notes without a case. */
  unsorted: Array<Note>;
  /** Drafts left open. */
  drafts: Array<Draft>;
};

/** Who a source is, beside what is kept here. */
export type IdentityBeside = {
  /** Which source. */
  id: SourceId;
  /** Its code name here; the sender's if it is not here. */
  code_name: string;
  /** The source is in the casework; otherwise its case has to be taken in first. */
  here: boolean;
  /** Fields that say something else than what is kept here. */
  fields: Array<IdentityField>;
};

/** What such a file says, beside what is kept here. Nothing is taken in by looking. */
export type IdentityCame = {
  /** Who wrote it, as they are called here. */
  from: string;
  /** When, UTC. */
  at: string;
  /** SHA-256 of the file. */
  sha256: string;
  /** One each. */
  sources: Array<IdentityBeside>;
};

/** Puts a code name in the place of a person. */
export type IdentityConceal = {
  /** `record`, `history` or `draft`, as the finding says. */
  place: string;
  /** Kind of record. */
  kind: Kind;
  /** Which record; nil for a draft. */
  id: string;
  /** Key of the draft; otherwise not looked at. */
  field: string;
  /** Whose code name. */
  source: SourceId;
  /** The words leave the history of the record and the files of the vault too; always so for `history`. */
  forget: boolean;
};

/** It was done. */
export type IdentityConcealed = {
  /** The record as it now is; none if it is only in the history, or a draft. */
  saved: Saved | null;
};

/** A field of an identity. */
export type IdentityField = {
  /** Its name. */
  field: string;
  /** What is kept here; empty if nothing. */
  ours: string;
  /** What came. */
  theirs: string;
};

/** A record that is about to be saved. */
export type IdentityFind = {
  /** The record. */
  record: Record;
};

/** The person behind a code name, found in ordinary text. Quotes the text: shown while the seal is open, kept nowhere. */
export type IdentityFinding = {
  /** Who. */
  source: SourceId;
  /** Code name of the source. */
  code: string;
  /** `name`, `contact`, or `part` (one word of the name, which may be somebody else's). */
  what: string;
  /** `record`, `history` (an earlier state or a deleted record), `draft`. */
  place: string;
  /** Kind of record. */
  kind: Kind;
  /** Which record; nil for a draft. */
  id: string;
  /** Reference of its case. */
  case: string | null;
  /** Id of its case. */
  case_id: CaseId | null;
  /** What to call the record. */
  label: string;
  /** In which field; the key of a draft. */
  field: string;
  /** The passage, with some words around it. */
  why: string;
  /** Character offsets `[from, to)` in `why`. */
  marks: Array<[number, number]>;
  /** The passage with the code name. */
  after: string;
  /** How often in this text. */
  times: number;
};

/** Whom it names, and the same record with code names instead. */
export type IdentityFound = {
  /** What was found. */
  findings: Array<IdentityFinding>;
  /** The record with code names in the place of all that was found. */
  clean: Record;
};

/** Tells one person who sources are, in a file of its own. */
export type IdentityGive = {
  /** Which sources. */
  ids: Array<SourceId>;
  /** The partner; their words were compared by voice. */
  to: string;
  /** Why: it goes on the record. */
  reason: string;
  /** Where the file goes. */
  path: string;
};

/** A file that says who sources are. */
export type IdentityLetter = {
  /** Where it is. */
  path: string;
};

/** Fields of one identity that are kept as they came. */
export type IdentityPick = {
  /** Which source. */
  id: SourceId;
  /** Names of fields. */
  fields: Array<string>;
};

/** What the vault says of people behind code names. */
export type IdentityScan = {
  /** What was found, at most so many as a person can go through. */
  findings: Array<IdentityFinding>;
  /** There is more. */
  more: boolean;
  /** Records, entries of the history and drafts that were looked through. */
  looked: number;
};

/** Keeps what came. */
export type IdentityTake = {
  /** The file. */
  path: string;
  /** SHA-256 of the file that was looked at. */
  sha256: string;
  /** Of which sources, and which fields. */
  take: Array<IdentityPick>;
};

/** What was kept. */
export type IdentityTaken = {
  /** Of so many sources. */
  taken: number;
};

/** Reads a file into the vault; its kind is found in its bytes. */
export type ImportFile = {
  /** The file. */
  path: string;
  /** Only say what would happen. */
  dry_run: boolean;
};

/** What an import did or would do. */
export type ImportReport = {
  /** New records by plural name (`cases`, `parties`, `acts`, `measures`, ...). */
  added: { [key in string]: number };
  /** Changed records. */
  updated: { [key in string]: number };
  /** Records that were the same already. */
  unchanged: { [key in string]: number };
  /** Every fault; if there is one, nothing was written. */
  refused: Array<Fault>;
  /** Nothing was written because nothing was meant to be. */
  dry_run: boolean;
};

/** An intervention (26xx). */
export type Intervention = {
  /** Identity. */
  id: InterventionId;
  /** In which case. */
  case_id: CaseId;
  /** By whom. */
  by: Array<PartyId>;
  /** Code of vocabulary `intervention` (`statement`, `letter`, `opinion`, ...). */
  kind: string;
  /** Code of vocabulary `intervention_status` (`planned`, `pending`, `answered`, ...); empty if nobody said. */
  status: string;
  /** Addressee. */
  addressee: string;
  /** When. */
  date: UncertainDate | null;
  /** What it said. */
  gist: string;
  /** What was answered. */
  response: string;
  /** What came of it. */
  impact: string;
};

/** A statement, letter, opinion, appeal or visit. */
export type InterventionId = string;

/** A party's part in a case; the same party may have several. */
export type Involved = {
  /** Identity. */
  id: InvolvedId;
  /** In which case. */
  case_id: CaseId;
  /** Who. */
  party: PartyId;
  /** Code of vocabulary `role` (`victim`, `alleged-perpetrator`, `witness`, `lawyer`, ...). */
  role: string;
  /** A word on it. */
  note: string;
};

/** A party's part in a case. */
export type InvolvedId = string;

/** An involvement (24xx): an alleged perpetrator's part in an act. */
export type Involvement = {
  /** Identity. */
  id: InvolvementId;
  /** In which case (that of the act). */
  case_id: CaseId;
  /** In which act. */
  act: ActId;
  /** Who is alleged to have done it. */
  perpetrator: PartyId;
  /** Degree of involvement (vocabulary `degree`). */
  degree: string;
  /** Unit or agency, where known. */
  unit: string;
  /** Rank or title. */
  rank: string;
  /** Why it is believed. */
  basis: string;
};

/** An alleged perpetrator's part in an act. */
export type InvolvementId = string;

/** The long work that is under way beside everything else. */
export type JobState = {
  /**
   * Named like the command: `backup` (of `backup_make`), `backup_check`, `backup_restore`, `evidence_add`, `evidence_export`,
   * `evidence_verify`, `vault_verify`, `key_rotate`; none when nothing is.
   */
  name: string | null;
  /** Bytes done. */
  done: number;
  /** All bytes, as far as known; 0 at first. */
  total: number;
};

/** A record that was found to be this party. */
export type JoinedParty = {
  /** It, as it is now. */
  party: Party;
  /** By whom. */
  by: string;
  /** When, UTC. */
  at: string;
  /** How many mentions were moved. */
  moved: number;
  /** Further names of the kept party that came from it. */
  names: Array<string>;
  /** Fields that somebody changed in it after it was merged. */
  changed: Array<string>;
};

/** Asks for a further recovery kit. */
export type KeyAddKit = {
  /** The passphrase, once more. */
  passphrase: string;
};

/** Gives somebody a key of their own. */
export type KeyAddPerson = {
  /** What they are called in the history. */
  name: string;
  /** What the person is called who has the vault open, if nobody said before. */
  own: string | null;
  /** The passphrase of who asks, once more. */
  passphrase: string;
  /** The new person's passphrase; none: a recovery kit that is theirs is made instead. */
  new: string | null;
};

/** Asks for a recovery kit in shares. */
export type KeyAddShares = {
  /** The passphrase, once more. */
  passphrase: string;
  /** 2 of three or 3 of five. */
  threshold: number;
};

/** One key. */
export type KeyInfo = {
  /** Its id, as in the file name. */
  id: string;
  /** `passphrase`, `kit`, `shares` or `unknown`; without a key at hand shares pass for a kit. */
  kind: string;
  /** So many shares open it; `shares` only. */
  threshold: number | null;
  /** Of so many. */
  count: number | null;
  /** Seconds that one try takes on this device, about: a short measurement, scaled to the cost of this key. `passphrase` only. */
  opens_in: number | null;
  /**
   * Whether that is what it would be if it were chosen now: `right`, `light` (a guess is cheaper than it could be) or `heavy`
   * (opening takes long).
   */
  cost: string | null;
  /**
   * The name of the person whose key it is, empty if nobody gave one; none for a key that is nobody's, and while the vault is
   * locked.
   */
  person: string | null;
  /** It is of the person who has the vault open. */
  mine: boolean;
};

/** The keys of a vault. */
export type KeyList = {
  /** One each. */
  keys: Array<KeyInfo>;
};

/** Says what the person is called who has a key. */
export type KeyName = {
  /** The key. */
  id: string;
  /** The name. */
  name: string;
};

/** Removes a key. */
export type KeyRemove = {
  /** Which. */
  id: string;
  /** The passphrase, once more. */
  passphrase: string;
};

/** Gives the open vault new keys: everything is sealed anew, and what opened it before opens nothing any more. */
export type KeyRotate = {
  /** The passphrase, once more. */
  passphrase: string;
  /** Another one for afterwards. */
  new: string | null;
  /** Although evidence is missing or damaged, which is left behind, or the history does not hold, which stays visible. */
  even_if_damaged: boolean;
};

/** A vault that got new keys. */
export type KeysRotated = {
  /** Its kit. Every kit of before is void. */
  kit: RecoveryKitText;
  /**
   * Whether it is open now. If not, the disk failed at the last moment: opening it ends what was begun. Keep the old kit
   * until then.
   */
  open: boolean;
  /** Files of evidence that were sealed anew. */
  files: number;
  /** Those that were left behind, and why. */
  left_behind: Array<string>;
};

/** Somebody who may be of the family. */
export type KinHint = {
  /** Who. */
  party: PartyId;
  /** Their name. */
  name: string;
  /** `same-family-name`, `same-patronymic`. */
  reasons: Array<string>;
  /** In how many cases both stand. */
  cases: number;
};

/** The kinds of record. */
export type Kind = "term" | "provision" | "rule" | "place" | "party" | "name" | "relationship" | "distinct" | "source" | "case" | "involved" | "act" | "involvement" | "chain" | "measure" | "proceeding" | "intervention" | "money" | "consent" | "claim" | "note" | "evidence" | "custody_event" | "task" | "comment" | "saved_search" | "profile";

/** A drill: proves that a kit, or enough shares, open the open vault. */
export type KitProve = {
  /** The kit's key line, words or page, or the lines of the shares. */
  kit: string;
  /** Files to read instead, if there are any: a kit, or one for each share. What is in them is never handed out. */
  files: Array<string>;
};

/** What a drill proved. */
export type KitProved = {
  /** The key that opened. */
  key: KeyInfo;
  /** When, UTC. */
  at: string;
  /** Cases that were found in the database with it. */
  cases: number;
  /** Bytes of both databases that were read with it. */
  bytes: number;
  /** The last backup. */
  backup: BackupProof;
};

/** Writes the page of a kit that was just shown. */
export type KitSave = {
  /** The page. */
  text: string;
  /** Where to. */
  path: string;
};

/** Something that went out although it was found, or could not be looked for. */
export type LeakAccepted = {
  /** Kind of the record. */
  kind: string;
  /** Which record; nil for the message. */
  record: string;
  /** Its field; of a file, the part of it. */
  field: string;
  /** What stood there, or why it could not be looked into: a code. */
  what: string;
  /** Who accepted it. */
  by: string;
  /** When, UTC. */
  at: string;
  /** Why. */
  reason: string;
};

/** What to do about a place where something that must stay would show, or about a file that could not be looked into. */
export type LeakChoice = {
  /** Its id, from `handover_leaks`; or `original:` and the id of an evidence item, to send a file with what it says of itself. */
  hit: string;
  /** `replace`, `leave-out` or `accept`. */
  act: string;
  /** Why it may go, for what is accepted. */
  reason: string;
};

/** A picture of which a copy would go that says nothing of itself. */
export type LeakCopy = {
  /** To be accepted, with a reason, if the picture is to go as it is. */
  id: string;
  /** The evidence item. */
  record: string;
  /** What it is called here. */
  label: string;
  /** Reference of its case. */
  case: string | null;
  /** What is done: `replace` (the copy goes), `accept` (it goes as it is). */
  act: string;
};

/** A file that could not be looked into, or not wholly. */
export type LeakFile = {
  /** The same as long as the file is. */
  id: string;
  /** The evidence item. */
  record: string;
  /** What it is called here. */
  label: string;
  /** Reference of its case. */
  case: string | null;
  /** Why not: message `leak-why-<code>`. */
  reason: string;
  /** What is done: `leave-out`, `accept`; none: it waits for a decision. */
  act: string | null;
};

/** One such place. */
export type LeakHit = {
  /** The same as long as the same words stand in the same field or file. */
  id: string;
  /** `record`, `text` (the words of a file), `metadata` (what a file says of itself), `message`. */
  place: string;
  /** Kind of the record. */
  kind: Kind;
  /** Which record; nil for the message. */
  record: string;
  /** What it is called here. */
  label: string;
  /** Reference of its case. */
  case: string | null;
  /** Its field. */
  field: string;
  /** `name`, `part` (one word of a name, which may be somebody else's), `contact`, `place`, `link` (a code name beside a name). */
  what: string;
  /** Whose: a party, one of its names, a place, a source. */
  whose: string;
  /** What that one is called here. */
  needle: string;
  /** The passage. */
  why: string;
  /** What of it was found: from and to, in characters. */
  marks: Array<[number, number]>;
  /** How often it stands in that file. */
  times: number;
  /** What is done: `replace`, `leave-out`, `accept`; none: it waits for a decision. */
  act: string | null;
  /** Other words can be put in its place. */
  replaceable: boolean;
};

/** Events of the computer that lock an open vault, where it lets a program see them. */
export type LockOn = {
  /** It goes to sleep or is switched off. */
  sleep: boolean;
  /** The screen is locked. */
  screen: boolean;
  /** Another user's session comes to the front. */
  switch: boolean;
  /** The lid is closed. */
  lid: boolean;
};

/** Asks for a signed copy of the history. */
export type LogExport = {
  /** The file to make; its signature goes beside it, with `.minisig` behind the name. */
  path: string;
  /** Of this case alone (reference or id); none: of the whole vault. */
  case: string | null;
  /** With what the fields said, before and after; otherwise only who, when and which fields. */
  content: boolean;
  /** With the words of privileged notes. */
  privileged: boolean;
};

/** A signed copy of the history was written. */
export type LogWritten = {
  /** Where. */
  path: string;
  /** Where its signature is. */
  signature: string;
  /** Size of the copy in bytes. */
  bytes: number;
  /** Revisions in it. */
  revisions: number;
  /** Of them, those whose words stayed here because a note is privileged. */
  withheld: number;
  /** The key it is signed with, as `minisign -P` takes it. */
  signing_key: string;
};

/** An evidence file that is lost. */
export type LostBlob = {
  /** Its record, which is kept. */
  record: string;
  /** The file's id. */
  blob: string;
};

/** A record that is lost. */
export type LostRecord = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** An empty record stands in its place, because others refer to it. */
  stand_in: boolean;
};

/** A place in the text and what it was taken for. */
export type Mark = {
  /** First UTF-16 unit ... */
  from: number;
  /** ... and the one after the last. */
  to: number;
  /** Which sentence of the whole text. */
  passage: number;
  /** How sure it is. */
  surety: Surety;
  /** What it was taken for. */
  is: Meaning;
};

/** What words were taken for. */
export type Meaning = { "kind": "date";
  /** Which, with the words it was read from. */
  date: UncertainDate, } | { "kind": "person";
  /** Which of the entities. */
  entity: number, } | { "kind": "organisation";
  /** Which of the entities. */
  entity: number, } | { "kind": "group";
  /** Which of the entities. */
  entity: number, } | { "kind": "place";
  /** The place of the vault, if it is one. */
  place: PlaceId | null;
  /** As it is called there, or in the text. */
  name: string, } | { "kind": "provision";
  /** Its code, known or made up; empty where the law is not said. */
  code: string;
  /** The law, in the language of the reader. */
  law: string;
  /** The article. */
  article: string;
  /** The part. */
  part: string;
  /** The vault has it. */
  known: boolean, } | { "kind": "act";
  /** Code of vocabulary `act_type`. */
  act_type: string;
  /** The words deny it: "was not detained". */
  denied: boolean;
  /** How long or how much, in the words of the text: "15 days". */
  extent: string, } | { "kind": "measure";
  /** Code of vocabulary `measure`; empty where the words do not say which. */
  status: string;
  /** It was there before and goes on longer. */
  extended: boolean;
  /** The words deny it: "was not released". */
  denied: boolean;
};

/** A measure: a person's status from one date to another. Who is held where is computed from these, never typed. */
export type Measure = {
  /** Identity. */
  id: MeasureId;
  /** In which case. */
  case_id: CaseId;
  /** Whose. */
  party: PartyId;
  /** Code of vocabulary `measure` (`house_arrest`, `pretrial`, `released`, ...). */
  status: string;
  /** Since. */
  from: UncertainDate | null;
  /** Until, where it is over. */
  until: UncertainDate | null;
  /** Who ordered it. */
  authority: string;
  /** Where. */
  place: PlaceId | null;
  /** Law articles: codes of provisions. */
  provisions: Array<string>;
  /** ISO 8601 duration, for example `P2M`. */
  duration: string;
  /** Runs out on, where it is known better than start plus duration. */
  expires_on: string | null;
  /** Next review by a court. */
  next_review: string | null;
  /** A word on it. */
  note: string;
  /** How far it may travel. */
  sensitivity: Sensitivity;
};

/** A status of a person from one date to another. */
export type MeasureId = string;

/** A release, or a measure that goes on longer, that a sentence seems to tell of. Whose it is or which may be left open: then a person has to say it. */
export type MeasureProposal = {
  /** Code of vocabulary `measure`; empty where the words do not say which. */
  status: string;
  /** It was there before and goes on longer. */
  extended: boolean;
  /** The mark of the words that gave it. */
  mark: number;
  /** Which sentence of the whole text. */
  passage: number;
  /** Whose: one of the entities. */
  party: number | null;
  /** Since when: a mark. */
  date: number | null;
  /** The day on which it runs out, where one is said. */
  until: string | null;
  /** How much longer: an ISO 8601 duration, or nothing. */
  duration: string;
  /** Fields taken over from an earlier sentence of the paragraph: `party`, `date`. */
  carried: Array<string>;
  /** The words deny it. */
  denied: boolean;
  /** How sure it is. */
  surety: Surety;
};

/** A record changed on both sides. */
export type MergeConflict = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** What to call it. */
  label: string;
  /** Fields that differ. */
  fields: Array<string>;
};

/** What stands against each other and waits for a person. */
export type MergeConflicts = {
  /** Oldest first. */
  conflicts: Array<OpenConflict>;
};

/** Decides a conflict, each of its fields. */
export type MergeDecide = {
  /** The record. */
  id: string;
  /** Their revision. */
  their_revision: RevisionId;
  /** Fields in which ours stands. */
  ours: Array<string>;
  /** Fields in which theirs stands. */
  theirs: Array<string>;
};

/** Two parties that are one. */
export type MergeWish = {
  /** Who stays. */
  keep: PartyId;
  /** Who goes. */
  other: PartyId;
  /**
   * What was chosen, field by field. A field that is not named keeps what the kept party says; where that says nothing the other's is
   * taken, lists are put together, and of two sensitivities the higher one counts.
   */
  fields: { [key in string]: Side };
};

/** What a merge of two parties did. */
export type MergedParties = {
  /** Who stays. */
  party: PartyId;
  /** Its revision: undoing it takes all of it back. */
  revision: RevisionId;
  /** How many mentions were moved. */
  moved: number;
  /** When, UTC. */
  at: string;
};

/** An amount of money. */
export type Money = {
  /** Identity. */
  id: MoneyId;
  /** In which case. */
  case_id: CaseId;
  /** Decimal number as text, never a binary fraction. */
  amount: string;
  /** ISO 4217 code. */
  currency: string;
  /** About, not exactly. */
  approximate: boolean;
  /** What for. */
  what: string;
};

/** An amount of money. */
export type MoneyId = string;

/** A further name of a party. */
export type Name = {
  /** Identity. */
  id: NameId;
  /** Whose. */
  party: PartyId;
  /** What kind of name. */
  kind: NameKind;
  /** In full. */
  full: string;
  /** Given name, where taken apart. */
  given: string;
  /** Patronymic. */
  patronymic: string;
  /** Family name. */
  family: string;
  /** Must not leave with the party. */
  confidential: boolean;
};

/** A further name of a party. */
export type NameId = string;

/** What kind of name a further name is. */
export type NameKind = "also_known_as" | "maiden" | "nickname" | "pseudonym" | "handle" | "court_spelling" | "transliteration";

/** Two names. */
export type NamePair = {
  /** One. */
  left: string;
  /** The other. */
  right: string;
};

/** A party whose name looks like what was typed. */
export type NameSuggestion = {
  /** Who. */
  party: PartyId;
  /** Primary name. */
  name: string;
  /** The spelling that matched. */
  matched: string;
  /** `same`, `similar` (never `different`). */
  band: string;
  /** 0 to 1. */
  score: number;
  /** Why: codes, message key `name-reason-<code>`. */
  reasons: Array<string>;
  /** A line on who this is. */
  description: string;
};

/** Parties of such a name. */
export type NameSuggestions = {
  /** Best first, at most eight. */
  suggestions: Array<NameSuggestion>;
};

/** What was typed into a name field. */
export type NameTyped = {
  /** So far. */
  text: string;
};

/** Whether two names are one. */
export type NameVerdict = {
  /** `same`, `similar` or `different`. */
  band: string;
  /** 0 to 1. */
  score: number;
  /** Why: codes, message `name-reason-<code>`. */
  reasons: Array<string>;
};

/** What is to become of names from behind the seal. */
export type Names = "ask" | "keep" | "replace";

/** A note in Markdown. */
export type Note = {
  /** Identity. */
  id: NoteId;
  /** In which case; none for a quick note not sorted yet. */
  case_id: CaseId | null;
  /** What kind. */
  kind: NoteKind;
  /** Markdown text. */
  text: string;
  /** Records it speaks of. */
  links: Array<RecordLink>;
  /** How far it may travel. */
  sensitivity: Sensitivity;
};

/** Which notes. */
export type NoteFilter = {
  /** Of this case; none: notes without a case. */
  case: CaseId | null;
};

/** A note. */
export type NoteId = string;

/** What kind of note it is. */
export type NoteKind = "field_note" | "analysis" | "to_do" | "privileged";

/** Notes with their revisions. */
export type NoteList = {
  /** Latest first. */
  notes: Array<NoteState>;
};

/** A note as it is now. */
export type NoteState = {
  /** The note. */
  note: Note;
  /** Its revision. */
  revision: RevisionId;
  /** Last change, UTC. */
  changed: string;
};

/** Nothing in, or nothing to say. */
export type Nothing = { [key: string]: never };

/** A day; none for today. */
export type OnDay = {
  /** Which. */
  on: string | null;
};

/** A record changed on both sides. */
export type OpenConflict = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** What to call it. */
  label: string;
  /** Its case; none for what stands beside cases. */
  case_id: CaseId | null;
  /** Their revision; names the conflict together with the id. */
  their_revision: RevisionId;
  /** From whom. */
  from: string;
  /** Since when, UTC. */
  at: string;
  /** Both sides of each field. */
  fields: Array<HandoverField>;
};

/** A task whose start is not any more what it was. */
export type Outdated = {
  /** Which task. */
  task: TaskId;
  /** Its start as it is now; none if it is gone (deleted, over, no longer what the rule is for). */
  start: UncertainDate | null;
  /** The day the rule gives now. */
  due: string | null;
};

/** What goes along in a handover, beyond who did what to whom. */
export type Part = "claims" | "proceedings" | "interventions" | "money" | "relationships" | "perpetrators" | "notes" | "tasks" | "consents" | "personal" | "contacts" | "tags" | "keeping" | "custody" | "keepers" | "origin" | "device" | "identities";

/** A part in a case, in short. */
export type PartIn = {
  /** The case. */
  case_id: CaseId;
  /** Its reference. */
  ref: string;
  /** Its title. */
  title: string;
  /** Codes of vocabulary `role`; empty for somebody who is only named in an act or a measure. */
  roles: Array<string>;
};

/** A partner. */
export type Partner = {
  /** Identity of the entry. */
  id: string;
  /** Name on the card. */
  name: string;
  /** age recipient (X25519). */
  recipient: string;
  /** age recipient that holds against a quantum computer. */
  recipient_pq: string;
  /** Signing key. */
  signing_key: string;
  /** Words to compare by voice. */
  words: string;
  /** They have been compared. */
  compared: boolean;
};

/** People one hands over to. */
export type PartnerList = {
  /** One each. */
  partners: Array<Partner>;
};

/** Which partner. */
export type PartnerRef = {
  /** Identity of the entry. */
  id: string;
};

/** Takes in a card. */
export type PartnerSave = {
  /** The card's text, the path of a file that holds it, or the id of a partner kept already (to say that the words have been compared). */
  card: string;
  /** The words have been compared by voice. */
  compared: boolean;
  /** The name to keep it under; as on the card if empty. */
  name: string;
  /** The partner known by that name, or by one of these keys, if it is to be this one from now on: they have a new vault. */
  instead_of: string | null;
};

/** A person, group, organisation, unit, or someone not known yet. */
export type Party = {
  /** Identity. */
  id: PartyId;
  /** What it is. */
  kind: PartyKind;
  /** Primary name in full, as this vault writes it; further spellings are `Name` records. */
  name: string;
  /** A line on who this is. */
  description: string;
  /** Vocabulary `sex`; empty where not asked. */
  sex: string;
  /** Born. */
  birth: UncertainDate | null;
  /** ISO 3166 code or plain words. */
  citizenship: string;
  /** Occupation. */
  occupation: string;
  /** Vulnerability: codes of vocabulary `flag` (`minor`, `pregnant`, `health`, `lgbtqi`, ...). */
  flags: Array<string>;
  /** Phone, mail, address. Never for a confidential source: that lives under the seal. */
  contact: string;
  /** How many people at least, for a group. */
  count_min: number | null;
  /** How many at most. */
  count_max: number | null;
  /** Free tags, lower case. */
  tags: Array<string>;
  /** How far it may travel. */
  sensitivity: Sensitivity;
  /** The party that this one was found to be; none for everybody who stands on their own. */
  merged_into: PartyId | null;
  /** What that moved, so that it can be taken apart again; empty for everybody else. */
  merge: { [key in string]: unknown };
};

/** Two parties that are not one. */
export type PartyDistinct = {
  /** One ... */
  party: PartyId;
  /** ... and the other. */
  other: PartyId;
  /** Known, and not only as far as anybody can tell. */
  certain: boolean;
  /** How one knows. */
  note: string;
};

/** What to list of the parties. */
export type PartyFilter = {
  /** Words of a name, in any script or spelling. */
  text: string;
  /** Any of these kinds. */
  kinds: Array<PartyKind>;
  /** Any of these roles in some case. */
  roles: Array<string>;
};

/** A person in the middle, and what is linked with them directly or through a case. */
export type PartyGraph = {
  /** Who is in the middle. */
  center: PartyId;
  /** Parties, the one in the middle first. */
  parties: Array<GraphParty>;
  /** Cases of the one in the middle. */
  cases: Array<GraphCase>;
  /** Lines. */
  links: Array<GraphLink>;
  /** Parties left out because there are too many. */
  more: number;
};

/** A party: person, group, organisation, unit or unknown. */
export type PartyId = string;

/** What a party is; what it does in a case comes from the link, not from the party. */
export type PartyKind = "person" | "group" | "organisation" | "unit" | "unknown";

/** Parties. */
export type PartyList = {
  /** One line each. */
  parties: Array<PartyRow>;
};

/** One party. */
export type PartyRef = {
  /** Its id. */
  id: PartyId;
};

/** One line of the list of parties. */
export type PartyRow = {
  /** Who. */
  id: PartyId;
  /** Primary name. */
  name: string;
  /** Kind. */
  kind: PartyKind;
  /** A line on who this is. */
  description: string;
  /** Further names. */
  names: Array<string>;
  /** Roles over all cases, without repeats. */
  roles: Array<string>;
  /** In how many cases. */
  cases: number;
  /** Status today, if a measure says one (`house_arrest`). */
  status: string | null;
};

/** A whole party, for its page. */
export type PartyView = {
  /** The party. */
  party: Party;
  /** Current revision of every record shown. */
  revisions: { [key in string]: RevisionId };
  /** Further names. */
  names: Array<Name>;
  /** Relationships either way. */
  relationships: Array<Relationship>;
  /** Parts in cases. */
  involved: Array<Involved>;
  /** Those cases. */
  cases: Array<CaseRow>;
  /** Acts done to it or alleged of it. */
  acts: Array<Act>;
  /** Measures on it. */
  measures: Array<Measure>;
  /** When each runs out. */
  expiries: { [key in MeasureId]: string };
  /** Other parties named above. */
  parties: Array<Party>;
  /** Parties whose names look like this one's. */
  similar: Array<NameSuggestion>;
  /** Of whom it was said that they are not this one. */
  distinct: Array<DistinctRow>;
  /** Records that were found to be this party. */
  joined: Array<JoinedParty>;
  /** Who may be of the family. */
  kin: Array<KinHint>;
};

/** A sentence. */
export type Passage = {
  /** Which sentence of the whole text, from 0. */
  index: number;
  /** Which paragraph, from 1. */
  paragraph: number;
  /** Which sentence of the paragraph, from 1. */
  sentence: number;
  /** First UTF-16 unit ... */
  from: number;
  /** ... and the one after the last. */
  to: number;
};

/** How good a passphrase is. */
export type PassphraseAssessment = {
  /** 0 to 4. */
  score: number;
  /** May be used. */
  acceptable: boolean;
  /** Why not, or what would help: codes, message `passphrase-<code>`. */
  reasons: Array<string>;
};

/** A new passphrase. */
export type PassphraseChange = {
  /** The one in force, or a recovery kit. */
  old: string;
  /** The new one. */
  new: string;
  /** The key that is meant; none: that which `old` opens. With a kit and several people's passphrases it has to be said. */
  id: string | null;
};

/** A generated passphrase. */
export type PassphraseOffer = {
  /** The words, separated by spaces. */
  passphrase: string;
  /** Bits of entropy. */
  bits: number;
};

/** A passphrase. */
export type PassphraseText = {
  /** The text. */
  passphrase: string;
};

/** A wish for a generated passphrase. */
export type PassphraseWish = {
  /** Language of the words. */
  language: string;
  /** How many: 5 to 10. */
  words: number;
};

/** Somebody has a key. */
export type PersonAdded = {
  /** All keys. */
  keys: Array<KeyInfo>;
  /** The kit, shown once, if one was asked for. */
  kit: RecoveryKitText | null;
};

/** A place. */
export type Place = {
  /** Identity. */
  id: PlaceId;
  /** As people call it. */
  name: string;
  /** Administrative area, larger ones last. */
  area: string;
  /** Degrees north, WGS 84. */
  latitude: number | null;
  /** Degrees east, WGS 84. */
  longitude: number | null;
  /** Must never leave this vault: a shelter, a home, a country of refuge. */
  never_export: boolean;
};

/** A place that may be meant by what was typed. */
export type PlaceHint = {
  /** Which. */
  id: PlaceId;
  /** Its name. */
  name: string;
  /** Its area. */
  area: string;
  /** It never leaves the vault. */
  never_export: boolean;
  /** `same`: another spelling of the name; `similar`: near it, or begins so. */
  band: string;
};

/** A place. */
export type PlaceId = string;

/** Every place. */
export type PlaceList = {
  /** By name. */
  places: Array<PlaceRow>;
};

/** Makes two places one. */
export type PlaceMerge = {
  /** The one that stays. */
  keep: string;
  /** The one that goes into it. */
  gone: string;
};

/** A place and what it is used by. */
export type PlaceRow = {
  /** The place. */
  place: Place;
  /** Its revision. */
  revision: RevisionId | null;
  /** How many cases, acts and measures name it. */
  uses: number;
  /** In how many cases. */
  cases: number;
};

/** Places that may be meant. */
export type PlaceSuggestions = {
  /** The nearest first. */
  suggestions: Array<PlaceHint>;
};

/** How finely a date is known. */
export type Precision = "day" | "month" | "season" | "year" | "decade" | "century" | "interval" | "one_of";

/** Whether they are. */
export type PrivacyState = {
  /** They are. */
  on: boolean;
};

/** Whether names and addresses are to be hidden. */
export type PrivacyWish = {
  /** They are. */
  on: boolean;
};

/** A proceeding before a court or other body. */
export type Proceeding = {
  /** Identity. */
  id: ProceedingId;
  /** In which case. */
  case_id: CaseId;
  /** Code of vocabulary `proceeding` (`investigation`, `trial`, `appeal`, ...). */
  kind: string;
  /** Court or body. */
  court: string;
  /** Its number there. */
  number: string;
  /** Stage. */
  stage: string;
  /** Judge. */
  judge: string;
  /** Prosecutor. */
  prosecutor: string;
  /** Counsel. */
  counsel: string;
  /** Date of the decision or of the opening. */
  date: UncertainDate | null;
  /** Law articles: codes of provisions. */
  provisions: Array<string>;
  /** Charges by person. */
  charges: Array<Charge>;
  /** Hearings. */
  hearings: Array<Hearing>;
  /** What was decided. */
  decision: string;
  /** Sentence in words. */
  sentence: string;
  /** The sentence as each instance left it. */
  sentences: Array<SentenceVersion>;
};

/** An investigation, trial, appeal or other proceeding. */
export type ProceedingId = string;

/**
 * How much of the records goes to one kind of reader, by sensitivity, by part and by consent.
 *
 * What no profile lets go is not for a profile to say: who a source is, confidential and sealed records, notes between lawyer and
 * client, confidential names, places marked *never export*, comments of the review, drafts, the contents of history.
 */
export type Profile = {
  /** Identity. */
  id: ProfileId;
  /** Short name that stands in a handover and on the command line: letters, digits, `-`, `_`; no other profile has it. */
  code: string;
  /** What people call it, in English. */
  en: string;
  /** In Russian. */
  ru: string;
  /** In Kazakh. */
  kk: string;
  /** Who it is for, in the team's words. */
  note: string;
  /** The most sensitive that goes: at most `restricted`. */
  limit: Sensitivity;
  /** The consent that lets a person be named to these readers; none for the team itself, which asks nobody. */
  audience: Audience | null;
  /** A person of whom no consent at all is recorded is named all the same. Alleged perpetrators always are. */
  unasked: boolean;
  /** Whoever may not be named appears under a stand-in that is the same each time for the same receiver; otherwise not at all. */
  stand_in: boolean;
  /** What goes along. */
  parts: Array<Part>;
  /** No longer offered. */
  retired: boolean;
};

/** A profile: what may go to one kind of reader. */
export type ProfileId = string;

/** Profiles: what may go to whom. */
export type ProfileList = {
  /** All of them, the retired ones too. */
  profiles: Array<ProfileState>;
};

/** A profile with its revision. */
export type ProfileState = {
  /** The profile. */
  profile: Profile;
  /** Its revision; none for one that came with the program and nobody has edited. */
  revision: RevisionId | null;
};

/** An act that a sentence seems to tell of. */
export type Proposal = {
  /** Code of vocabulary `act_type`. */
  act_type: string;
  /** The mark of the words that gave it. */
  mark: number;
  /** Which sentence of the whole text. */
  passage: number;
  /** To whom: one of the entities. */
  victim: number | null;
  /** When: a mark. */
  date: number | null;
  /** Where: a mark. */
  place: number | null;
  /** Articles: marks. */
  provisions: Array<number>;
  /** Fields taken over from an earlier sentence of the paragraph: `victim`, `date`. */
  carried: Array<string>;
  /** The words deny it. */
  denied: boolean;
  /** How long or how much, in the words of the text. */
  extent: string;
  /** How sure it is. */
  surety: Surety;
};

/** An article of a law. */
export type Provision = {
  /** Identity. */
  id: ProvisionId;
  /** Stable code records refer to, for example `KZ-CC-274`; unique. */
  code: string;
  /** What it forbids or says. */
  title: string;
  /** Law or code. */
  law: string;
  /** Article. */
  article: string;
  /** Part. */
  part: string;
};

/** A provision: an article of a law. */
export type ProvisionId = string;

/** Every article of a law. */
export type ProvisionList = {
  /** By code. */
  provisions: Array<ProvisionRow>;
};

/** An article of a law and what it is named by. */
export type ProvisionRow = {
  /** The article. */
  provision: Provision;
  /** Its revision. */
  revision: RevisionId | null;
  /** How many acts, measures and proceedings name it. */
  uses: number;
  /** In how many cases. */
  cases: number;
};

/** A QR code as one path. */
export type QrPath = {
  /** Width and height of its view box, margin included. */
  size: number;
  /** The dark squares, as the `d` of an SVG path. */
  path: string;
};

/** A person or organisation of the text. */
export type ReadEntity = {
  /** `person`, `organisation` or `group`. */
  kind: PartyKind;
  /** The name as it would be written into a record: without title, in the first case where that can be told. */
  name: string;
  /** Given name, as far as it can be told. */
  given: string;
  /** Patronymic. */
  patronymic: string;
  /** Family name. */
  family: string;
  /** Occupation, in the words of the text. */
  occupation: string;
  /** How many a group is, at least; none where no number is said, or only about. */
  count_min: number | null;
  /** At most. */
  count_max: number | null;
  /** Parties of the vault it may be, the likeliest first. One is never taken without being shown. */
  candidates: Array<Candidate>;
};

/** A text with everything that was found in it. Nothing of it is written anywhere. */
export type Reading = {
  /** Sentences in which something was found, in order. */
  passages: Array<Passage>;
  /** Places in the text, in order, none over another. */
  marks: Array<Mark>;
  /** People and organisations the marks stand for. */
  entities: Array<ReadEntity>;
  /** Acts that sentences seem to tell of. */
  proposals: Array<Proposal>;
  /** Releases, and measures that go on longer. */
  measures: Array<MeasureProposal>;
  /** There was more than is shown. */
  more: boolean;
};

/** What was accepted of a report, to be written in one step. */
export type ReadingAccept = {
  /** What. */
  acceptance: Acceptance;
  /** What is to become of names from behind the seal, while it is open. */
  names: Names;
};

/** Writes a receipt for a received file, sealed to its sender. */
export type ReceiptMake = {
  /** The received file. */
  path: string;
  /** The passphrase it was sealed with, if it was. */
  passphrase: string;
  /** `received`, `read` or `merged`. */
  state: string;
  /** Where the receipt goes. */
  out: string;
};

/** A receipt was written. */
export type ReceiptWritten = {
  /** Where. */
  path: string;
  /** What it says. */
  state: string;
  /** SHA-256 of the file that it is about. */
  sha256: string;
  /** When, UTC. */
  at: string;
};

/** Any record. In JSON: `{"kind":"act", ...its fields under "value"}`. */
export type Record = { "kind": "term", "value": Term } | { "kind": "provision", "value": Provision } | { "kind": "rule", "value": Rule } | { "kind": "place", "value": Place } | { "kind": "party", "value": Party } | { "kind": "name", "value": Name } | { "kind": "relationship", "value": Relationship } | { "kind": "distinct", "value": Distinct } | { "kind": "source", "value": Source } | { "kind": "case", "value": Case } | { "kind": "involved", "value": Involved } | { "kind": "act", "value": Act } | { "kind": "involvement", "value": Involvement } | { "kind": "chain", "value": Chain } | { "kind": "measure", "value": Measure } | { "kind": "proceeding", "value": Proceeding } | { "kind": "intervention", "value": Intervention } | { "kind": "money", "value": Money } | { "kind": "consent", "value": Consent } | { "kind": "claim", "value": Claim } | { "kind": "note", "value": Note } | { "kind": "evidence", "value": Evidence } | { "kind": "custody_event", "value": CustodyEvent } | { "kind": "task", "value": Task } | { "kind": "comment", "value": Comment } | { "kind": "saved_search", "value": SavedSearch } | { "kind": "profile", "value": Profile };

/** Deletes a record (kept in history, can be restored). */
export type RecordDelete = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** With everything that belongs to it; without this, a record that others refer to stays. */
  cascade: boolean;
};

/** A pointer to any record. */
export type RecordLink = {
  /** Which kind. */
  kind: Kind;
  /** Which one. */
  id: string;
};

/** Any record. */
export type RecordRef = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
};

/** Saves a record: a new one when its id is nil (all zeros). */
export type RecordSave = {
  /** The record. */
  record: Record;
  /** The revision it was edited from; none for a new one. */
  base: RevisionId | null;
};

/** What became of one record. */
export type RecordSince = {
  /** Its kind. */
  kind: Kind;
  /** Its id. */
  id: string;
  /** What to call it. */
  label: string;
  /** `added`, `changed` or `deleted`. */
  what: string;
  /** Field by field, as it was at the decision and as it is now. */
  changes: Array<Change>;
  /** Who did it, by the names of then, without repeats. */
  by: Array<string>;
  /** The last of it, UTC. */
  at: string;
};

/** A record as it is now. */
export type RecordState = {
  /** The record. */
  record: Record;
  /** Its revision. */
  revision: RevisionId;
};

/** A database was written out. */
export type Recovered = {
  /** Where. */
  path: string;
  /** Its size in bytes. */
  bytes: number;
  /** What is missing or damaged, one line each, no case content; nothing unless salvaged. */
  problems: Array<string>;
};

/** A recovery kit. */
export type RecoveryKitText = {
  /** The page to save: an age identity file. */
  text: string;
  /** The key line alone. */
  identity: string;
  /** The same key as 26 words of the person's language. */
  words: Array<string>;
  /** The key line as a QR code. */
  qr: QrPath;
  /** The vault it belongs to: the first eight digits of its id. */
  vault: string;
  /** Which kit it is: the first eight digits of the id of its key, as the keys are listed. */
  slot: string;
  /** The day it was made, UTC. */
  made: string;
};

/** A link between two parties. */
export type Relationship = {
  /** Identity. */
  id: RelationshipId;
  /** Who ... */
  party: PartyId;
  /** ... and whom. */
  other: PartyId;
  /** Vocabulary `relationship` (`parent of`, `works for`, `lawyer of`, ...). */
  kind: string;
  /** Since. */
  from: UncertainDate | null;
  /** Until. */
  until: UncertainDate | null;
  /** A word on it. */
  note: string;
};

/** A link between two parties. */
export type RelationshipId = string;

/** How far a source can be trusted in general (the letter of the two-part grade). */
export type Reliability = "a" | "b" | "c" | "d" | "e" | "f";

/** One record took the place of another. */
export type Replaced = {
  /** Revisions, the first one can be undone and takes back all of it. */
  revisions: Array<RevisionId>;
  /** How many records point to the other one now. */
  moved: number;
  /** When, UTC. */
  at: string;
};

/** Where a case stands on its way to release. */
export type ReviewState = "draft" | "sourced" | "corroborated" | "reviewed" | "cleared";

/** One revision of one record. */
export type Revision = {
  /** Identity. */
  id: RevisionId;
  /** The one before it. */
  parent: RevisionId | null;
  /** Kind of record. */
  kind: Kind;
  /** Which record. */
  record: string;
  /** UTC. */
  at: string;
  /** Who. */
  author: string;
  /** `create`, `edit`, `delete`, `restore`, `import`, `merge`. */
  op: string;
  /** Changed fields, with what they were and what they became. */
  changes: Array<Change>;
  /** What to call the record. */
  label: string;
  /** Whom it came from, if it came with a handover. */
  came: Came | null;
};

/** One revision of one record. */
export type RevisionId = string;

/** One revision. */
export type RevisionRef = {
  /** Which. */
  revision: RevisionId;
};

/**
 * A rule by which deadlines are worked out: so long after (or before) something that a record says.
 *
 * Those that come with the program are examples (`checked` is not set); what holds in a country, a lawyer must say.
 */
export type Rule = {
  /** Identity. */
  id: RuleId;
  /** What is to be done, in English. */
  en: string;
  /** In Russian. */
  ru: string;
  /** In Kazakh. */
  kk: string;
  /** What sets it off. */
  starts: RuleStart;
  /** For a measure: only these codes of vocabulary `measure`; empty for every one. */
  measures: Array<string>;
  /** For a hearing, decision or sentence: only these codes of vocabulary `proceeding`; empty for every one. */
  proceedings: Array<string>;
  /** For an act: only these codes of vocabulary `act_type`; empty for every one. */
  acts: Array<string>;
  /** How long: an ISO 8601 duration, for example `P15D`. */
  offset: string;
  /** Before it and not after it. */
  before: boolean;
  /** The law it stands on, in words. */
  legal_basis: string;
  /** A word on it. */
  note: string;
  /** A lawyer has looked at it. */
  checked: boolean;
  /** No longer offered. */
  retired: boolean;
};

/** A rule by which deadlines are worked out. */
export type RuleId = string;

/** The rules by which deadlines are worked out. */
export type RuleList = {
  /** All of them, the retired ones too. */
  rules: Array<RuleState>;
};

/** What sets off a deadline. */
export type RuleStart = "measure_begins" | "measure_expires" | "decision" | "sentence" | "later_sentence" | "hearing" | "act" | "day";

/** A rule with its revision. */
export type RuleState = {
  /** The rule. */
  rule: Rule;
  /** Its revision; none for an example nobody has edited. */
  revision: RevisionId | null;
};

/** Who wrote a record first, and when. */
export type Said = {
  /** By the name of then. */
  by: string;
  /** UTC. */
  at: string;
};

/** What came out of a damaged vault. No case content. */
export type SalvageReport = {
  /** Every file is whole and nothing is lost, as far as that can be known. */
  complete: boolean;
  /** The commit that an unbroken line of files leads to. */
  reached: number;
  /** The newest commit that any file tells of. */
  newest: number;
  /** Damaged or missing files, one line each. */
  files: Array<string>;
  /** Table by table. */
  tables: Array<SalvagedTable>;
  /** Records that are lost, as far as they are known. */
  lost: Array<LostRecord>;
  /** Evidence files that were saved. */
  blobs: number;
  /** Evidence files that were not. */
  lost_blobs: Array<LostBlob>;
  /** Entries of the history that say where entries are missing. */
  bridges: number;
  /** The sealed compartment: `saved`, `none` (it was empty) or `lost`. */
  sealed: string;
  /** The new vault, read back as a whole. */
  verified: VerifyReport;
};

/** Rows of one table. */
export type SalvagedTable = {
  /** The table. */
  table: string;
  /** Rows that were read. */
  saved: number;
  /** Rows put back from the history. */
  restored: number;
  /** Rows known to be lost. */
  lost: number;
  /** Rows that no longer fit and are kept as notes. */
  aside: number;
};

/** What a save did. */
export type Saved = {
  /** The record as it now is (with the id, reference or code the vault gave it). */
  record: Record;
  /** Its revision; the same as before if nothing had changed. */
  revision: RevisionId;
  /** When, UTC; the write is on the disk. */
  at: string;
};

/** What was typed and what it was narrowed by, to be asked again; what it finds is looked for anew each time. */
export type SavedSearch = {
  /** Identity. */
  id: SavedSearchId;
  /** What people call it. */
  name: string;
  /** Privileged notes too. */
  privileged: boolean;
  /** Words in any script and spelling. */
  text: string;
  /** Only these kinds; empty for all. */
  kinds: Array<Kind>;
  /** Only these years. */
  years: Array<number>;
  /** Only what belongs to cases in these states. */
  status: Array<ReviewState>;
  /** Only what may travel so far. */
  sensitivity: Array<Sensitivity>;
};

/** A search kept with a name. */
export type SavedSearchId = string;

/** A search kept with a name, as it is now. */
export type SavedSearchState = {
  /** The search. */
  search: SavedSearch;
  /** Its revision. */
  revision: RevisionId;
};

/** Searches kept with a name. */
export type SavedSearches = {
  /** By name. */
  searches: Array<SavedSearchState>;
};

/** The sealed compartment. */
export type SealState = {
  /** It is open. */
  open: boolean;
  /** Seconds until it closes by itself. */
  closes_in: number | null;
};

/** Everybody behind the code names. */
export type SealedSources = {
  /** Their identities, by name. */
  identities: Array<SourceIdentity>;
  /** What the parties are called that some of them are. */
  parties: { [key in PartyId]: string };
};

/** What a search can be narrowed by, with how many there are. */
export type SearchFacets = {
  /** By kind of record. */
  kinds: Array<FacetCount>;
  /** By year in which it happened or was noted, the latest first. */
  years: Array<FacetCount>;
  /** By where its case stands. */
  status: Array<FacetCount>;
  /** By how far it may travel. */
  sensitivity: Array<FacetCount>;
};

/** One hit of a search. */
export type SearchHit = {
  /** Kind of record. */
  kind: Kind;
  /** Which record. */
  id: string;
  /** Reference of its case, if it belongs to one. */
  case: string | null;
  /** Id of its case. */
  case_id: CaseId | null;
  /** What to call it. */
  title: string;
  /** The passage that matched, in its original spelling, with some words around it. */
  why: string;
  /** Character offsets `[from, to)` of the matched words in `why`. */
  marks: Array<[number, number]>;
  /** The field that matched. */
  field: string;
};

/** A search. */
export type SearchQuery = {
  /** Words in any script and spelling. */
  text: string;
  /** Only these kinds; empty for all. */
  kinds: Array<Kind>;
  /** At most so many, up to 200. */
  limit: number;
  /** Look into privileged notes too. */
  privileged: boolean;
  /** Only in these cases; empty for all. */
  cases: Array<CaseId>;
  /** Only what happened or was noted in these years. */
  years: Array<number>;
  /** Only what belongs to cases in these states of review. */
  status: Array<ReviewState>;
  /** Only what may travel so far. */
  sensitivity: Array<Sensitivity>;
  /** So many of the best are passed over, up to 2,000: the next page. */
  offset: number;
  /** Say how many there are of what. */
  facets: boolean;
};

/** What was found. */
export type SearchResults = {
  /** Best first. */
  results: Array<SearchHit>;
  /** There are more. */
  more: boolean;
  /** What it can be narrowed by, if asked for. */
  facets: SearchFacets | null;
};

/** How far a record or field may travel; ordered from least to most protected. */
export type Sensitivity = "open" | "internal" | "restricted" | "confidential" | "sealed";

/** A sentence as one instance left it: 4 years, then 2.5 on appeal. */
export type SentenceVersion = {
  /** First instance, appeal, cassation. */
  instance: string;
  /** When. */
  date: UncertainDate | null;
  /** ISO 8601 duration. */
  duration: string;
  /** In words, with ancillary bans. */
  words: string;
};

/** What taking two parties apart did. */
export type SeparatedParty = {
  /** Who stands on their own again. */
  party: PartyId;
  /** From whom. */
  from: PartyId;
  /** Its revision: undoing it takes all of it back. */
  revision: RevisionId;
  /** When, UTC. */
  at: string;
  /** What stays with the other and somebody has to look at. */
  stayed: Array<Stayed>;
};

/** Preferences of this device; no case content, kept outside the vault. */
export type Settings = {
  /** `en`, `ru` or `kk`. */
  language: string;
  /** `system`, `light`, `dark` or `contrast`. */
  theme: string;
  /** 90 to 200. */
  text_percent: number;
  /** Locks after so many idle minutes; 1 to 60. */
  auto_lock_minutes: number;
  /** What else locks, besides idle minutes. */
  lock_on: LockOn;
};

/** A share that was read. */
export type ShareRead = {
  /** Which one. */
  number: number;
  /** As a line. */
  line: string;
};

/** Shares of a recovery kit, shown once. */
export type ShareSetText = {
  /** The set they belong to: six digits. */
  set: string;
  /** So many open the vault. */
  threshold: number;
  /** Of so many. */
  count: number;
  /** The vault they belong to: the first eight digits of its id. */
  vault: string;
  /** The key they open: the first eight digits of its id. */
  slot: string;
  /** The day they were made, UTC. */
  made: string;
  /** One each. */
  shares: Array<ShareText>;
};

/** One share. */
export type ShareText = {
  /** Which one, from 1. */
  number: number;
  /** The page to save. */
  text: string;
  /** As a line. */
  line: string;
  /** The same as 30 words of the person's language. */
  words: Array<string>;
  /** The line as a QR code. */
  qr: QrPath;
};

/** What shares are together. */
export type SharesState = {
  /** Their set. */
  set: string;
  /** So many open the vault. */
  threshold: number;
  /** Of so many. */
  count: number;
  /** So many more are needed. */
  missing: number;
  /** Those that were given, in that order. */
  shares: Array<ShareRead>;
};

/** Shares as people type them, one each: a line, words, or a page. */
export type SharesTyped = {
  /** In any order. */
  shares: Array<string>;
};

/** Which of two values of a field the kept party has from now on. */
export type Side = "keep" | "other" | "both";

/** What changed in a case since the last decision on it. */
export type SinceReview = {
  /** That decision; none: nobody has decided yet, and everything is new. */
  decision: Decision | null;
  /** Record by record, the case itself first. */
  records: Array<RecordSince>;
};

/**
 * A source as the casework knows it. A confidential one has a code name, a kind and a grade, and nothing else here: the database
 * itself refuses words in `title`, `publisher` and `url` while `confidential` is set. Who it is lives in the sealed compartment.
 */
export type Source = {
  /** Identity; the sealed compartment uses the same one. */
  id: SourceId;
  /** Code name, `S-014`; given by the vault on the first save when empty. */
  code: string;
  /** Code of vocabulary `source` (`person`, `report`, `social-media`, ...). */
  kind: string;
  /** A person to protect; then the three fields below stay empty. */
  confidential: boolean;
  /** Title of a published source. */
  title: string;
  /** Who published it. */
  publisher: string;
  /** Where it can be read; kept as text, never fetched. */
  url: string;
  /** Date of publication or statement. */
  date: UncertainDate | null;
  /** How far it can be trusted in general. */
  reliability: Reliability;
};

/** The cases a source speaks in. */
export type SourceCases = {
  /** In the order in which they were made. */
  cases: Array<CaseLink>;
};

/** A source; outside the seal it has a code name only. */
export type SourceId = string;

/** The identity behind a code name; exists in the sealed compartment and nowhere else. */
export type SourceIdentity = {
  /** The same id as the source outside. */
  id: SourceId;
  /** Real name. */
  name: string;
  /** Other names and spellings, nicknames; one a line. */
  also: string;
  /** How to reach this person. */
  channel: string;
  /** When it is safe to. */
  safe_times: string;
  /** How never to. */
  never_by: string;
  /** Languages. */
  languages: string;
  /** Interpreter needed, and who. */
  interpreter: string;
  /** What this person risks. */
  risk: string;
  /** When to think about that again. */
  risk_review: string | null;
  /** The same person as a party of the casework. Kept here alone. */
  party: PartyId | null;
  /** Anything else. */
  note: string;
};

/** The identity behind a code name, if one is kept. */
export type SourceIdentityState = {
  /** It. */
  identity: SourceIdentity | null;
};

/** Sources. */
export type SourceList = {
  /** One line each. */
  sources: Array<SourceRow>;
};

/** One source. */
export type SourceRef = {
  /** Its id. */
  id: SourceId;
};

/** One line of the list of sources. */
export type SourceRow = {
  /** The source. */
  source: Source;
  /** Its revision. */
  revision: RevisionId;
  /** Claims that rest on it. */
  claims: number;
};

/** That somebody was told who a source is. */
export type SourceTold = {
  /** Its code name of then. */
  code_name: string;
  /** Why. */
  reason: string;
  /** Who decided it. */
  by: string;
};

/** How far a decision on a case still holds. */
export type Standing = {
  /** The last decision: an approval, a clearing, a sending back; none if nobody has decided yet. */
  decision: Decision | null;
  /** Records that were added, changed or deleted since. */
  changed: number;
  /** The case is reviewed or cleared, and it is still what was looked at then. */
  holds: boolean;
};

/** A record that stays with the party it was moved to. */
export type Stayed = {
  /** Its kind. */
  kind: Kind;
  /** Which. */
  id: string;
  /** The field, where it is one of the party itself. */
  field: string;
  /** What to call it. */
  label: string;
  /** Reference of its case. */
  case: string;
  /** Its case. */
  case_id: CaseId | null;
  /** `later` (made after the merge) or `changed` (moved by it, and changed since). */
  why: string;
};

/** One part of a group's number: 13 in custody of 19 arrested. */
export type SubCount = {
  /** What these have in common. */
  label: string;
  /** How many. */
  count: number;
};

/** A deadline that a rule gives. */
export type Suggestion = {
  /** The task as it would be saved; its id is nil. */
  task: Task;
  /** When, as it is known; the day of the task is the first of it. */
  when: UncertainDate;
  /** What sets it off, in a line. */
  from: string;
  /** By which rule. */
  rule: Rule;
  /** All of its days have passed. */
  past: boolean;
};

/** How sure it is that words mean what they were taken for. */
export type Surety = "weak" | "likely" | "sure";

/** A task or deadline. */
export type Task = {
  /** Identity. */
  id: TaskId;
  /** In which case, if any. */
  case_id: CaseId | null;
  /** What is to be done. */
  title: string;
  /** By when. */
  due: string | null;
  /** The rule it came from, in words. */
  rule: string;
  /** The law the rule stands on; the program gives no legal advice. */
  legal_basis: string;
  /** Done. */
  done: boolean;
  /** The rule it was worked out by, if it was. */
  rule_id: RuleId | null;
  /** Kind of the record whose date set it off. */
  start_kind: Kind | null;
  /** Which record; it may be gone by now. */
  start_id: string | null;
  /** The date that set it off, as it was when the task was taken. Where it is another now, the task is outdated. */
  start: UncertainDate | null;
};

/** A task or deadline. */
export type TaskId = string;

/** What an exchange did. */
export type TeamExchanged = {
  /** Files taken in. */
  taken: Array<TeamTaken>;
  /** Files not taken in. */
  refused: Array<TeamRefused>;
  /** Records that went out; none if there was nothing new. */
  sent: number | null;
  /** There are more files than were looked at. */
  more: boolean;
};

/** What came in from the team by itself since the vault was opened, and nobody has seen yet. */
export type TeamNews = {
  /** One for each sender. */
  came: Array<TeamTaken>;
};

/** What came in from the team by itself. */
export type TeamNewsWish = {
  /** Somebody has seen it: from now on it is no news. */
  seen: boolean;
};

/** A file of the team's folder that was not. */
export type TeamRefused = {
  /** Its name. */
  name: string;
  /** Why: message `bundle-<code>`. */
  why: string;
  /** Who sent it, if that can be said. */
  sender: string;
};

/** The team that exchanges through a folder. */
export type TeamState = {
  /** The folder; empty if there is none. */
  folder: string;
  /** Partners that are members. */
  members: string[];
  /** Now and then by itself. */
  automatic: boolean;
  /** When it was last done, UTC; empty if never. */
  last: string;
  /** Why the last exchange that began by itself failed: code of an error. */
  problem: string | null;
};

/** A file of the team's folder that was taken in. */
export type TeamTaken = {
  /** Who sent it. */
  sender: string;
  /** New records. */
  added: number;
  /** Records that became newer. */
  updated: number;
  /** Records changed on both sides. */
  conflicts: number;
};

/** How a team is to exchange. */
export type TeamWish = {
  /** A folder that something else replicates; empty for none. */
  folder: string;
  /** Partners that are members. */
  members: string[];
  /** Now and then by itself. */
  automatic: boolean;
};

/** A term of an editable vocabulary. The code is stable, so that no data is orphaned when labels change. */
export type Term = {
  /** Identity. */
  id: TermId;
  /** Which list: `act_type`, `measure`, `role`, ... */
  vocabulary: string;
  /** Stable ASCII code; unique in its list. */
  code: string;
  /** Label in English. */
  en: string;
  /** Label in Russian. */
  ru: string;
  /** Label in Kazakh. */
  kk: string;
  /** Group within the list; for measures `held` or `free` or `other`. */
  group: string;
  /** HURIDOCS code, where one fits. */
  huridocs: string;
  /** No longer offered, still shown where used. */
  retired: boolean;
};

/** A term of an editable vocabulary. */
export type TermId = string;

/** What a term is called. */
export type TermLabels = {
  /** In English. */
  en: string;
  /** In Russian. */
  ru: string;
  /** In Kazakh. */
  kk: string;
};

/** Every term of every vocabulary. */
export type TermList = {
  /** In the order of the lists, the retired ones too. */
  terms: Array<TermRow>;
};

/** Puts one term in the place of another wherever it is said, and retires the other. */
export type TermReplace = {
  /** The one that goes. */
  id: string;
  /** The one that is said instead, of the same vocabulary. */
  by: string;
};

/** A term and how it stands. */
export type TermRow = {
  /** The term. */
  term: Term;
  /** Its revision; none for one that came with the program and was never edited. */
  revision: RevisionId | null;
  /** How many records and rules use it. */
  uses: number;
  /** The wording it came with; none for one that people or a file added. */
  shipped: TermLabels | null;
  /** The program itself goes by this code: it cannot be retired or replaced. */
  needed: boolean;
};

/** A report to be read; nothing of it is written. */
export type TextRead = {
  /** Its words, at most 200,000 characters. */
  text: string;
  /** When it was written: resolves "yesterday" and years left out; none: today. */
  day: string | null;
  /** Language of the reader, which decides how 03/04/2025 is read. */
  language: string;
};

/**
 * A date with its uncertainty: the EDTF text, its bounds, and the words it came from.
 *
 * Ordered by earliest day, then latest; an open start comes first and an open end last. There is no `Debug` that shows
 * the date, because a date of a case is content.
 *
 * On the wire it is an object of the fields below; read back, only `edtf` and `words` are trusted, and a bare EDTF
 * string is taken too.
 */
export type UncertainDate = {
  /** EDTF text. */
  edtf: string;
  /** First day, `YYYY-MM-DD`; null where open. */
  earliest: string | null;
  /** Last day; null where open. */
  latest: string | null;
  /** How finely it is known. */
  precision: Precision;
  /** Marked "about". */
  approximate: boolean;
  /** Marked doubtful. */
  uncertain: boolean;
  /** The person's own words. */
  words: string | null;
};

/** The last thing a person did that can be taken back. */
export type UndoOffer = {
  /** What to take back; none if it is not for one key to take back. */
  revision: RevisionId | null;
  /** Why not: `import` (records that came from elsewhere), `evidence` (a file was taken in); empty if it can be. */
  blocked: string;
  /** When it was done, UTC. */
  at: string;
  /** What it did, latest first. */
  changes: Array<Revision>;
};

/** What the person did last and can take back. */
export type UndoOffered = {
  /** That; none if there is nothing of theirs. */
  offer: UndoOffer | null;
  /** It was done before the vault was opened: say what it is before it is taken back. */
  older: boolean;
};

/** What was taken back. */
export type Undone = {
  /** The revisions written by it; undoing the first of them does it again. */
  revisions: Array<RevisionId>;
  /** When, UTC. */
  at: string;
};

/** A new vault. */
export type VaultCreate = {
  /** Folder to make; must not exist. */
  path: string;
  /** The passphrase. */
  passphrase: string;
  /** Fill it with the example casebook. */
  demo: boolean;
};

/** A vault was made and is open. */
export type VaultCreated = {
  /** Its state. */
  status: VaultStatus;
  /** The recovery kit, shown once. */
  kit: RecoveryKitText;
};

/** Destroys the open vault: every key goes. There is no way back but a copy with a key of its own. */
export type VaultDestroy = {
  /** The passphrase, once more, or a recovery kit. */
  secret: string;
  /** A recovery kit to prove it with; none: there is none at hand. */
  kit: string | null;
  /** The name of the vault, typed. */
  word: string;
  /** Folders with backups of it, whose keys go too. */
  backups: Array<string>;
};

/** What was destroyed, and the proof. */
export type VaultDestroyed = {
  /** No slot is left in any of the places, and nothing that was tried opens any. */
  ok: boolean;
  /** The vault, and the backups that were named. */
  places: Array<DestroyedPlace>;
  /** What was tried afterwards. */
  tries: Array<DestroyTry>;
};

/** What can be said of a vault without opening it. */
export type VaultInfo = {
  /** Absolute path. */
  path: string;
  /** Folder name without `.vault`. */
  name: string;
  /** Format version. */
  format: number;
  /** Size of all its files in bytes. */
  bytes: number;
  /** Its keys. */
  keys: Array<KeyInfo>;
  /** Seconds that opening takes on this device, about. */
  opens_in: number;
};

/** Opens a vault. */
export type VaultOpen = {
  /** Its folder. */
  path: string;
  /** The passphrase. */
  passphrase: string;
};

/** Opens a vault with its recovery kit. */
export type VaultOpenWithKit = {
  /** Its folder. */
  path: string;
  /** The kit's key line, or the whole page. */
  kit: string;
};

/** A vault's folder. */
export type VaultPath = {
  /** Absolute path. */
  path: string;
};

/** Writes the casework of a vault out as an ordinary `SQLite` file, in clear, with nothing but its recovery kit. */
export type VaultRecover = {
  /** Its folder. */
  path: string;
  /** The kit's key line, or the whole page. */
  kit: string;
  /** The file to make; must not exist. */
  out: string;
  /** The vault is damaged: write what is still whole. */
  salvage: boolean;
};

/** Saves what can be read of a damaged vault into a new one. */
export type VaultSalvage = {
  /** The damaged vault. Nothing in it is changed. */
  path: string;
  /** Its passphrase, or its recovery kit. */
  secret: string;
  /** Folder of the new vault to make; must not exist. */
  into: string;
  /** The passphrase of the new vault. */
  passphrase: string;
};

/** A new vault holds what was saved, and is open. */
export type VaultSalvaged = {
  /** Its state. */
  status: VaultStatus;
  /** Its recovery kit, shown once. */
  kit: RecoveryKitText;
  /** What was saved, and what was not. */
  report: SalvageReport;
};

/** State of a vault. */
export type VaultStatus = {
  /** Format version. */
  format: number;
  /** Whether it is locked. */
  locked: boolean;
  /** Its folder. */
  path: string;
  /** Its name. */
  name: string;
  /** How many records there are. */
  counts: Counts;
  /** Commits since the last snapshot. */
  deltas: number;
  /** Size of all files in bytes. */
  bytes: number;
  /** When this device last made a backup of it that was read back and proved, UTC. */
  last_backup: string | null;
  /** The folder it was put in. */
  backup_folder: string | null;
  /** The vault got new keys since, and that backup opens with those of before only. */
  backup_old_keys: boolean;
  /** When a kit that still counts was last proved to open it, UTC, by this device. */
  last_proof: string | null;
  /** It was never proved, or long ago. */
  proof_due: boolean;
  /** So many commits older than what this device saw last; 0 normally. */
  older_by: number;
  /**
   * How it compares with what this device saw last: `never` (nothing is known), `known`, `older`, `parted` (two copies were
   * worked on apart), `retired` (an earlier copy, with keys that were given up here), `other-keys` (it got new keys
   * elsewhere, or is an earlier copy).
   */
  seen: string;
  /** New keys were begun and not finished: they count for nothing, and can be gone on with or dropped. */
  rotation_unfinished: boolean;
  /** It lies where nothing can be written, and was opened for reading: every change is refused. */
  read_only: boolean;
  /** Who has it open, by the name of their key; empty if nobody gave it one. */
  person: string;
  /** It was opened with a key that is nobody's, such as a recovery kit. */
  nobody: boolean;
  /** Several people have keys: somebody else has to look at a case before it counts as reviewed. */
  shared: boolean;
  /** The sealed compartment. */
  seal: SealState;
};

/** A text that hides names, or what it hides. */
export type VeiledText = {
  /** The text. */
  text: string;
};

/** Result of checking every byte. */
export type VerifyReport = {
  /** Nothing is wrong. */
  ok: boolean;
  /** Bytes read and authenticated. */
  checked_bytes: number;
  /** The sealed compartment was open and is among them. */
  sealed: boolean;
  /** What is wrong, one line each, no case content. */
  problems: Array<string>;
};

/** Every vocabulary. */
export type Vocabularies = {
  /** Terms, in order. */
  terms: Array<Term>;
  /** Provisions. */
  provisions: Array<Provision>;
};

/** Every command: what it takes and what it gives. */
export interface Commands {
  app_state: { request: Nothing; response: AppState };
  settings_save: { request: Settings; response: Settings };
  device_check: { request: DeviceWish; response: DeviceReport };
  passphrase_generate: { request: PassphraseWish; response: PassphraseOffer };
  passphrase_assess: { request: PassphraseText; response: PassphraseAssessment };
  date_parse: { request: DateWords; response: DateUnderstood };
  name_match: { request: NamePair; response: NameVerdict };
  vault_inspect: { request: VaultPath; response: VaultInfo };
  vault_create: { request: VaultCreate; response: VaultCreated };
  vault_open: { request: VaultOpen; response: VaultStatus };
  vault_open_with_kit: { request: VaultOpenWithKit; response: VaultStatus };
  vault_recover: { request: VaultRecover; response: Recovered };
  vault_salvage: { request: VaultSalvage; response: VaultSalvaged };
  vault_lock: { request: Nothing; response: Nothing };
  vault_status: { request: Nothing; response: VaultStatus };
  vault_verify: { request: Nothing; response: VerifyReport };
  vault_compact: { request: Nothing; response: VaultStatus };
  vault_destroy: { request: VaultDestroy; response: VaultDestroyed };
  backup_make: { request: BackupWish; response: BackupMade };
  backup_list: { request: BackupPlace; response: BackupList };
  backup_check: { request: BackupCheck; response: BackupChecked };
  backup_restore: { request: BackupRestore; response: BackupRestored };
  job_state: { request: Nothing; response: JobState };
  job_stop: { request: Nothing; response: Nothing };
  passphrase_change: { request: PassphraseChange; response: Nothing };
  key_list: { request: Nothing; response: KeyList };
  key_add_kit: { request: KeyAddKit; response: RecoveryKitText };
  key_add_shares: { request: KeyAddShares; response: ShareSetText };
  shares_check: { request: SharesTyped; response: SharesState };
  kit_prove: { request: KitProve; response: KitProved };
  key_add_person: { request: KeyAddPerson; response: PersonAdded };
  key_name: { request: KeyName; response: KeyList };
  key_remove: { request: KeyRemove; response: KeyList };
  key_rotate: { request: KeyRotate; response: KeysRotated };
  key_rotate_drop: { request: Nothing; response: VaultStatus };
  recovery_kit_save: { request: KitSave; response: FileWritten };
  record_get: { request: RecordRef; response: RecordState };
  record_save: { request: RecordSave; response: Saved };
  record_delete: { request: RecordDelete; response: Deleted };
  record_restore: { request: RevisionRef; response: Saved };
  field_restore: { request: FieldRestore; response: Saved };
  record_undo: { request: RevisionRef; response: Undone };
  undo_peek: { request: Nothing; response: UndoOffered };
  record_history: { request: RecordRef; response: History };
  case_history: { request: CaseRef; response: History };
  case_changes: { request: CaseRef; response: SinceReview };
  log_export: { request: LogExport; response: LogWritten };
  text_read: { request: TextRead; response: Reading };
  reading_accept: { request: ReadingAccept; response: Accepted };
  home: { request: Nothing; response: HomeView };
  case_list: { request: CaseFilter; response: CaseList };
  case_open: { request: CaseRef; response: CaseView };
  case_set_status: { request: CaseStatus; response: Saved };
  review_queue: { request: Nothing; response: CaseList };
  party_list: { request: PartyFilter; response: PartyList };
  party_open: { request: PartyRef; response: PartyView };
  party_graph: { request: PartyRef; response: PartyGraph };
  party_alike: { request: Nothing; response: Alike };
  party_merge: { request: MergeWish; response: MergedParties };
  party_separate: { request: PartyRef; response: SeparatedParty };
  party_distinct: { request: PartyDistinct; response: Saved };
  conflict_check: { request: ConflictNames; response: ConflictReport };
  figures: { request: FigureFilter; response: Figures };
  name_suggest: { request: NameTyped; response: NameSuggestions };
  source_list: { request: Nothing; response: SourceList };
  source_cases: { request: SourceRef; response: SourceCases };
  note_list: { request: NoteFilter; response: NoteList };
  held: { request: OnDay; response: Held };
  calendar: { request: CalendarQuery; response: CalendarView };
  calendar_export: { request: CalendarExport; response: FileWritten };
  deadline_suggest: { request: CaseRef; response: Deadlines };
  deadline_from: { request: DeadlineFrom; response: Suggestion };
  rule_list: { request: Nothing; response: RuleList };
  client_list: { request: Nothing; response: ClientList };
  client_status: { request: PartyRef; response: ClientStatus };
  search: { request: SearchQuery; response: SearchResults };
  saved_search_list: { request: Nothing; response: SavedSearches };
  vocabulary_list: { request: Nothing; response: Vocabularies };
  term_list: { request: Nothing; response: TermList };
  term_replace: { request: TermReplace; response: Replaced };
  place_list: { request: Nothing; response: PlaceList };
  place_suggest: { request: NameTyped; response: PlaceSuggestions };
  place_merge: { request: PlaceMerge; response: Replaced };
  provision_list: { request: Nothing; response: ProvisionList };
  privacy_set: { request: PrivacyWish; response: PrivacyState };
  privacy_reveal: { request: VeiledText; response: VeiledText };
  draft_save: { request: DraftSave; response: Draft };
  draft_list: { request: Nothing; response: DraftList };
  draft_discard: { request: DraftKey; response: Nothing };
  evidence_add: { request: EvidenceAdd; response: Saved };
  evidence_preview: { request: EvidenceRef; response: EvidencePreview };
  evidence_range: { request: EvidenceRange; response: EvidencePart };
  evidence_export: { request: EvidenceExport; response: FileWritten };
  evidence_verify: { request: EvidenceRef; response: EvidenceVerified };
  import_casebook: { request: ImportFile; response: ImportReport };
  export_casebook: { request: ExportFile; response: FileWritten };
  seal_open: { request: PassphraseText; response: SealState };
  seal_close: { request: Nothing; response: SealState };
  seal_extend: { request: Nothing; response: SealState };
  sealed_sources: { request: Nothing; response: SealedSources };
  source_identity_get: { request: SourceRef; response: SourceIdentityState };
  source_identity_save: { request: SourceIdentity; response: Nothing };
  source_identity_delete: { request: SourceRef; response: Nothing };
  identity_find: { request: IdentityFind; response: IdentityFound };
  identity_scan: { request: Nothing; response: IdentityScan };
  identity_conceal: { request: IdentityConceal; response: IdentityConcealed };
  identity_give: { request: IdentityGive; response: FileWritten };
  identity_look: { request: IdentityLetter; response: IdentityCame };
  identity_take: { request: IdentityTake; response: IdentityTaken };
  card_get: { request: Nothing; response: Card };
  card_save: { request: CardSave; response: FileWritten };
  partner_list: { request: Nothing; response: PartnerList };
  partner_save: { request: PartnerSave; response: PartnerList };
  partner_delete: { request: PartnerRef; response: PartnerList };
  handover_preview: { request: HandoverWish; response: HandoverPreview };
  handover_leaks: { request: HandoverWish; response: HandoverLeaks };
  handover_create: { request: HandoverCreate; response: HandoverReceipt };
  handover_given: { request: HandoverGivenWish; response: HandoverGiven };
  profile_list: { request: Nothing; response: ProfileList };
  team_get: { request: Nothing; response: TeamState };
  team_save: { request: TeamWish; response: TeamState };
  team_exchange: { request: Nothing; response: TeamExchanged };
  team_news: { request: TeamNewsWish; response: TeamNews };
  handover_check: { request: HandoverFile; response: HandoverCheck };
  handover_open: { request: HandoverOpen; response: HandoverOpened };
  handover_diff: { request: HandoverDiff; response: HandoverDifference };
  handover_merge: { request: HandoverMerge; response: HandoverMerged };
  handover_undo: { request: HandoverUndo; response: HandoverUndone };
  merge_conflicts: { request: Nothing; response: MergeConflicts };
  merge_decide: { request: MergeDecide; response: Saved };
  receipt_make: { request: ReceiptMake; response: ReceiptWritten };
  receipt_take: { request: HandoverFile; response: HandoverReply };
  handover_log: { request: Nothing; response: HandoverLog };
}

/** Name of a command. */
export type CommandName = keyof Commands;

/** Names of all commands. */
export const COMMANDS = [
  'app_state',
  'settings_save',
  'device_check',
  'passphrase_generate',
  'passphrase_assess',
  'date_parse',
  'name_match',
  'vault_inspect',
  'vault_create',
  'vault_open',
  'vault_open_with_kit',
  'vault_recover',
  'vault_salvage',
  'vault_lock',
  'vault_status',
  'vault_verify',
  'vault_compact',
  'vault_destroy',
  'backup_make',
  'backup_list',
  'backup_check',
  'backup_restore',
  'job_state',
  'job_stop',
  'passphrase_change',
  'key_list',
  'key_add_kit',
  'key_add_shares',
  'shares_check',
  'kit_prove',
  'key_add_person',
  'key_name',
  'key_remove',
  'key_rotate',
  'key_rotate_drop',
  'recovery_kit_save',
  'record_get',
  'record_save',
  'record_delete',
  'record_restore',
  'field_restore',
  'record_undo',
  'undo_peek',
  'record_history',
  'case_history',
  'case_changes',
  'log_export',
  'text_read',
  'reading_accept',
  'home',
  'case_list',
  'case_open',
  'case_set_status',
  'review_queue',
  'party_list',
  'party_open',
  'party_graph',
  'party_alike',
  'party_merge',
  'party_separate',
  'party_distinct',
  'conflict_check',
  'figures',
  'name_suggest',
  'source_list',
  'source_cases',
  'note_list',
  'held',
  'calendar',
  'calendar_export',
  'deadline_suggest',
  'deadline_from',
  'rule_list',
  'client_list',
  'client_status',
  'search',
  'saved_search_list',
  'vocabulary_list',
  'term_list',
  'term_replace',
  'place_list',
  'place_suggest',
  'place_merge',
  'provision_list',
  'privacy_set',
  'privacy_reveal',
  'draft_save',
  'draft_list',
  'draft_discard',
  'evidence_add',
  'evidence_preview',
  'evidence_range',
  'evidence_export',
  'evidence_verify',
  'import_casebook',
  'export_casebook',
  'seal_open',
  'seal_close',
  'seal_extend',
  'sealed_sources',
  'source_identity_get',
  'source_identity_save',
  'source_identity_delete',
  'identity_find',
  'identity_scan',
  'identity_conceal',
  'identity_give',
  'identity_look',
  'identity_take',
  'card_get',
  'card_save',
  'partner_list',
  'partner_save',
  'partner_delete',
  'handover_preview',
  'handover_leaks',
  'handover_create',
  'handover_given',
  'profile_list',
  'team_get',
  'team_save',
  'team_exchange',
  'team_news',
  'handover_check',
  'handover_open',
  'handover_diff',
  'handover_merge',
  'handover_undo',
  'merge_conflicts',
  'merge_decide',
  'receipt_make',
  'receipt_take',
  'handover_log',
] as const satisfies readonly CommandName[];

/** What a host answers when a command is refused or fails. Message `error-<code>`, next step `error-<code>-next`. */
export type ServiceError = {
  /** Stable code in kebab-case, one of [`Code`]: `wrong-key`, `vault-damaged`, `locked`, `invalid`, `stale`, `import-refused`, ... */
  code: string;
  /** Arguments of the message: names of fields, counts, versions, paths. */
  args: { [key in string]: string };
  /** The field at fault, for a form. */
  field: string | null;
  /** Faults of an imported file. */
  faults: Array<Fault>;
};
