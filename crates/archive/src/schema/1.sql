-- Records, and what they are found by. Days are ISO dates (2025-02-20), lists in one column are parted by ';'.

CREATE TABLE article (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  url TEXT,
  outlet TEXT,
  title TEXT,
  authors TEXT NOT NULL,
  published TEXT,
  day TEXT,
  language TEXT NOT NULL,
  words INTEGER NOT NULL,
  named_statements INTEGER NOT NULL,
  unnamed_statements INTEGER NOT NULL,
  unsourced_statements INTEGER NOT NULL,
  digest INTEGER NOT NULL
) STRICT;
CREATE INDEX article_day ON article (day, outlet);
CREATE INDEX article_outlet ON article (outlet, day);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;

-- The whole record as JSON, compressed with zstd: nothing of it is lost.
CREATE TABLE record (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  json BLOB NOT NULL
) STRICT;

-- The same person, organisation, country … across articles.
CREATE TABLE entity (
  no INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  wikidata TEXT,
  n_articles INTEGER NOT NULL,
  n_events INTEGER NOT NULL,
  n_statements INTEGER NOT NULL
) STRICT;
CREATE INDEX entity_events ON entity (n_events DESC, n_articles DESC, key);
CREATE INDEX entity_name ON entity (name COLLATE NOCASE);

CREATE TABLE alias (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  name TEXT NOT NULL COLLATE NOCASE,
  n_articles INTEGER NOT NULL,
  PRIMARY KEY (name, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_entity ON alias (entity, name);

-- The actors of one article.
CREATE TABLE actor (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  n INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity,
  name TEXT NOT NULL,
  code TEXT,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (article, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_entity ON actor (entity, article);

CREATE TABLE place (
  no INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  admin1 TEXT,
  lat REAL,
  lon REAL,
  geonames INTEGER
) STRICT;
CREATE INDEX place_name ON place (name COLLATE NOCASE);
CREATE INDEX place_country ON place (country);

CREATE TABLE statement (
  no INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  n INTEGER NOT NULL,
  parent INTEGER,
  source INTEGER REFERENCES entity,
  source_name TEXT,
  source_kind TEXT NOT NULL,
  cue TEXT NOT NULL,
  lemma TEXT NOT NULL,
  class TEXT NOT NULL,
  quote TEXT NOT NULL,
  negated INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  content TEXT NOT NULL,
  day TEXT
) STRICT;
CREATE INDEX statement_article ON statement (article, n);
CREATE INDEX statement_source ON statement (source, day);
CREATE INDEX statement_kind ON statement (source_kind, day);
CREATE INDEX statement_class ON statement (class, day);
CREATE INDEX statement_day ON statement (day);

CREATE TABLE event (
  no INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  n INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  quad TEXT NOT NULL,
  contexts TEXT NOT NULL,
  cameo TEXT,
  trigger TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  place INTEGER REFERENCES place,
  country TEXT,
  day TEXT,
  day_end TEXT,
  date_basis TEXT,
  published TEXT,
  status TEXT NOT NULL,
  factuality_voice REAL NOT NULL,
  factuality_author REAL NOT NULL,
  voice INTEGER,
  voice_kind TEXT NOT NULL,
  voice_name TEXT,
  voice_entity INTEGER REFERENCES entity,
  voice_negated INTEGER NOT NULL,
  voice_class TEXT,
  counts TEXT NOT NULL,
  sentence INTEGER NOT NULL,
  words TEXT NOT NULL,
  frame TEXT
) STRICT;
CREATE INDEX event_article ON event (article, n);
CREATE INDEX event_day ON event (day, type, status);
CREATE INDEX event_type ON event (type, day, status);
CREATE INDEX event_place ON event (place, day);
CREATE INDEX event_country ON event (country, day, type, status);
CREATE INDEX event_published ON event (published);

-- Who fills the slots of an event. role 0 does it, role 1 it is done to.
CREATE TABLE event_actor (
  entity INTEGER NOT NULL REFERENCES entity,
  role INTEGER NOT NULL,
  day TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
  n INTEGER NOT NULL,
  code TEXT,
  PRIMARY KEY (entity, role, day, event, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actor_event ON event_actor (event, role, n);
CREATE INDEX event_actor_code ON event_actor (code, role, day);

CREATE VIRTUAL TABLE article_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE event_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
